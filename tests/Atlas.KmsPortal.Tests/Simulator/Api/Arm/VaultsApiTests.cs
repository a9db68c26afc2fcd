using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Tests.Simulator.Api;

public sealed class VaultsApiTests(ApiHost host) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task The_vault_is_whole_and_lists_its_connections()
    {
        var azure = await host.ServiceAccountAsync();
        var name = await host.PendingConnectionAsync();

        var vault = (await azure.GetAsync(Demo.Vault + "?api-version=2019-09-01")).Ok();

        Assert.Equal("A", vault.Field("properties.sku.family"));
        Assert.Equal("ee46317d-36a3-4472-a3dd-6549e901da0b", vault.Field("properties.tenantId"));
        Assert.Equal("https://acme-vault.vault.azure.net/", vault.Field("properties.vaultUri"));
        Assert.All(
            ["enableSoftDelete", "enablePurgeProtection", "enableRbacAuthorization"],
            field => Assert.Equal("True", vault.Field($"properties.{field}"))
        );
        Assert.Equal("Allow", vault.Field("properties.networkAcls.defaultAction"));
        Assert.Equal("Enabled", vault.Field("properties.publicNetworkAccess"));
        Assert.Equal("[]", vault.Field("properties.accessPolicies"));
        var connection = Assert.Single(
            vault.Json.GetProperty("properties").GetProperty("privateEndpointConnections").EnumerateArray(),
            one => one.GetProperty("name").GetString() == name
        );
        Assert.Equal($"{Arm.VaultId}/privateEndpointConnections/{name}", connection.GetProperty("id").GetString());
        Assert.Equal(
            "Pending",
            connection.GetProperty("properties").GetProperty("privateLinkServiceConnectionState").GetProperty("status").GetString()
        );
    }

    [Fact]
    public async Task Each_endpoint_has_its_connection_and_approving_twice_changes_nothing()
    {
        var azure = await host.ServiceAccountAsync();
        var owner = host.Owner();
        var groupId = await Demo.NewPrivateGroupAsync(owner);
        string[] names =
        [
            await host.PendingConnectionAsync("EUROPE_WEST", groupId),
            await host.PendingConnectionAsync("EUROPE_NORTH", groupId),
        ];

        var own = (await azure.GetAsync(Arm.Connections))
            .Ok()
            .Json.GetProperty("value")
            .EnumerateArray()
            .Where(one => names.Contains(one.GetProperty("name").GetString()))
            .Select(one => one.GetProperty("properties").GetProperty("privateEndpoint").GetProperty("id").GetString());
        Assert.Equal(2, own.Distinct().Count());

        // As exported Bicep puts it.
        var bicep = new
        {
            location = "westeurope",
            properties = new
            {
                privateEndpoint = new { },
                privateLinkServiceConnectionState = new { status = "Approved", actionsRequired = "None" },
            },
        };
        Assert.NotEqual("", (await azure.PutAsync($"{Arm.Connections}/{names[0]}", bicep)).Ok().Field("properties.privateEndpoint.id"));
        await host.SettleAsync();
        (await azure.PutAsync($"{Arm.Connections}/{names[0]}", Arm.State("Approved"))).Ok();
        await host.SettleAsync();
        var endpoints = (await owner.GetAsync(Demo.Endpoints(groupId))).Ok();
        Assert.Equal("2", endpoints.Field("totalCount"));
        Assert.Contains("ACTIVE", endpoints.Text);
        (await azure.PutAsync(Arm.Connections + "/approve", Arm.State("Approved"))).IsError(404, "ResourceNotFound");
    }

    [Fact]
    public async Task A_vault_that_is_sent_back_whole_keeps_what_was_changed_and_closes_to_the_public()
    {
        var azure = await host.ServiceAccountAsync();
        var owner = host.Owner();
        var (vault, groupId) = await NewVaultAsync(owner);
        var read = (await azure.GetAsync(vault)).Ok();

        // The Azure CLI sends all that it read, but the connections.
        var changed = read
            .Text.Replace("\"publicNetworkAccess\":\"Enabled\"", "\"publicNetworkAccess\":\"Disabled\"")
            .Replace("\"tags\":{}", "\"tags\":{\"Team\":\"KMS\"}");
        var answer = (await azure.PutAsync(vault.Replace("Microsoft.KeyVault", "microsoft.keyvault"), changed)).Ok();

        Assert.Equal("Disabled", answer.Field("properties.publicNetworkAccess"));
        var after = (await azure.GetAsync(vault)).Ok();
        Assert.Equal("KMS", after.Field("tags.Team"));
        Assert.Equal(answer.Text, after.Text);
        // No endpoint is ACTIVE, so Atlas cannot reach the key any more.
        await host.Controls.ForwardAsync(TimeSpan.FromMinutes(16), Actor.Atlas, TestContext.Current.CancellationToken);
        Assert.Contains("NETWORK_ACCESS_DENIED", (await owner.GetAsync($"/groups/{groupId}/events")).Ok().Text);

        var patch = new
        {
            tags = new { a = "b" },
            properties = new { publicNetworkAccess = "Enabled", networkAcls = new { defaultAction = "Deny" } },
        };
        var opened = (await azure.SendAsync(HttpMethod.Patch, vault, patch)).Ok();
        Assert.Equal("Enabled", opened.Field("properties.publicNetworkAccess"));
        Assert.Equal("Deny", opened.Field("properties.networkAcls.defaultAction"));
        Assert.Equal("""{"a":"b"}""", opened.Field("tags"));
        await host.Controls.ForwardAsync(TimeSpan.FromMinutes(16), Actor.Atlas, TestContext.Current.CancellationToken);
        Assert.Contains("NETWORK_ACCESS_RESTORED", (await owner.GetAsync($"/groups/{groupId}/events")).Ok().Text);
    }

    [Fact]
    public async Task What_cannot_be_of_a_vault_is_refused()
    {
        var azure = await host.ServiceAccountAsync();

        var odd = new { properties = new { publicNetworkAccess = "Perhaps" } };
        (await azure.SendAsync(HttpMethod.Patch, Demo.Vault, odd)).IsError(400, "InvalidRequestContent");
        var unprotected = new { properties = new { enablePurgeProtection = false } };
        (await azure.SendAsync(HttpMethod.Patch, Demo.Vault, unprotected)).IsError(400, "BadRequest");
        (await azure.SendAsync(HttpMethod.Patch, Demo.Vault.Replace("acme-vault", "no-vault"), odd)).IsError(404, "ResourceNotFound");
        var made = Demo.Vault.Replace("acme-vault", "a-new-vault");
        (await azure.PutAsync(made, new { })).IsError(400, "LocationRequired");
        (await azure.PutAsync(made.Replace("a-new-vault", "a!"), new { location = "westeurope" })).IsError(400, "VaultNameNotValid");
        (await azure.PutAsync(made, new { location = "westeurope", tags = new { a = "b" } })).Ok(201);
        Assert.Equal("westeurope", (await azure.GetAsync(made)).Ok().Field("location"));
    }

    [Fact]
    public async Task Vaults_are_listed_by_group_and_by_subscription_whatever_the_case()
    {
        var azure = await host.ServiceAccountAsync();

        var all = (await azure.GetAsync(Arm.Subscription + "/providers/Microsoft.Keyvault/vaults")).Ok();
        var own = (
            await azure.GetAsync(Arm.Subscription.ToUpperInvariant() + "/resourcegroups/ACME-KMS/providers/Microsoft.KeyVault/vaults")
        ).Ok();

        Assert.Contains($"\"id\":\"{Arm.VaultId}\"", all.Text);
        Assert.Contains($"\"id\":\"{Arm.VaultId}\"", own.Text);
        (await azure.GetAsync(Arm.Subscription + "/resourceGroups/nowhere/providers/Microsoft.KeyVault/vaults")).IsError(
            404,
            "ResourceGroupNotFound"
        );
        (await azure.GetAsync(Arm.Subscription + "/providers/Microsoft.KeyVault/managedHSMs")).IsError(404, "ResourceNotFound");
        var link = (await azure.GetAsync(Demo.Vault + "/privateLinkResources")).Ok();
        Assert.Equal("vault", link.Field("value.0.properties.groupId"));
        Assert.Equal("privatelink.vaultcore.azure.net", link.Field("value.0.properties.requiredZoneNames.0"));
    }

    /// <summary>A vault of its own, in use by a project of its own.</summary>
    private static async Task<(string Vault, string GroupId)> NewVaultAsync(ApiClient owner)
    {
        var groupId = await Demo.NewGroupAsync(owner);
        var name = "v-" + Guid.NewGuid().ToString("n")[..12];
        var block = System.Text.Json.JsonSerializer.Serialize(new { azureKeyVault = Demo.AzureBlock() }).Replace("acme-vault", name);
        (await owner.PatchAsync(Demo.EncryptionAtRest(groupId), block)).Ok();
        return (Demo.Vault.Replace("acme-vault", name), groupId);
    }
}
