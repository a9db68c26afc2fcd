namespace Atlas.KmsPortal.Tests.Simulator.Api;

public sealed class ClusterActionsApiTests(ApiHost host) : IClassFixture<ApiHost>
{
    private static readonly string s_analytics = $"/groups/{Demo.Analytics}/clusters";
    private static readonly string s_playground = $"/groups/{Demo.Playground}/clusters";

    [Fact]
    public async Task Restarting_primaries_leaves_its_event()
    {
        var owner = host.Owner();

        Assert.Equal("{}", (await owner.PostAsync(s_analytics + "/bi/restartPrimaries")).Ok().Text);

        var events = await owner.GetAsync($"/groups/{Demo.Analytics}/events?eventType=TEST_FAILOVER_REQUESTED");
        Assert.Equal("1", events.Ok().Field("totalCount"));
        (await owner.PostAsync(s_analytics + "/none/restartPrimaries")).Refused(404, "CLUSTER_NOT_FOUND");
        (await owner.PostAsync(s_playground + "/free/restartPrimaries")).Refused(400, "INVALID_CLUSTER_CONFIGURATION");
        (await host.Reader().PostAsync(s_analytics + "/bi/restartPrimaries")).Refused(403, "ACCESS_FORBIDDEN");
    }

    [Fact]
    public async Task A_cluster_has_the_default_schedule_of_snapshots_and_a_free_one_none()
    {
        var reader = host.Reader();

        var schedule = (await reader.GetAsync(s_analytics + "/bi/backup/schedule")).Ok();

        Assert.Equal(("bi", "hourly"), (schedule.Field("clusterName"), schedule.Field("policies.0.policyItems.0.frequencyType")));
        Assert.Equal(schedule.Text, (await reader.GetAsync(s_analytics + "/bi/backup/schedule")).Ok().Text);
        (await reader.GetAsync(s_playground + "/free/backup/schedule")).Refused(404, "BACKUP_CONFIG_NOT_FOUND");
    }

    [Fact]
    public async Task Regions_are_listed_by_cloud_and_tier()
    {
        var regions = s_analytics + "/provider/regions";
        var reader = host.Reader();

        Assert.Equal("3", (await reader.GetAsync(regions)).Ok().Field("totalCount"));
        var azure = (await reader.GetAsync(regions + "?providers=AZURE&tier=M30")).Ok();
        Assert.Equal(
            ("1", "AZURE", "M30"),
            (azure.Field("totalCount"), azure.Field("results.0.provider"), azure.Field("results.0.instanceSizes.0.name"))
        );
        Assert.Equal(1, azure.Json.GetProperty("results")[0].GetProperty("instanceSizes").GetArrayLength());
        Assert.Contains("\"EUROPE_NORTH\"", azure.Text);
        Assert.DoesNotContain("\"EU_WEST_1\"", azure.Text);
        Assert.Equal("2", (await reader.GetAsync(regions + "?providers=AZURE,AWS")).Ok().Field("totalCount"));
        (await reader.GetAsync(regions + "?providers=ORACLE")).Refused(400, "INVALID_QUERY_PARAMETER");
        (await reader.GetAsync(regions + "?tier=M33")).Refused(400, "INVALID_QUERY_PARAMETER");
    }

    [Fact]
    public async Task All_clusters_are_listed_project_by_project()
    {
        var reader = host.Reader();

        var answer = (await reader.GetAsync("/clusters")).Ok();

        Assert.Equal(
            ("6", "analytics", "Acme"),
            (answer.Field("totalCount"), answer.Field("results.0.groupName"), answer.Field("results.0.orgName"))
        );
        Assert.Equal("REPLICA_SET", answer.Field("results.0.clusters.0.type"));
        var second = (await reader.GetAsync("/clusters?itemsPerPage=1&pageNum=2")).Ok();
        Assert.Equal(answer.Field("results.1.groupId"), second.Field("results.0.groupId"));
    }
}
