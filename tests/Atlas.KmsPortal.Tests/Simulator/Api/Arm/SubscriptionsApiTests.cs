namespace Atlas.KmsPortal.Tests.Simulator.Api;

public sealed class SubscriptionsApiTests(ApiHost host) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task Subscriptions_tenants_and_locations_are_those_of_the_vaults()
    {
        var azure = await host.ServiceAccountAsync();

        var list = (await azure.GetAsync("//subscriptions?api-version=2019-11-01")).Ok();
        Assert.Contains(Arm.SubscriptionId, list.Text);
        var one = (await azure.GetAsync(Arm.Subscription.ToUpperInvariant())).Ok();
        Assert.Equal(Arm.SubscriptionId, one.Field("subscriptionId"));
        Assert.Equal("Enabled", one.Field("state"));
        Assert.Equal("ee46317d-36a3-4472-a3dd-6549e901da0b", (await azure.GetAsync("//tenants")).Ok().Field("value.0.tenantId"));
        Assert.Contains("\"name\":\"westeurope\"", (await azure.GetAsync(Arm.Subscription + "/locations")).Ok().Text);
        (await azure.GetAsync("//subscriptions/00000000-0000-0000-0000-000000000000")).IsError(404, "SubscriptionNotFound");
    }

    [Fact]
    public async Task The_group_of_a_vault_is_found_among_the_resources()
    {
        var azure = await host.ServiceAccountAsync();

        var found = (
            await azure.GetAsync(
                Arm.Subscription + "/resources?$filter=resourceType%20eq%20'Microsoft.Keyvault/vaults'%20and%20name%20eq%20'ACME-vault'"
            )
        ).Ok();
        Assert.Equal(Arm.VaultId, found.Field("value.0.id"));
        Assert.Equal(
            "[]",
            Value(await azure.GetAsync(Arm.Subscription + "/resources?$filter=resourceType%20eq%20'Microsoft.KeyVault/managedHSMs'"))
        );
        Assert.Equal("[]", Value(await azure.GetAsync(Arm.Subscription + "/resources?$filter=resourceGroup%20eq%20'nowhere'")));
        Assert.Contains(
            Arm.VaultId,
            (await azure.GetAsync(Arm.Subscription + "/resources?$filter=resourceGroup%20eq%20'ACME-KMS'")).Ok().Text
        );
        (await azure.GetAsync(Arm.Subscription + "/resources?$filter=tagName%20eq%20'a'")).IsError(400, "InvalidFilterInQueryString");

        Assert.Contains("\"name\":\"acme-kms\"", (await azure.GetAsync(Arm.Subscription + "/resourcegroups")).Ok().Text);
        var group = (await azure.GetAsync(Arm.Subscription + "/resourcegroups/Acme-KMS")).Ok();
        Assert.Equal($"/subscriptions/{Arm.SubscriptionId}/resourceGroups/acme-kms", group.Field("id"));
        Assert.Equal("Succeeded", group.Field("properties.provisioningState"));
        // As `az resource show` writes it.
        Assert.Equal(Arm.VaultId, (await azure.GetAsync(Demo.Vault.Replace("KeyVault/vaults", "KeyVault//vaults"))).Ok().Field("id"));

        static string Value(ApiAnswer answer) => answer.Ok().Field("value");
    }

    [Fact]
    public async Task Registering_the_network_provider_is_the_prerequisites_own_state()
    {
        var azure = await host.ServiceAccountAsync();
        var owner = host.Owner();
        var groupId = await Demo.NewPrivateGroupAsync(owner);
        (await azure.PostAsync(Arm.Subscription + "/providers/Microsoft.Network/unregister")).Ok();
        Assert.Equal(
            "NotRegistered",
            (await azure.GetAsync(Arm.Subscription + "/providers/microsoft.network")).Ok().Field("registrationState")
        );
        (await owner.PostAsync(Demo.Endpoints(groupId), new { regionName = "US_EAST_2" })).Ok(202);
        await host.SettleAsync();
        Assert.Equal("FAILED", (await owner.GetAsync(Demo.Endpoints(groupId))).Ok().Field("results.0.status"));

        var registered = (await azure.PostAsync(Arm.Subscription + "/providers/Microsoft.Network/register?api-version=2022-09-01")).Ok();

        Assert.Equal("Registered", registered.Field("registrationState"));
        Assert.Equal("Microsoft.Network", registered.Field("namespace"));
        Assert.NotEqual("", await host.PendingConnectionAsync());
        Assert.Contains(
            "\"resourceType\":\"vaults\"",
            (await azure.GetAsync(Arm.Subscription + "/providers/Microsoft.KeyVault")).Ok().Text
        );
        Assert.Contains("Microsoft.Authorization", (await azure.GetAsync(Arm.Subscription + "/providers")).Ok().Text);
        (await azure.GetAsync(Arm.Subscription + "/providers/Microsoft.Compute")).IsError(404, "InvalidResourceNamespace");
        (await azure.PostAsync(Arm.Subscription + "/providers/Microsoft.KeyVault/unregister")).IsError(409, "CannotUnregister");
    }
}
