using System.Text.Json;

namespace Atlas.KmsPortal.Tests.Simulator.Api;

/// <summary>Where the service was recorded to answer otherwise than the published document says.</summary>
public sealed class RecordedClustersApiTests(ApiHost host) : IClassFixture<ApiHost>
{
    private const string Newest = "application/vnd.atlas.2024-10-23+json";

    [Fact]
    public async Task A_cluster_answers_as_it_was_recorded()
    {
        var (owner, path) = await NewClusterAsync(Demo.Cluster("orders", "NONE", regions: [("AWS", "US_EAST_1", 3)]));

        var cluster = (await owner.GetAsync(path)).Ok();

        Assert.Equal(
            """{"customOpensslCipherConfigTls12":[],"minimumEnabledTlsProtocol":"TLS1_2","tlsCipherConfigMode":"DEFAULT"}""",
            Raw(cluster, "advancedConfiguration")
        );
        Assert.Equal("""{"enabled":false,"readPreference":"secondary"}""", Raw(cluster, "biConnector"));
        Assert.Equal(
            ("NONE", "False"),
            (cluster.Field("internalClusterRole"), cluster.Field("useAwsTimeBasedSnapshotCopyForFastInitialSync"))
        );
        Assert.Equal("[]", Raw(cluster, "connectionStrings.privateEndpoint"));
        const string Config = "replicationSpecs.0.regionConfigs.0";
        Assert.Equal(
            ("3000", "STANDARD"),
            (cluster.Field($"{Config}.electableSpecs.diskIOPS"), cluster.Field($"{Config}.electableSpecs.ebsVolumeType"))
        );
        Assert.Equal(
            """{"compute":{"enabled":false,"scaleDownEnabled":false,"predictiveEnabled":false},"diskGB":{"enabled":false}}""",
            Raw(cluster, $"{Config}.autoScaling")
        );
        Assert.Equal(
            ["self", "https://cloud.mongodb.com/restoreJobs", "https://cloud.mongodb.com/snapshots"],
            cluster.Json.GetProperty("links").EnumerateArray().Select(link => link.GetProperty("rel").GetString())
        );
        Assert.EndsWith($"{path}/backup/snapshots", cluster.Field("links.2.href"));
    }

    [Fact]
    public async Task Nodes_on_azure_tell_what_their_disks_can_do()
    {
        var (owner, path) = await NewClusterAsync(Demo.Cluster("orders", "NONE"));

        var nodes = (await owner.GetAsync(path))
            .Ok()
            .Json.GetProperty("replicationSpecs")[0]
            .GetProperty("regionConfigs")[0]
            .GetProperty("electableSpecs");

        Assert.Equal((240, 50), (nodes.GetProperty("diskIOPS").GetInt32(), nodes.GetProperty("diskThroughput").GetInt32()));
        Assert.False(nodes.TryGetProperty("ebsVolumeType", out _));
    }

    [Theory]
    [InlineData("ANALYTICS")]
    [InlineData("analytics")]
    public async Task The_read_preference_is_answered_in_lower_case(string sent)
    {
        var (owner, path) = await NewClusterAsync(Demo.Cluster("orders", "NONE"));

        var changed = await owner.PatchAsync(path, new { biConnector = new { enabled = true, readPreference = sent } }, Newest, Newest);

        Assert.Equal("analytics", changed.Ok().Field("biConnector.readPreference"));
        foreach (var version in new[] { "2023-01-01", "2023-02-01", "2024-08-05" })
        {
            Assert.Equal("analytics", (await owner.GetAsync(path, ApiClient.Vendor(version))).Ok().Field("biConnector.readPreference"));
        }

        (await owner.PatchAsync(path, new { biConnector = new { readPreference = "Analytics" } }, Newest, Newest)).Refused(
            400,
            "INVALID_ENUM_VALUE"
        );
    }

    [Fact]
    public async Task Cipher_suites_come_back_where_they_are_set()
    {
        var (owner, path) = await NewClusterAsync(Demo.Cluster("orders", "NONE"));

        var change = new { advancedConfiguration = new { customOpensslCipherConfigTls13 = new[] { "TLS_AES_256_GCM_SHA384" } } };
        var changed = (await owner.PatchAsync(path, change, Newest, Newest)).Ok();

        Assert.Equal("TLS_AES_256_GCM_SHA384", changed.Field("advancedConfiguration.customOpensslCipherConfigTls13.0"));
        Assert.Equal("TLS1_2", changed.Field("advancedConfiguration.minimumEnabledTlsProtocol"));
    }

    [Fact]
    public async Task A_free_cluster_tells_the_size_of_its_disk()
    {
        var cluster = (await host.Owner().GetAsync($"/groups/{Demo.Playground}/clusters/free")).Ok();

        Assert.Equal("0.5", cluster.Field("replicationSpecs.0.regionConfigs.0.electableSpecs.diskSizeGB"));
    }

    [Theory]
    [InlineData(3, "ATLAS_MANAGED", "EMBEDDED")]
    [InlineData(4, "ATLAS_MANAGED", "DEDICATED")]
    [InlineData(3, "FIXED_TO_DEDICATED", "DEDICATED")]
    public async Task Small_sharded_clusters_have_their_config_servers_embedded(int shards, string management, string type)
    {
        var (owner, path) = await NewClusterAsync(Demo.Cluster("wide", "NONE", "SHARDED", shards));

        var answer = (await owner.PatchAsync(path, new { configServerManagementMode = management }, Newest, Newest)).Ok();

        Assert.Equal(type, answer.Field("configServerType"));
    }

    [Fact]
    public async Task Unequal_shards_cannot_be_told_in_an_older_shape()
    {
        var (owner, path) = await NewClusterAsync(
            new
            {
                name = "wide",
                clusterType = "SHARDED",
                replicationSpecs = new[] { Shard("M30"), Shard("M40") },
            }
        );

        (await owner.GetAsync(path)).Ok();
        foreach (var version in new[] { "2023-01-01", "2023-02-01" })
        {
            var old = ApiClient.Vendor(version);
            (await owner.GetAsync(path, old)).Refused(400, "ASYMMETRIC_SHARD_UNSUPPORTED");
            (await owner.PatchAsync(path, new { terminationProtectionEnabled = true }, old, old)).Refused(
                400,
                "ASYMMETRIC_SHARD_UNSUPPORTED"
            );
        }

        var kept = (await owner.GetAsync(path)).Ok();
        Assert.Equal("False", kept.Field("terminationProtectionEnabled"));
        Assert.Equal("M40", kept.Field("replicationSpecs.1.regionConfigs.0.electableSpecs.instanceSize"));
    }

    [Theory]
    [InlineData("2023-01-01", true)]
    [InlineData("2024-08-05", false)]
    public async Task Process_arguments_that_are_not_set_are_null(string version, bool hasReadConcern)
    {
        var (owner, path) = await NewClusterAsync(Demo.Cluster("orders", "NONE"));

        var args = (await owner.GetAsync($"{path}/processArgs", ApiClient.Vendor(version))).Ok().Json;

        Assert.Equal(JsonValueKind.Null, args.GetProperty("defaultWriteConcern").ValueKind);
        Assert.Equal(JsonValueKind.Null, args.GetProperty("oplogMinRetentionHours").ValueKind);
        Assert.Equal(JsonValueKind.Null, args.GetProperty("changeStreamOptionsPreAndPostImagesExpireAfterSeconds").ValueKind);
        Assert.Equal("[]", args.GetProperty("customOpensslCipherConfigTls12").GetRawText());
        Assert.Equal(1, args.GetProperty("queryStatsLogVerbosity").GetInt32());
        Assert.Equal(hasReadConcern, args.TryGetProperty("defaultReadConcern", out _));
        Assert.False(args.TryGetProperty("customOpensslCipherConfigTls13", out _));
        var changed = (await owner.PatchAsync($"{path}/processArgs", new { defaultMaxTimeMS = 5000 })).Ok().Json;
        Assert.Equal(5000, changed.GetProperty("defaultMaxTimeMS").GetInt32());
        Assert.True(changed.GetProperty("javascriptEnabled").GetBoolean());
    }

    [Fact]
    public async Task Nothing_that_succeeds_has_a_type_without_a_body()
    {
        var (owner, path) = await NewClusterAsync(Demo.Cluster("orders", "NONE"));
        var group = path[..path.IndexOf("/clusters", StringComparison.Ordinal)];

        var deleted = (await owner.DeleteAsync(path)).Ok(202);
        await host.SettleAsync();
        ApiAnswer[] empty = [await owner.DeleteAsync($"{group}/managedSlowMs/disable"), await owner.DeleteAsync(group)];

        Assert.Equal(("{}", ApiClient.Vendor("2023-02-01")), (deleted.Text, deleted.MediaType));
        Assert.All(empty, answer => Assert.Equal((204, "", null), (answer.Status, answer.Text, answer.MediaType)));
    }

    [Fact]
    public async Task A_cluster_that_is_not_there_is_named_as_atlas_does()
    {
        var owner = host.Owner();
        var groupId = await Demo.NewGroupAsync(owner);

        var answer = (await owner.GetAsync($"/groups/{groupId}/clusters/nope")).Refused(404, "CLUSTER_NOT_FOUND");

        Assert.Equal($"No cluster named nope exists in group {groupId}.", answer.Field("detail"));
        Assert.DoesNotContain("regionUsageRestrictions", (await owner.GetAsync($"/groups/{groupId}")).Ok().Text);
    }

    private async Task<(ApiClient Owner, string Path)> NewClusterAsync(object cluster)
    {
        var owner = host.Owner();
        var groupId = await Demo.NewGroupAsync(owner);
        var created = (await owner.PostAsync($"/groups/{groupId}/clusters", cluster, Newest, Newest)).Ok(201);
        await host.SettleAsync();
        return (owner, $"/groups/{groupId}/clusters/{created.Field("name")}");
    }

    private static object Shard(string tier) =>
        new
        {
            regionConfigs = new[]
            {
                new
                {
                    providerName = "AWS",
                    regionName = "US_EAST_1",
                    priority = 7,
                    electableSpecs = new { instanceSize = tier, nodeCount = 3 },
                },
            },
        };

    private static string Raw(ApiAnswer answer, string path) =>
        path.Split('.')
            .Aggregate(answer.Json, (at, name) => int.TryParse(name, out var index) ? at[index] : at.GetProperty(name))
            .GetRawText();
}
