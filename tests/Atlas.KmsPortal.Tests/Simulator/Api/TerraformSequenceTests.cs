using System.Text.Json.Nodes;

namespace Atlas.KmsPortal.Tests.Simulator.Api;

/// <summary>The calls that Terraform's provider makes, in its order and its versions.</summary>
public sealed class TerraformSequenceTests(ApiHost host) : IClassFixture<ApiHost>
{
    private static readonly string s_first = ApiClient.Vendor("2023-01-01");
    private static readonly string s_read = ApiClient.Vendor("2024-08-05");
    private static readonly string s_write = ApiClient.Vendor("2024-10-23");

    [Fact]
    public async Task Create_import_update_rotate_and_destroy()
    {
        var tf = await host.ServiceAccountAsync();
        var groupId = await CreateProjectAsync(tf, "tf-whole");
        var settings = Demo.EncryptionAtRest(groupId);

        // encryption_at_rest: create is a PATCH, then a read.
        (await PatchAsync(tf, settings, new { azureKeyVault = Demo.AzureBlock() })).Ok();
        var imported = (await GetAsync(tf, settings)).Ok();
        Assert.Equal("acme-kms", imported.Field("azureKeyVault.resourceGroupName"));

        // In the same apply: the flag, then the endpoint, which is polled until it waits for approval.
        await UpdateAsync(tf, settings, block => block["requirePrivateNetworking"] = true);
        var created = await tf.PostAsync(
            Demo.Endpoints(groupId),
            new { cloudProvider = "AZURE", regionName = "US_EAST_2" },
            s_first,
            s_first
        );
        var endpoint = $"{Demo.Endpoints(groupId)}/{created.Ok(202).Field("id")}";
        Assert.Equal("INITIATING", (await GetAsync(tf, endpoint)).Ok().Field("status"));
        await host.SettleAsync();
        var waiting = (await GetAsync(tf, endpoint)).Ok();
        Assert.Equal("PENDING_ACCEPTANCE", waiting.Field("status"));
        Assert.False(waiting.Json.TryGetProperty("errorMessage", out _));
        await ApproveAsync(tf, waiting.Field("privateEndpointConnectionName"));
        Assert.Equal("ACTIVE", (await GetAsync(tf, endpoint)).Ok().Field("status"));

        // A cluster in the region; POST and PATCH in 2024-10-23, reads in 2024-08-05.
        (await tf.PostAsync($"/groups/{groupId}/clusters", Cluster("tf"), s_write, s_write)).Ok(201);
        Assert.Equal("CREATING", (await tf.GetAsync($"/groups/{groupId}/clusters/tf", s_read)).Ok().Field("stateName"));
        await host.SettleAsync();
        Assert.Equal("IDLE", (await tf.GetAsync($"/groups/{groupId}/clusters/tf", s_read)).Ok().Field("stateName"));
        (await tf.GetAsync($"/groups/{groupId}/clusters/tf/processArgs", s_read)).Ok();
        // The provider fails on a cluster whose region has no container.
        Assert.Equal(
            "US_EAST_2",
            (await tf.GetAsync($"/groups/{groupId}/containers?providerName=AZURE", s_first)).Ok().Field("results.0.region")
        );

        // Rotation: GET, change one field of the block, PATCH everything back without the secret.
        const string rotated = "https://acme-vault.vault.azure.net/keys/atlas/00000000000000000000000000000002";
        await UpdateAsync(tf, settings, block => block["keyIdentifier"] = rotated);
        await host.SettleAsync();
        var after = (await GetAsync(tf, settings)).Ok();
        Assert.Equal((rotated, "True"), (after.Field("azureKeyVault.keyIdentifier"), after.Field("azureKeyVault.valid")));

        // Destroy in reverse: too early, the key's settings do not go.
        (await OffAsync(tf, settings)).Refused(400, "CANNOT_DISABLE_ENCRYPTION_AT_REST_DUE_TO_PRIVATE_ENDPOINTS");
        (await tf.DeleteAsync($"/groups/{groupId}/clusters/tf", ApiClient.Vendor("2023-02-01"))).Ok(202);
        Assert.Equal("DELETING", (await tf.GetAsync($"/groups/{groupId}/clusters/tf", s_read)).Ok().Field("stateName"));
        await host.SettleAsync();
        (await tf.GetAsync($"/groups/{groupId}/clusters/tf", s_read)).Refused(404, "CLUSTER_NOT_FOUND");
        (await tf.DeleteAsync(endpoint, s_first)).Ok(204);
        Assert.Equal("DELETING", (await GetAsync(tf, endpoint)).Ok().Field("status"));
        await host.SettleAsync();
        Assert.Equal(404, (await GetAsync(tf, endpoint)).Status);
        (await OffAsync(tf, settings)).Ok();
        var off = (await GetAsync(tf, settings)).Ok();
        Assert.All(new[] { "awsKms", "azureKeyVault", "googleCloudKms" }, b => Assert.Equal("False", off.Field(b + ".enabled")));
        Assert.Equal("0", (await tf.GetAsync($"/groups/{groupId}/clusters", s_read)).Ok().Field("totalCount"));
        (await tf.DeleteAsync($"/groups/{groupId}", s_first)).Ok(204);
        Assert.Equal(404, (await GetAsync(tf, $"/groups/{groupId}")).Status);
    }

    [Fact]
    public async Task A_rejected_endpoint_shows_why_and_a_new_one_takes_its_place()
    {
        var tf = await host.ServiceAccountAsync();
        var groupId = await Demo.NewPrivateGroupAsync(tf);
        var created = (
            await tf.PostAsync(Demo.Endpoints(groupId), new { cloudProvider = "AZURE", regionName = "US_CENTRAL" }, s_first, s_first)
        );
        var endpoint = $"{Demo.Endpoints(groupId)}/{created.Ok(202).Field("id")}";
        await host.SettleAsync();
        var connection = (await GetAsync(tf, endpoint)).Ok().Field("privateEndpointConnectionName");

        var reject = new { properties = new { privateLinkServiceConnectionState = new { status = "Rejected", description = "not ours" } } };
        (await tf.PutAsync($"{Demo.Vault}/privateEndpointConnections/{connection}", reject)).Ok();
        await host.TickAsync();

        var rejected = (await GetAsync(tf, endpoint)).Ok();
        Assert.Equal("PENDING_RECREATION", rejected.Field("status"));
        Assert.Contains("rejected", rejected.Field("errorMessage"));
        var list = (await GetAsync(tf, Demo.Endpoints(groupId) + "?includeCount=true&itemsPerPage=500&pageNum=1")).Ok();
        Assert.Equal("2", list.Field("totalCount"));
        Assert.Equal("INITIATING", list.Field("results.1.status"));

        await host.SettleAsync();
        Assert.Equal(404, (await GetAsync(tf, endpoint)).Status);
        var replacement = (await GetAsync(tf, Demo.Endpoints(groupId))).Ok();
        Assert.Equal(("1", "PENDING_ACCEPTANCE"), (replacement.Field("totalCount"), replacement.Field("results.0.status")));
    }

    [Fact]
    public async Task A_failed_endpoint_is_no_transport_error_and_may_be_deleted()
    {
        var tf = await host.ServiceAccountAsync();
        var groupId = await Demo.NewPrivateGroupAsync(tf);
        (await tf.PostAsync("//simulator/faults", new { nextCreationFails = "Azure had no room." })).Ok();
        var created = (await tf.PostAsync(Demo.Endpoints(groupId), new { regionName = "US_WEST_3" })).Ok(202);
        await host.SettleAsync();
        var endpoint = $"{Demo.Endpoints(groupId)}/{created.Field("id")}";

        var failed = (await GetAsync(tf, endpoint)).Ok();
        Assert.Equal(("FAILED", "Azure had no room."), (failed.Field("status"), failed.Field("errorMessage")));

        (await tf.DeleteAsync(endpoint, s_first)).Ok(204);
        await host.SettleAsync();
        Assert.Equal(404, (await GetAsync(tf, endpoint)).Status);
    }

    [Fact]
    public async Task The_secretless_mode_gives_its_role_back_and_no_credentials()
    {
        var tf = await host.ServiceAccountAsync();
        var groupId = await Demo.NewGroupAsync(tf);
        var role = (
            await tf.PostAsync(
                $"/groups/{groupId}/cloudProviderAccess",
                new
                {
                    providerName = "AZURE",
                    atlasAzureAppId = "9efedfcc-2eca-4b27-a613-0cad1e114cb7",
                    servicePrincipalId = "22f1d0e1-0000-4000-8000-000000000001",
                    tenantId = "ee46317d-36a3-4472-a3dd-6549e901da0b",
                }
            )
        ).Ok();

        var block = JsonNode.Parse(System.Text.Json.JsonSerializer.Serialize(Demo.AzureBlock()))!.AsObject();
        foreach (var name in new[] { "clientID", "secret", "tenantID" })
        {
            block.Remove(name);
        }

        block["roleId"] = role.Field("_id");
        (await PatchAsync(tf, Demo.EncryptionAtRest(groupId), new { azureKeyVault = block })).Ok();

        var read = (await GetAsync(tf, Demo.EncryptionAtRest(groupId))).Ok();
        Assert.Equal((role.Field("_id"), "True"), (read.Field("azureKeyVault.roleId"), read.Field("azureKeyVault.valid")));
        Assert.False(read.Json.GetProperty("azureKeyVault").TryGetProperty("clientID", out _));
    }

    [Fact]
    public async Task Search_nodes_switch_independently()
    {
        var tf = await host.ServiceAccountAsync();
        var groupId = await Demo.NewGroupAsync(tf);
        var settings = Demo.EncryptionAtRest(groupId);
        (await PatchAsync(tf, settings, new { azureKeyVault = Demo.AzureBlock() })).Ok();

        foreach (var on in new[] { true, false })
        {
            (await PatchAsync(tf, settings, new { enabledForSearchNodes = on })).Ok();
            Assert.Equal(on.ToString(), (await GetAsync(tf, settings)).Ok().Field("enabledForSearchNodes"));
        }
    }

    [Fact]
    public async Task Bad_credentials_are_final_and_leave_the_old_ones()
    {
        var tf = await host.ServiceAccountAsync();
        var groupId = await Demo.NewGroupAsync(tf);
        var settings = Demo.EncryptionAtRest(groupId);
        (await PatchAsync(tf, settings, new { azureKeyVault = Demo.AzureBlock() })).Ok();

        (await tf.PostAsync("//simulator/faults", new { credentialsWrong = true })).Ok();
        (await PatchAsync(tf, settings, new { azureKeyVault = new { secret = "wrong" } })).Refused(400, "INVALID_AZURE_CREDENTIALS");
        (await tf.PostAsync("//simulator/faults", new { credentialsWrong = false })).Ok();

        Assert.Equal("True", (await GetAsync(tf, settings)).Ok().Field("azureKeyVault.valid"));
    }

    /// <summary>What the project resource asks for: more than the project.</summary>
    private static async Task<string> CreateProjectAsync(ApiClient tf, string name)
    {
        var created = await tf.PostAsync(
            "/groups",
            new
            {
                name,
                orgId = Demo.Organization,
                withDefaultAlertsSettings = true,
            },
            s_first,
            s_first
        );
        var group = $"/groups/{created.Ok().Field("id")}";
        var settings = (await GetAsync(tf, group + "/settings")).Ok();
        (await PatchAsync(tf, group + "/settings", settings.Text)).Ok();
        foreach (var read in new[] { "", "/teams", "/limits", "/settings", "/ipAddresses", "/managedSlowMs", "/users" })
        {
            (await GetAsync(tf, group + read)).Ok();
        }

        (await tf.GetAsync(group + "/flexClusters", ApiClient.Vendor("2024-11-13"))).Ok();
        return created.Field("id");
    }

    private async Task ApproveAsync(ApiClient tf, string connection)
    {
        var path = $"{Demo.Vault}/privateEndpointConnections/{connection}?api-version=2023-07-01";
        var read = JsonNode.Parse((await tf.GetAsync(path)).Ok().Text)!;
        read["properties"]!["privateLinkServiceConnectionState"]!["status"] = "Approved";
        (await tf.PutAsync(path, read.ToJsonString())).Ok();
        await host.SettleAsync();
    }

    private static async Task UpdateAsync(ApiClient tf, string settings, Action<JsonNode> change)
    {
        var whole = JsonNode.Parse((await GetAsync(tf, settings)).Ok().Text)!;
        change(whole["azureKeyVault"]!);
        (await PatchAsync(tf, settings, whole.ToJsonString())).Ok();
    }

    private static async Task<ApiAnswer> OffAsync(ApiClient tf, string settings)
    {
        (await GetAsync(tf, settings)).Ok();
        return await PatchAsync(
            tf,
            settings,
            new
            {
                awsKms = new { enabled = false },
                azureKeyVault = new { enabled = false },
                googleCloudKms = new { enabled = false },
            }
        );
    }

    private static Task<ApiAnswer> GetAsync(ApiClient tf, string path) => tf.GetAsync(path, s_first);

    private static Task<ApiAnswer> PatchAsync(ApiClient tf, string path, object body) => tf.PatchAsync(path, body, s_first, s_first);

    private static object Cluster(string name) =>
        new
        {
            name,
            clusterType = "REPLICASET",
            encryptionAtRestProvider = "AZURE",
            labels = new[] { new { key = "Infrastructure Tool", value = "Terraform" } },
            replicationSpecs = new[]
            {
                new
                {
                    zoneName = "ZoneName managed by Terraform",
                    regionConfigs = new[]
                    {
                        new
                        {
                            providerName = "AZURE",
                            regionName = "US_EAST_2",
                            priority = 7,
                            electableSpecs = new { instanceSize = "M10", nodeCount = 3 },
                            autoScaling = new
                            {
                                compute = new { enabled = false, scaleDownEnabled = false },
                                diskGB = new { enabled = true },
                            },
                        },
                    },
                },
            },
        };
}
