namespace Atlas.KmsPortal.Tests.Simulator.Api;

public sealed class ClustersApiTests(ApiHost host) : IClassFixture<ApiHost>
{
    private const string Newest = "application/vnd.atlas.2024-10-23+json";

    [Fact]
    public async Task A_cluster_is_made_changed_and_deleted()
    {
        var owner = host.Owner();
        var groupId = await Demo.NewGroupAsync(owner);
        (await owner.PatchAsync(Demo.EncryptionAtRest(groupId), new { azureKeyVault = Demo.AzureBlock() })).Ok();

        var created = (await owner.PostAsync($"/groups/{groupId}/clusters", Demo.Cluster("orders", "AZURE"), Newest, Newest)).Ok(201);
        Assert.Equal(("CREATING", "AZURE"), (created.Field("stateName"), created.Field("encryptionAtRestProvider")));
        Assert.Equal("""{}""", created.Json.GetProperty("connectionStrings").GetRawText());
        await host.SettleAsync();
        var path = $"/groups/{groupId}/clusters/orders";
        var idle = (await owner.GetAsync(path)).Ok();
        Assert.Equal("IDLE", idle.Field("stateName"));
        Assert.StartsWith("mongodb+srv://", idle.Field("connectionStrings.standardSrv"));
        Assert.Equal("team", idle.Field("tags.0.key"));

        var patched = (await owner.PatchAsync(path, new { encryptionAtRestProvider = "NONE", paused = false }, Newest, Newest)).Ok();
        Assert.Equal(("UPDATING", "NONE"), (patched.Field("stateName"), patched.Field("encryptionAtRestProvider")));
        Assert.Equal("team", patched.Field("tags.0.key"));
        await host.SettleAsync();

        (await owner.DeleteAsync(path, ApiClient.Vendor("2023-02-01"))).Ok(202);
        Assert.Equal("DELETING", (await owner.GetAsync(path)).Ok().Field("stateName"));
        await host.SettleAsync();
        (await owner.GetAsync(path)).Refused(404, "CLUSTER_NOT_FOUND");
    }

    [Fact]
    public async Task Flex_clusters_stand_apart()
    {
        var owner = host.Owner();

        var clusters = (await owner.GetAsync($"/groups/{Demo.Playground}/clusters?includeDeletedWithRetainedBackups=false")).Ok();
        Assert.Equal("free", Assert.Single(clusters.Json.GetProperty("results").EnumerateArray()).GetProperty("name").GetString());
        (await owner.GetAsync($"/groups/{Demo.Playground}/clusters/flexible")).Refused(400, "CANNOT_USE_FLEX_CLUSTER_IN_CLUSTER_API");
        var flex = (await owner.GetAsync($"/groups/{Demo.Playground}/flexClusters", ApiClient.Vendor("2024-11-13"))).Ok();
        Assert.Equal("flexible", flex.Field("results.0.name"));
        (await owner.GetAsync($"/groups/{Demo.Playground}/flexClusters/flexible")).Ok();
        (await owner.GetAsync($"/groups/{Demo.Playground}/flexClusters/free")).Refused(404, "CLUSTER_NOT_FOUND");
    }

    [Fact]
    public async Task A_cluster_keeps_its_name()
    {
        var owner = host.Owner();

        (await owner.PatchAsync($"/groups/{Demo.Retail}/clusters/catalog", new { name = "other" })).Refused(400, "ATTRIBUTE_READ_ONLY");
        (await owner.PostAsync($"/groups/{Demo.Retail}/clusters", Demo.Cluster("catalog", "NONE"))).Refused(400, "DUPLICATE_CLUSTER_NAME");
    }

    [Fact]
    public async Task A_paused_cluster_wakes_before_it_changes()
    {
        var owner = host.Owner();
        var groupId = await Demo.NewGroupAsync(owner);
        (await owner.PostAsync($"/groups/{groupId}/clusters", Demo.Cluster("lazy", "NONE"))).Ok(201);
        await host.SettleAsync();
        var path = $"/groups/{groupId}/clusters/lazy";
        (await owner.PatchAsync(path, new { paused = true })).Ok();
        await host.SettleAsync();

        (await owner.PatchAsync(path, new { backupEnabled = true })).Refused(409, "CANNOT_UPDATE_PAUSED_CLUSTER");
        Assert.Equal("False", (await owner.PatchAsync(path, new { paused = false })).Ok().Field("paused"));
    }

    [Theory]
    [InlineData("free")]
    [InlineData("flexible")]
    public async Task A_tenant_changes_on_no_route(string name)
    {
        var owner = host.Owner();
        var path = $"/groups/{Demo.Playground}/clusters/{name}";
        var before = (await owner.GetAsync($"/groups/{Demo.Playground}/{(name is "free" ? "clusters" : "flexClusters")}/{name}")).Ok();
        object[] changes =
        [
            new { terminationProtectionEnabled = true },
            new { paused = true },
            new { tags = new[] { new { key = "team", value = "kms" } } },
            new { encryptionAtRestProvider = "NONE" },
            new
            {
                replicationSpecs = new[]
                {
                    new
                    {
                        regionConfigs = new[]
                        {
                            new
                            {
                                providerName = "AZURE",
                                regionName = "EUROPE_WEST",
                                priority = 7,
                                electableSpecs = new { instanceSize = "M10", nodeCount = 3 },
                            },
                        },
                    },
                },
            },
        ];

        foreach (var change in changes)
        {
            (await owner.PatchAsync(path, change, Newest, Newest)).Refused(400, "TENANT_CLUSTER_UPDATE_UNSUPPORTED");
        }

        (await owner.PatchAsync(path, new { encryptionAtRestProvider = "AZURE" }, Newest, Newest)).Refused(
            400,
            "CANNOT_USE_ENCRYPTION_AT_REST_TENANT"
        );
        (await owner.PatchAsync($"{path}/processArgs", new { noTableScan = true })).Refused(
            400,
            "TENANT_CLUSTER_PROCESS_ARGS_NOT_SUPPORTED"
        );
        var after = (await owner.GetAsync($"/groups/{Demo.Playground}/{(name is "free" ? "clusters" : "flexClusters")}/{name}")).Ok();
        Assert.Equal(before.Text, after.Text);
    }

    [Fact]
    public async Task The_process_arguments_of_a_paused_cluster_and_of_one_on_its_way_out_stay()
    {
        var owner = host.Owner();
        var groupId = await Demo.NewGroupAsync(owner);
        (await owner.PostAsync($"/groups/{groupId}/clusters", Demo.Cluster("lazy", "NONE"))).Ok(201);
        await host.SettleAsync();
        var path = $"/groups/{groupId}/clusters/lazy";
        (await owner.PatchAsync(path, new { paused = true })).Ok();

        (await owner.PatchAsync($"{path}/processArgs", new { noTableScan = true })).Refused(409, "CANNOT_UPDATE_PAUSED_CLUSTER");
        (await owner.DeleteAsync(path)).Ok(202);

        (await owner.PatchAsync($"{path}/processArgs", new { noTableScan = true })).Refused(400, "CLUSTER_ALREADY_REQUESTED_DELETION");
        (await owner.PatchAsync(path, new { paused = false })).Refused(400, "CLUSTER_ALREADY_REQUESTED_DELETION");
        (await owner.DeleteAsync(path)).Refused(400, "CLUSTER_ALREADY_REQUESTED_DELETION");
        Assert.Equal("DELETING", (await owner.GetAsync(path)).Ok().Field("stateName"));
    }

    [Fact]
    public async Task A_protected_cluster_stays()
    {
        var owner = host.Owner();
        var groupId = await Demo.NewGroupAsync(owner);
        (await owner.PostAsync($"/groups/{groupId}/clusters", Demo.Cluster("kept", "NONE"))).Ok(201);
        (await owner.PatchAsync($"/groups/{groupId}/clusters/kept", new { terminationProtectionEnabled = true })).Ok();

        (await owner.DeleteAsync($"/groups/{groupId}/clusters/kept")).Refused(
            409,
            "CANNOT_TERMINATE_CLUSTER_WHEN_TERMINATION_PROTECTION_ENABLED"
        );
    }

    [Theory]
    [InlineData("""{"clusterType":"REPLICASET","replicationSpecs":[]}""", "MISSING_ATTRIBUTE")]
    [InlineData("""{"name":"a","clusterType":"REPLICASET"}""", "MISSING_ATTRIBUTE")]
    [InlineData("""{"name":"a","clusterType":"REPLICASET","replicationSpecs":[]}""", "INVALID_ATTRIBUTE")]
    [InlineData("""{"name":"a","clusterType":"ROUND","replicationSpecs":[]}""", "INVALID_ENUM_VALUE")]
    [InlineData("""{"name":"-a","clusterType":"REPLICASET","replicationSpecs":[]}""", "INVALID_ATTRIBUTE")]
    [InlineData("""{"name":"a","clusterType":"REPLICASET","replicationSpecs":[{}]}""", "MISSING_ATTRIBUTE")]
    [InlineData(
        """{"name":"a","clusterType":"REPLICASET","replicationSpecs":[{"regionConfigs":[{"providerName":"OVH"}]}]}""",
        "INVALID_ENUM_VALUE"
    )]
    [InlineData(
        """{"name":"a","clusterType":"REPLICASET","replicationSpecs":[{"regionConfigs":[{"providerName":"AWS","regionName":"X","electableSpecs":{"instanceSize":"M10","nodeCount":3}}]}]}""",
        "INVALID_REGION"
    )]
    [InlineData(
        """{"name":"a","clusterType":"REPLICASET","replicationSpecs":[{"regionConfigs":[{"providerName":"TENANT","regionName":"US_EAST_1","electableSpecs":{"instanceSize":"M0"}}]}]}""",
        "MISSING_ATTRIBUTE"
    )]
    [InlineData(
        """{"name":"a","clusterType":"REPLICASET","replicationSpecs":[{"regionConfigs":[{"providerName":"FLEX","backingProviderName":"AWS","regionName":"US_EAST_1"}]}]}""",
        "CANNOT_USE_FLEX_CLUSTER_IN_CLUSTER_API"
    )]
    public async Task A_body_that_makes_no_cluster_says_why(string body, string code)
    {
        (await host.Owner().PostAsync($"/groups/{Demo.Retail}/clusters", body)).Refused(400, code);
    }
}
