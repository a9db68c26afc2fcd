namespace Atlas.KmsPortal.Tests.Simulator.Api;

public sealed class EventsApiTests(ApiHost host) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task Every_acknowledged_change_has_its_event()
    {
        var owner = host.Owner();
        var groupId = await Demo.NewPrivateGroupAsync(owner);
        var created = (await owner.PostAsync(Demo.Endpoints(groupId), new { regionName = "US_EAST_2" })).Ok(202);
        await host.SettleAsync();
        (await owner.DeleteAsync($"{Demo.Endpoints(groupId)}/{created.Field("id")}")).Ok(204);
        await host.SettleAsync();
        (await owner.PostAsync($"/groups/{groupId}/clusters", Demo.Cluster("orders", "NONE"))).Ok(201);
        await host.SettleAsync();
        (await owner.PatchAsync($"/groups/{groupId}/clusters/orders", new { terminationProtectionEnabled = false, paused = true })).Ok();
        await host.SettleAsync();
        (await owner.DeleteAsync($"/groups/{groupId}/clusters/orders")).Ok(202);
        await host.SettleAsync();
        (await owner.PostAsync($"/groups/{groupId}/cloudProviderAccess", new { providerName = "AWS" })).Ok();

        var events = (await owner.GetAsync($"/groups/{groupId}/events")).Ok();

        var types = events.Json.GetProperty("results").EnumerateArray().Select(e => e.GetProperty("eventTypeName").GetString()).ToList();
        Assert.All(
            new[]
            {
                "GROUP_CREATED",
                "ENCRYPTION_AT_REST_CONFIGURATION_UPDATED",
                "ENCRYPTION_AT_REST_CONFIGURATION_VALIDATION_SUCCEEDED",
                "ENCRYPTION_AT_REST_PRIVATE_ENDPOINT_CREATED",
                "ENCRYPTION_AT_REST_PRIVATE_ENDPOINT_DELETED",
                "CLUSTER_CREATED",
                "CLUSTER_READY",
                "CLUSTER_UPDATE_SUBMITTED",
                "CLUSTER_UPDATE_COMPLETED",
                "CLUSTER_DELETE_SUBMITTED",
                "CLUSTER_DELETED",
                "CLOUD_PROVIDER_ACCESS_AWS_IAM_ROLE_ADDED",
            },
            type => Assert.Contains(type, types)
        );
        Assert.Equal("CLOUD_PROVIDER_ACCESS_AWS_IAM_ROLE_ADDED", types[0]);
        Assert.Equal("kmsowner", events.Field("results.0.publicKey"));
        var one = $"/groups/{groupId}/events/{events.Field("results.0.id")}";
        Assert.Equal(events.Field("results.0.id"), (await owner.GetAsync(one)).Ok().Field("id"));
    }

    [Fact]
    public async Task Events_are_filtered_and_paged()
    {
        var owner = host.Owner();
        var groupId = await Demo.NewPrivateGroupAsync(owner);
        var events = $"/groups/{groupId}/events";

        var created = (await owner.GetAsync(events + "?eventType=GROUP_CREATED")).Ok();
        Assert.Equal(("1", "GROUP_CREATED"), (created.Field("totalCount"), created.Field("results.0.eventTypeName")));
        Assert.DoesNotContain("\"GROUP_CREATED\"", (await owner.GetAsync(events + "?excludedEventType=GROUP_CREATED")).Ok().Text);
        Assert.Equal("0", (await owner.GetAsync(events + "?minDate=2100-01-01T00:00:00Z")).Ok().Field("totalCount"));
        var all = (await owner.GetAsync(events)).Ok();
        var second = (await owner.GetAsync(events + "?itemsPerPage=1&pageNum=2&maxDate=2100-01-01T00:00:00Z")).Ok();
        Assert.Equal(all.Field("results.1.id"), second.Field("results.0.id"));
    }

    [Fact]
    public async Task Deeds_in_azure_are_not_atlass_to_tell()
    {
        var owner = host.Owner();
        var groupId = await Demo.NewPrivateGroupAsync(owner);
        (await owner.PostAsync(Demo.Endpoints(groupId), new { regionName = "US_EAST_2" })).Ok(202);
        await host.SettleAsync();

        Assert.DoesNotContain("STATUS_CHANGED", (await owner.GetAsync($"/groups/{groupId}/events")).Ok().Text);
    }

    [Fact]
    public async Task Events_of_named_clusters_are_those_about_them_and_no_others()
    {
        var owner = host.Owner();
        var group = $"/groups/{await Demo.NewGroupAsync(owner)}";
        foreach (var name in new[] { "orders", "orders-2", "logs" })
        {
            (await owner.PostAsync(group + "/clusters", Demo.Cluster(name, "NONE"))).Ok(201);
        }

        await host.SettleAsync();
        var one = (await owner.GetAsync(group + "/events?clusterNames=orders")).Ok();
        var two = (await owner.GetAsync(group + "/events?clusterNames=orders,logs")).Ok();
        var none = (await owner.GetAsync(group + "/events?clusterNames=nothing")).Ok();

        Assert.Equal(("2", "4", "0"), (one.Field("totalCount"), two.Field("totalCount"), none.Field("totalCount")));
        Assert.Equal("CLUSTER_READY", one.Field("results.0.eventTypeName"));
    }

    [Fact]
    public async Task Raw_events_come_for_those_who_ask()
    {
        var owner = host.Owner();
        var groupId = await Demo.NewGroupAsync(owner);
        var events = $"/groups/{groupId}/events";

        var raw = (await owner.GetAsync(events + "?includeRaw=true&itemsPerPage=1")).Ok();

        Assert.Equal(groupId, raw.Field("results.0.raw.cid"));
        Assert.DoesNotContain("\"raw\"", (await owner.GetAsync(events + "?itemsPerPage=1")).Ok().Text);
    }

    [Fact]
    public async Task An_organization_tells_of_its_projects_coming_and_going_and_not_of_what_goes_on_in_them()
    {
        var owner = host.Owner();
        var groupId = await Demo.NewGroupAsync(owner);
        (await owner.PostAsync($"/groups/{groupId}/clusters", Demo.Cluster("inside", "NONE"))).Ok(201);
        var events = $"/orgs/{Demo.Organization}/events";

        var created = (await owner.GetAsync(events + "?eventType=GROUP_CREATED")).Ok();
        Assert.Equal(groupId, created.Field("results.0.groupId"));
        Assert.Equal("0", (await owner.GetAsync(events + "?eventType=CLUSTER_CREATED")).Ok().Field("totalCount"));
        Assert.Equal("GROUP_CREATED", (await owner.GetAsync($"{events}/{created.Field("results.0.id")}")).Ok().Field("eventTypeName"));
        var inside = (await owner.GetAsync($"/groups/{groupId}/events?eventType=CLUSTER_CREATED")).Ok().Field("results.0.id");
        (await owner.GetAsync($"{events}/{inside}")).Refused(404, "RESOURCE_NOT_FOUND");
    }
}
