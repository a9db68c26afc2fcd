namespace Atlas.KmsPortal.Tests.Simulator.Api;

public sealed class FlexClustersApiTests(ApiHost host) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task A_flex_cluster_is_made_changed_upgraded_and_deleted()
    {
        var owner = host.Owner();
        var group = $"/groups/{await Demo.NewGroupAsync(owner)}";
        var flex = group + "/flexClusters";

        var made = (await owner.PostAsync(flex, Flex("small"))).Ok(201);
        Assert.Equal(("FLEX", "EUROPE_WEST"), (made.Field("providerSettings.providerName"), made.Field("providerSettings.regionName")));
        await host.SettleAsync();
        (
            await owner.PatchAsync(
                flex + "/small",
                new { terminationProtectionEnabled = true, tags = new[] { new { key = "env", value = "dev" } } }
            )
        ).Ok();
        var read = (await owner.GetAsync(flex + "/small")).Ok();
        Assert.Equal(("True", "dev"), (read.Field("terminationProtectionEnabled"), read.Field("tags.0.value")));

        await host.SettleAsync();
        (await owner.PostAsync(flex + ":tenantUpgrade", Demo.Cluster("small", "NONE"))).Ok();
        await host.SettleAsync();
        var dedicated = (await owner.GetAsync(group + "/clusters/small")).Ok();
        Assert.Equal("M30", dedicated.Field("replicationSpecs.0.regionConfigs.0.electableSpecs.instanceSize"));
        (await owner.GetAsync(flex + "/small")).Refused(404, "CLUSTER_NOT_FOUND");
    }

    [Fact]
    public async Task A_flex_cluster_is_deleted_and_another_kind_is_not_found_there()
    {
        var owner = host.Owner();
        var flex = $"/groups/{await Demo.NewGroupAsync(owner)}/flexClusters";
        (await owner.PostAsync(flex, Flex("brief"))).Ok(201);
        await host.SettleAsync();

        (await owner.DeleteAsync(flex + "/brief")).Ok(204);
        await host.SettleAsync();

        (await owner.GetAsync(flex + "/brief")).Refused(404, "CLUSTER_NOT_FOUND");
        (await owner.DeleteAsync($"/groups/{Demo.Analytics}/flexClusters/bi")).Refused(404, "CLUSTER_NOT_FOUND");
        (await owner.PatchAsync($"/groups/{Demo.Analytics}/flexClusters/bi", new { })).Refused(404, "CLUSTER_NOT_FOUND");
        (await owner.PostAsync(flex, new { name = "x", providerSettings = new { backingProviderName = "AZURE" } })).Refused(
            400,
            "MISSING_ATTRIBUTE"
        );
        (
            await owner.PostAsync(
                flex,
                new { name = "x", providerSettings = new { backingProviderName = "AZURE", regionName = "NOWHERE" } }
            )
        ).Refused(400, "INVALID_REGION");
    }

    [Theory]
    [InlineData("AZURE", "M10", "M10")]
    [InlineData("FLEX", "FLEX", null)]
    public async Task A_free_cluster_is_upgraded(string provider, string tier, string? dedicated)
    {
        var owner = host.Owner();
        var groupId = await Demo.NewGroupAsync(owner);
        var clusters = $"/groups/{groupId}/clusters";
        (await owner.PostAsync(clusters, Free("tiny"))).Ok(201);
        await host.SettleAsync();

        (
            await owner.PostAsync(
                clusters + "/tenantUpgrade",
                new { name = "tiny", providerSettings = new { providerName = provider, instanceSizeName = tier } }
            )
        ).Ok();
        await host.SettleAsync();

        if (dedicated is null)
        {
            Assert.Equal("tiny", (await owner.GetAsync($"/groups/{groupId}/flexClusters/tiny")).Ok().Field("name"));
            return;
        }

        var cluster = (await owner.GetAsync(clusters + "/tiny")).Ok();
        var nodes = "replicationSpecs.0.regionConfigs.0.electableSpecs";
        Assert.Equal(
            ("M10", "3", "10"),
            (cluster.Field(nodes + ".instanceSize"), cluster.Field(nodes + ".nodeCount"), cluster.Field(nodes + ".diskSizeGB"))
        );
        // What it was upgraded for.
        (await owner.PatchAsync(Demo.EncryptionAtRest(groupId), new { azureKeyVault = Demo.AzureBlock() })).Ok();
        (await owner.PatchAsync(clusters + "/tiny", new { encryptionAtRestProvider = "AZURE" })).Ok();
    }

    [Fact]
    public async Task What_is_no_upgrade_is_refused()
    {
        var owner = host.Owner();
        var upgrade = $"/groups/{Demo.Analytics}/clusters/tenantUpgrade";

        (
            await owner.PostAsync(upgrade, new { name = "bi", providerSettings = new { providerName = "AZURE", instanceSizeName = "M40" } })
        ).Refused(400, "INVALID_CLUSTER_CONFIGURATION");
        (await owner.PostAsync(upgrade, new { name = "bi" })).Refused(400, "MISSING_ATTRIBUTE");
        (
            await owner.PostAsync(
                $"/groups/{Demo.Playground}/clusters/tenantUpgrade",
                new
                {
                    name = "free",
                    providerSettings = new
                    {
                        providerName = "TENANT",
                        backingProviderName = "AZURE",
                        instanceSizeName = "M0",
                    },
                }
            )
        ).Refused(400, "INVALID_CLUSTER_CONFIGURATION");
    }

    private static object Flex(string name) =>
        new { name, providerSettings = new { backingProviderName = "AZURE", regionName = "EUROPE_WEST" } };

    private static object Free(string name) =>
        new
        {
            name,
            clusterType = "REPLICASET",
            replicationSpecs = new[]
            {
                new
                {
                    regionConfigs = new[]
                    {
                        new
                        {
                            providerName = "TENANT",
                            backingProviderName = "AZURE",
                            regionName = "EUROPE_WEST",
                            priority = 7,
                            electableSpecs = new { instanceSize = "M0" },
                        },
                    },
                },
            },
        };
}
