namespace Atlas.KmsPortal.Tests.Simulator.Api;

public sealed class ClusterShapesApiTests(ApiHost host) : IClassFixture<ApiHost>
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
        var body = Demo.Cluster("wide", "NONE", "SHARDED", shards: 3);

        (await owner.PostAsync($"/groups/{groupId}/clusters", body, Newest, Newest)).Ok(201);

        var path = $"/groups/{groupId}/clusters/wide";
        Assert.Equal(3, (await owner.GetAsync(path)).Ok().Json.GetProperty("replicationSpecs").GetArrayLength());
        var advanced = (await owner.GetAsync(path, ApiClient.Vendor("2023-02-01"))).Ok();
        Assert.Equal("3", advanced.Field("replicationSpecs.0.numShards"));
        Assert.Equal("3", (await owner.GetAsync(path, ApiClient.Vendor("2023-01-01"))).Ok().Field("numShards"));
    }

    private static string Tier(ApiAnswer answer, string version) =>
        version is "2023-01-01"
            ? answer.Field("providerSettings.instanceSizeName")
            : answer.Field("replicationSpecs.0.regionConfigs.0.electableSpecs.instanceSize");
}
