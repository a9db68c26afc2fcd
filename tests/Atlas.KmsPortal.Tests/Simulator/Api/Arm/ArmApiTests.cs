using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Tests.Simulator.Api;

public sealed class ArmApiTests(ApiHost host) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task The_connection_is_read_approved_and_removed_whatever_the_case_of_the_path()
    {
        var azure = await host.ServiceAccountAsync();
        var name = await host.PendingConnectionAsync();
        var path = $"{Arm.Connections}/{name}".ToUpperInvariant().Replace(name.ToUpperInvariant(), name);

        var pending = (await azure.GetAsync(path + "?api-version=2026-02-01")).Ok();
        Assert.Equal("Pending", pending.Field("properties.privateLinkServiceConnectionState.status"));
        Assert.Equal("Microsoft.KeyVault/vaults/privateEndpointConnections", pending.Field("type"));
        Assert.Contains(name, (await azure.GetAsync(Arm.Connections + "?api-version=2021-10-01")).Ok().Text);

        // azapi sends back the whole resource with the status changed.
        var changed = pending.Text.Replace("\"Pending\"", "\"Approved\"");
        var approved = (await azure.PutAsync(path, changed)).Ok();
        Assert.Equal("Approved", approved.Field("properties.privateLinkServiceConnectionState.status"));
        Assert.NotEqual(pending.Field("etag"), approved.Field("etag"));

        (await azure.DeleteAsync(path)).Ok();
        (await azure.DeleteAsync(path)).Ok(204);
        (await azure.GetAsync(path)).IsError(404, "ResourceNotFound");
    }

    [Fact]
    public async Task A_rejected_connection_stays_rejected()
    {
        var azure = await host.ServiceAccountAsync();
        var path = $"{Arm.Connections}/{await host.PendingConnectionAsync()}";

        (await azure.PutAsync(path, Arm.State("Rejected"))).Ok();

        (await azure.PutAsync(path, Arm.State("Approved"))).IsError(409, "PrivateEndpointConnectionStateTransitionNotAllowed");
    }

    [Fact]
    public async Task A_rejected_connection_can_be_read_after_atlas_has_replaced_it_and_then_goes()
    {
        var azure = await host.ServiceAccountAsync();
        var path = $"{Arm.Connections}/{await host.PendingConnectionAsync()}";
        var rejected = (await azure.PutAsync(path, Arm.State("Rejected"))).Ok();

        await host.SettleAsync();

        Assert.DoesNotContain(rejected.Field("name"), (await azure.GetAsync(Arm.Connections)).Ok().Text);
        // The Azure CLI waits ten seconds before it reads what it has rejected.
        await PassAsync(seconds: 10);
        Assert.Equal(rejected.Text, (await azure.GetAsync(path)).Ok().Text);
        Assert.Equal(rejected.Text, (await azure.PutAsync(path, Arm.State("Rejected"))).Ok().Text);
        (await azure.PutAsync(path, Arm.State("Approved"))).IsError(409, "PrivateEndpointConnectionStateTransitionNotAllowed");
        await PassAsync(seconds: 61);
        (await azure.GetAsync(path)).IsError(404, "ResourceNotFound");
        (await azure.PutAsync(path, Arm.State("Approved"))).IsError(404, "ResourceNotFound");

        var another = $"{Arm.Connections}/{await host.PendingConnectionAsync()}";
        (await azure.PutAsync(another, Arm.State("Rejected"))).Ok();
        await host.SettleAsync();
        (await azure.DeleteAsync(another)).Ok();
        (await azure.GetAsync(another)).IsError(404, "ResourceNotFound");
    }

    [Fact]
    public async Task Azure_says_no_in_its_own_shape()
    {
        var azure = await host.ServiceAccountAsync();

        (await azure.GetAsync(Arm.Connections + "/nobody")).IsError(404, "ResourceNotFound");
        (await azure.PutAsync(Arm.Connections + "/nobody", Arm.State("Approved"))).IsError(404, "ResourceNotFound");
        (await azure.GetAsync(Demo.Vault.Replace("acme-vault", "no-vault") + "/privateEndpointConnections")).IsError(
            404,
            "ResourceNotFound"
        );
        (await azure.GetAsync("//subscriptions/x/nothing")).IsError(404, "ResourceNotFound");
        (await host.Owner().GetAsync(Arm.Connections)).IsError(401, "AuthenticationFailed");
        (await azure.PutAsync(Arm.Connections + "/x", Arm.State("Perhaps"))).IsError(400, "InvalidRequestContent");
        (await azure.PutAsync(Arm.Connections + "/x", Arm.State("1"))).IsError(400, "InvalidRequestContent");
        (await azure.PutAsync(Arm.Connections + "/x", "not json")).IsError(400, "InvalidRequestContent");
        (await azure.PostAsync(Arm.Connections, new { })).IsError(405, "MethodNotAllowed");
    }

    [Fact]
    public async Task A_key_is_made_disabled_expired_and_rotated()
    {
        var azure = await host.ServiceAccountAsync();
        const string key = Demo.Vault + "/keys/fresh";

        var created = (await azure.PutAsync(key, new { properties = new { kty = "RSA", attributes = new { enabled = true } } })).Ok();
        var first = created.Field("properties.keyUriWithVersion").Split('/')[^1];
        (await azure.PutAsync(key, new { })).Ok();
        var rotated = (await azure.PostAsync(key + "/rotate")).Ok();
        Assert.NotEqual(created.Field("properties.keyUriWithVersion"), rotated.Field("properties.keyUriWithVersion"));
        Assert.Equal(2, (await azure.GetAsync(key + "/versions")).Ok().Json.GetProperty("value").GetArrayLength());
        Assert.Equal(rotated.Field("properties.keyUriWithVersion"), (await azure.GetAsync(key)).Ok().Field("properties.keyUriWithVersion"));

        var change = new { properties = new { attributes = new { enabled = false, exp = 1_600_000_000 } } };
        (await azure.SendAsync(HttpMethod.Patch, $"{key}/versions/{first}", change)).Ok();
        var version = (await azure.GetAsync($"{key}/versions/{first}")).Ok();
        Assert.Equal("False", version.Field("properties.attributes.enabled"));
        Assert.Equal("1600000000", version.Field("properties.attributes.exp"));
        (await azure.GetAsync(Demo.Vault + "/keys/nobody")).IsError(404, "KeyNotFound");
    }

    [Fact]
    public async Task A_key_that_is_switched_off_in_azure_is_refused_by_atlas()
    {
        var owner = host.Owner();
        var azure = await host.ServiceAccountAsync();
        var created = (await azure.PutAsync(Demo.Vault + "/keys/breakable", new { })).Ok();
        var version = created.Field("properties.keyUriWithVersion").Split('/')[^1];
        var groupId = await Demo.NewGroupAsync(owner);
        (await owner.PatchAsync(Demo.EncryptionAtRest(groupId), new { azureKeyVault = Demo.AzureBlock() })).Ok();
        var off = new { properties = new { attributes = new { enabled = false } } };
        (await azure.SendAsync(HttpMethod.Patch, $"{Demo.Vault}/keys/breakable/versions/{version}", off)).Ok();

        var answer = await owner.PatchAsync(
            Demo.EncryptionAtRest(groupId),
            new { azureKeyVault = new { keyIdentifier = $"https://acme-vault.vault.azure.net/keys/breakable/{version}" } }
        );

        answer.Refused(400, "AZURE_KEY_VAULT_KEY_NOT_ENABLED");
    }

    private Task PassAsync(int seconds) =>
        host.Controls.ForwardAsync(TimeSpan.FromSeconds(seconds), Actor.Atlas, TestContext.Current.CancellationToken);
}
