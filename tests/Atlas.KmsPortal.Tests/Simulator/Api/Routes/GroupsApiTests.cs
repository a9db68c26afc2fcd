namespace Atlas.KmsPortal.Tests.Simulator.Api;

public sealed class GroupsApiTests(ApiHost host) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task A_project_is_made_found_renamed_and_deleted_by_the_one_who_made_it()
    {
        var owner = host.Owner();

        var created = (
            await owner.PostAsync(
                "/groups",
                new
                {
                    name = "Fresh one",
                    orgId = Demo.Organization,
                    withDefaultAlertsSettings = true,
                    tags = new[] { new { key = "env", value = "test" } },
                }
            )
        );
        Assert.Equal(400, created.Status);
        created = (
            await owner.PostAsync(
                "/groups",
                new
                {
                    name = "Fresh-one",
                    orgId = Demo.Organization,
                    withDefaultAlertsSettings = true,
                    tags = new[] { new { key = "env", value = "test" } },
                }
            )
        ).Ok();
        Assert.DoesNotContain("withDefaultAlertsSettings", created.Text);
        var path = $"/groups/{created.Field("id")}";
        Assert.Equal("env", (await owner.GetAsync("/groups/byName/Fresh-one")).Ok().Field("tags.0.key"));
        Assert.Equal("Other", (await owner.PatchAsync(path, new { name = "Other" })).Ok().Field("name"));
        (await owner.PatchAsync(path, new { name = "payments" })).Refused(409, "GROUP_ALREADY_EXISTS");
        (await owner.DeleteAsync(path)).Ok(204);
        (await owner.GetAsync(path)).Refused(404, "GROUP_NOT_FOUND");
    }

    [Fact]
    public async Task Organizations_and_their_projects_are_listed_for_members()
    {
        var reader = host.Reader();

        Assert.Equal("Acme", (await reader.GetAsync("/orgs?name=ac")).Ok().Field("results.0.name"));
        Assert.Equal("0", (await reader.GetAsync("/orgs?name=zz")).Ok().Field("totalCount"));
        Assert.Equal("Acme", (await reader.GetAsync($"/orgs/{Demo.Organization}")).Ok().Field("name"));
        Assert.Equal("6", (await reader.GetAsync($"/orgs/{Demo.Organization}/groups")).Ok().Field("totalCount"));
        Assert.Equal("MongoDB Atlas", (await reader.GetAsync("")).Ok().Field("appName"));
    }

    [Fact]
    public async Task Settings_limits_and_process_arguments_are_kept()
    {
        var owner = host.Owner();
        var group = $"/groups/{Demo.Analytics}";

        Assert.Equal("True", (await owner.GetAsync(group + "/settings")).Ok().Field("isSchemaAdvisorEnabled"));
        (await owner.PatchAsync(group + "/settings", new { isSchemaAdvisorEnabled = false })).Ok();
        var settings = (await owner.GetAsync(group + "/settings")).Ok();
        Assert.Equal(("False", "True"), (settings.Field("isSchemaAdvisorEnabled"), settings.Field("isDataExplorerEnabled")));

        const string limit = "/limits/atlas.project.deployment.clusters";
        Assert.Equal("40", (await owner.PatchAsync(group + limit, new { value = 40 })).Ok().Field("value"));
        (await owner.PatchAsync(group + limit, new { value = 4000 })).Refused(400, "INVALID_ATTRIBUTE");
        (await owner.DeleteAsync(group + limit)).Ok(204);
        Assert.Equal("25", (await owner.GetAsync(group + limit)).Ok().Field("value"));
        Assert.Equal(7, (await owner.GetAsync(group + "/limits")).Ok().Json.GetArrayLength());

        var args = group + "/clusters/bi/processArgs";
        (await owner.PatchAsync(args, new { javascriptEnabled = false }, type: ApiClient.Vendor("2024-08-05"))).Ok();
        Assert.Equal("False", (await owner.GetAsync(args)).Ok().Field("javascriptEnabled"));

        (await owner.DeleteAsync(group + "/managedSlowMs/disable")).Ok(204);
        Assert.Equal("false", (await owner.GetAsync(group + "/managedSlowMs")).Ok().Text);
        (await owner.PostAsync(group + "/managedSlowMs/enable")).Ok(204);
        Assert.Equal("true", (await owner.GetAsync(group + "/managedSlowMs")).Ok().Text);
    }

    [Fact]
    public async Task Addresses_name_every_dedicated_cluster()
    {
        var answer = (await host.Reader().GetAsync($"/groups/{Demo.Analytics}/ipAddresses")).Ok();

        Assert.Equal("lake", answer.Field("services.clusters.0.clusterName"));
    }
}
