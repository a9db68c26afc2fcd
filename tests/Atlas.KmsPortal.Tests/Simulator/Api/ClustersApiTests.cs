namespace Atlas.KmsPortal.Tests.Simulator.Api;

public sealed class ClustersApiTests(ApiHost host) : IClassFixture<ApiHost>
{
    private const string Newest = "application/vnd.atlas.2024-10-23+json";

    [Theory]
    [InlineData("2023-01-01", "2023-01-01")]
    [InlineData("2023-02-01", "2023-02-01")]
    [InlineData("2024-08-05", "2024-08-05")]
    [InlineData("2024-10-23", "2024-08-05")]
    [InlineData("2025-03-12", "2024-08-05")]
    public async Task A_version_resolves_to_the_newest_shape_not_later(string asked, string answered)
    {
        var answer = (await host.Owner().GetAsync($"/groups/{Demo.Payments}/clusters/ledger", ApiClient.Vendor(asked))).Ok();

        Assert.Equal(ApiClient.Vendor(answered), answer.MediaType);
        Assert.Equal("AZURE", answer.Field("encryptionAtRestProvider"));
    }

    [Fact]
    public async Task The_shapes_differ_as_published()
    {
        var owner = host.Owner();
        var path = $"/groups/{Demo.Payments}/clusters/ledger";

        var legacy = (await owner.GetAsync(path, ApiClient.Vendor("2023-01-01"))).Ok();
        var advanced = (await owner.GetAsync(path, ApiClient.Vendor("2023-02-01"))).Ok();
        var newest = (await owner.GetAsync(path, ApiClient.Vendor("2024-08-05"))).Ok();

        Assert.Equal("M30", legacy.Field("providerSettings.instanceSizeName"));
        Assert.Equal("2", legacy.Field("replicationSpecs.0.regionsConfig.US_EAST_2.electableNodes"));
        Assert.Equal(("40", "1"), (advanced.Field("diskSizeGB"), advanced.Field("replicationSpecs.0.numShards")));
        Assert.False(newest.Json.TryGetProperty("diskSizeGB", out _));
        Assert.Equal("40", newest.Field("replicationSpecs.0.regionConfigs.0.electableSpecs.diskSizeGB"));
        Assert.False(newest.Json.GetProperty("replicationSpecs")[0].TryGetProperty("numShards", out _));
    }

    [Fact]
    public async Task A_cluster_is_made_changed_and_deleted()
    {
        var owner = host.Owner();
        var groupId = await Demo.NewGroupAsync(owner);
        (await owner.PatchAsync(Demo.EncryptionAtRest(groupId), new { azureKeyVault = Demo.AzureBlock() })).Ok();

        var created = (await owner.PostAsync($"/groups/{groupId}/clusters", Body("orders", "AZURE"), Newest, Newest)).Ok(201);
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
    public async Task A_whole_answer_may_be_sent_back_in_every_shape()
    {
        var owner = host.Owner();
        var path = $"/groups/{Demo.Retail}/clusters/orders";
        foreach (var version in new[] { "2023-01-01", "2023-02-01", "2024-08-05" })
        {
            var before = (await owner.GetAsync(path, ApiClient.Vendor(version))).Ok();

            var after = (await owner.PatchAsync(path, before.Text, ApiClient.Vendor(version), ApiClient.Vendor(version))).Ok();
            await host.SettleAsync();

            Assert.Equal("M30", Tier(after, version));
            var regions = (await owner.GetAsync(path)).Ok().Json.GetProperty("replicationSpecs")[0].GetProperty("regionConfigs");
            Assert.Equal(
                ["EUROPE_NORTH 2", "EUROPE_WEST 1"],
                regions
                    .EnumerateArray()
                    .Select(r => $"{r.GetProperty("regionName")} {r.GetProperty("electableSpecs").GetProperty("nodeCount")}")
            );
        }
    }

    [Fact]
    public async Task Older_shapes_make_and_change_clusters_too()
    {
        var owner = host.Owner();
        var groupId = await Demo.NewGroupAsync(owner);
        var legacy = ApiClient.Vendor("2023-01-01");
        var body = new
        {
            name = "old",
            clusterType = "REPLICASET",
            diskSizeGB = 20,
            providerSettings = new
            {
                providerName = "AZURE",
                instanceSizeName = "M10",
                regionName = "EUROPE_WEST",
            },
        };

        (await owner.PostAsync($"/groups/{groupId}/clusters", body, legacy, legacy)).Ok(201);
        await host.SettleAsync();
        var path = $"/groups/{groupId}/clusters/old";
        (
            await owner.PatchAsync(
                path,
                new { providerSettings = new { providerName = "AZURE", instanceSizeName = "M20" } },
                legacy,
                legacy
            )
        ).Ok();
        (await owner.PatchAsync(path, new { diskSizeGB = 64 }, type: ApiClient.Vendor("2023-02-01"))).Ok();

        var now = (await owner.GetAsync(path)).Ok();
        Assert.Equal("M20", now.Field("replicationSpecs.0.regionConfigs.0.electableSpecs.instanceSize"));
        Assert.Equal("64", now.Field("replicationSpecs.0.regionConfigs.0.electableSpecs.diskSizeGB"));
        Assert.Equal("EUROPE_WEST", now.Field("replicationSpecs.0.regionConfigs.0.regionName"));
    }

    [Fact]
    public async Task Shards_are_entries_now_and_were_a_number_before()
    {
        var owner = host.Owner();
        var groupId = await Demo.NewGroupAsync(owner);
        var body = Body("wide", "NONE", "SHARDED", shards: 3);

        (await owner.PostAsync($"/groups/{groupId}/clusters", body, Newest, Newest)).Ok(201);

        var path = $"/groups/{groupId}/clusters/wide";
        Assert.Equal(3, (await owner.GetAsync(path)).Ok().Json.GetProperty("replicationSpecs").GetArrayLength());
        var advanced = (await owner.GetAsync(path, ApiClient.Vendor("2023-02-01"))).Ok();
        Assert.Equal("3", advanced.Field("replicationSpecs.0.numShards"));
        Assert.Equal("3", (await owner.GetAsync(path, ApiClient.Vendor("2023-01-01"))).Ok().Field("numShards"));
    }

    [Fact]
    public async Task A_free_cluster_is_a_tenant_and_cannot_use_the_key()
    {
        var owner = host.Owner();
        var groupId = await Demo.NewGroupAsync(owner);
        var free = Tenant("free", "NONE");

        (await owner.PostAsync($"/groups/{groupId}/clusters", free, Newest, Newest)).Ok(201);
        (await owner.PatchAsync($"/groups/{groupId}/clusters/free", new { encryptionAtRestProvider = "AZURE" })).Refused(
            400,
            "CANNOT_USE_ENCRYPTION_AT_REST_TENANT"
        );

        var shown = (await owner.GetAsync($"/groups/{groupId}/clusters/free")).Ok();
        Assert.Equal("TENANT", shown.Field("replicationSpecs.0.regionConfigs.0.providerName"));
        Assert.Equal("M0", shown.Field("replicationSpecs.0.regionConfigs.0.electableSpecs.instanceSize"));
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
    public async Task A_cluster_cannot_use_a_key_that_the_project_has_not()
    {
        var owner = host.Owner();
        var groupId = await Demo.NewGroupAsync(owner);

        (await owner.PostAsync($"/groups/{groupId}/clusters", Body("orders", "AZURE"), Newest, Newest)).Refused(
            400,
            "ENCRYPTION_AT_REST_NOT_ENABLED"
        );
    }

    [Fact]
    public async Task With_private_networking_a_cluster_goes_only_where_an_endpoint_is_active()
    {
        var owner = host.Owner();
        var groupId = await Demo.NewPrivateGroupAsync(owner);

        var refused = await owner.PostAsync($"/groups/{groupId}/clusters", Body("orders", "AZURE"), Newest, Newest);

        refused.Refused(400, "INVALID_CLUSTER_CONFIGURATION");
        Assert.Contains("EUROPE_WEST", refused.Field("detail"));
    }

    [Fact]
    public async Task The_key_stays_while_a_cluster_uses_it()
    {
        var owner = host.Owner();
        var groupId = await Demo.NewGroupAsync(owner);
        (await owner.PatchAsync(Demo.EncryptionAtRest(groupId), new { azureKeyVault = Demo.AzureBlock() })).Ok();
        (await owner.PostAsync($"/groups/{groupId}/clusters", Body("orders", "AZURE"), Newest, Newest)).Ok(201);

        (await owner.PatchAsync(Demo.EncryptionAtRest(groupId), new { azureKeyVault = new { enabled = false } })).Refused(
            409,
            "CANNOT_DISABLE_ENCRYPTION_AT_REST"
        );
        (await owner.DeleteAsync($"/groups/{groupId}")).Refused(409, "CANNOT_CLOSE_GROUP_ACTIVE_ATLAS_CLUSTERS");
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

    public static object Body(string name, string keyProvider, string type = "REPLICASET", int shards = 1) =>
        new
        {
            name,
            clusterType = type,
            encryptionAtRestProvider = keyProvider,
            tags = new[] { new { key = "team", value = "kms" } },
            replicationSpecs = Enumerable
                .Range(0, shards)
                .Select(_ => new
                {
                    regionConfigs = new[]
                    {
                        new
                        {
                            providerName = "AZURE",
                            regionName = "EUROPE_WEST",
                            priority = 7,
                            electableSpecs = new { instanceSize = "M30", nodeCount = 3 },
                        },
                    },
                }),
        };

    private static object Tenant(string name, string keyProvider) =>
        new
        {
            name,
            clusterType = "REPLICASET",
            encryptionAtRestProvider = keyProvider,
            replicationSpecs = new[]
            {
                new
                {
                    regionConfigs = new[]
                    {
                        new
                        {
                            providerName = "TENANT",
                            backingProviderName = "AWS",
                            regionName = "US_EAST_1",
                            electableSpecs = new { instanceSize = "M0" },
                        },
                    },
                },
            },
        };

    private static string Tier(ApiAnswer answer, string version) =>
        version is "2023-01-01"
            ? answer.Field("providerSettings.instanceSizeName")
            : answer.Field("replicationSpecs.0.regionConfigs.0.electableSpecs.instanceSize");
}
