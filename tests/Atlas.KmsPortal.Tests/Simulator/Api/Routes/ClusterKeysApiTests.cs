namespace Atlas.KmsPortal.Tests.Simulator.Api;

public sealed class ClusterKeysApiTests(ApiHost host) : IClassFixture<ApiHost>
{
    private const string Newest = "application/vnd.atlas.2024-10-23+json";

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
    public async Task A_cluster_cannot_use_a_key_that_the_project_has_not()
    {
        var owner = host.Owner();
        var groupId = await Demo.NewGroupAsync(owner);

        (await owner.PostAsync($"/groups/{groupId}/clusters", Demo.Cluster("orders", "AZURE"), Newest, Newest)).Refused(
            400,
            "ENCRYPTION_AT_REST_NOT_ENABLED"
        );
    }

    [Fact]
    public async Task With_private_networking_a_cluster_goes_only_where_an_endpoint_is_active()
    {
        var owner = host.Owner();
        var groupId = await Demo.NewPrivateGroupAsync(owner);

        var refused = await owner.PostAsync($"/groups/{groupId}/clusters", Demo.Cluster("orders", "AZURE"), Newest, Newest);

        refused.Refused(400, "INVALID_CLUSTER_CONFIGURATION");
        Assert.Contains("EUROPE_WEST", refused.Field("detail"));
    }

    [Fact]
    public async Task The_key_stays_while_a_cluster_uses_it()
    {
        var owner = host.Owner();
        var groupId = await Demo.NewGroupAsync(owner);
        (await owner.PatchAsync(Demo.EncryptionAtRest(groupId), new { azureKeyVault = Demo.AzureBlock() })).Ok();
        (await owner.PostAsync($"/groups/{groupId}/clusters", Demo.Cluster("orders", "AZURE"), Newest, Newest)).Ok(201);

        (await owner.PatchAsync(Demo.EncryptionAtRest(groupId), new { azureKeyVault = new { enabled = false } })).Refused(
            409,
            "CANNOT_DISABLE_ENCRYPTION_AT_REST"
        );
        (await owner.DeleteAsync($"/groups/{groupId}")).Refused(409, "CANNOT_CLOSE_GROUP_ACTIVE_ATLAS_CLUSTERS");
    }

    [Fact]
    public async Task A_key_in_azure_over_private_networking_serves_azure_only()
    {
        var owner = host.Owner();
        var groupId = await Demo.NewPrivateGroupAsync(owner);

        (await owner.PostAsync($"/groups/{groupId}/clusters", Demo.Cluster("abroad", "AZURE", regions: [("AWS", "US_EAST_1", 3)]))).Refused(
            400,
            "ENCRYPTION_AT_REST_PROVIDER_NOT_SUPPORTED"
        );
    }

    [Fact]
    public async Task A_cluster_changes_its_keys_cloud_in_two_steps()
    {
        (await host.Owner().PatchAsync($"/groups/{Demo.Payments}/clusters/ledger", new { encryptionAtRestProvider = "AWS" })).Refused(
            409,
            "CANNOT_CHANGE_ENCRYPTION_AT_REST_PROVIDER"
        );
    }

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
}
