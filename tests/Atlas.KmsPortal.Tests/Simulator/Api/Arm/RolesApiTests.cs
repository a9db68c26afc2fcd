using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Tests.Simulator.Api;

public sealed class RolesApiTests(ApiHost host) : IClassFixture<ApiHost>
{
    private const string Authorization = Demo.Vault + "/providers/Microsoft.Authorization";
    private const string CryptoUser = "12338af0-0e6d-4776-bea7-57ae8d297424";
    private const string Reader = "acdd72a7-3385-48ef-bd42-f606fba81ae7";

    [Fact]
    public async Task Roles_are_found_by_name_under_azures_own_ids()
    {
        var azure = await host.ServiceAccountAsync();

        var found = (
            await azure.GetAsync(
                Arm.Subscription
                    + "/providers/Microsoft.Authorization/roleDefinitions?$filter=roleName%20eq%20'Key%20Vault%20Crypto%20User'"
            )
        ).Ok();

        Assert.Equal(1, found.Json.GetProperty("value").GetArrayLength());
        Assert.Equal(CryptoUser, found.Field("value.0.name"));
        Assert.EndsWith($"/providers/Microsoft.Authorization/roleDefinitions/{CryptoUser}", found.Field("value.0.id"));
        Assert.Equal("Reader", (await azure.GetAsync($"{Authorization}/roleDefinitions/{Reader}")).Ok().Field("properties.roleName"));
        Assert.Equal("[]", (await azure.GetAsync(Authorization + "/roleDefinitions?$filter=roleName%20eq%20'Nobody'")).Ok().Field("value"));
        (await azure.GetAsync($"{Authorization}/roleDefinitions/{Guid.Empty}")).IsError(404, "RoleDefinitionDoesNotExist");
    }

    [Fact]
    public async Task An_assignment_is_made_once_listed_and_deleted()
    {
        var azure = await host.ServiceAccountAsync();
        var (name, principal) = (Guid.NewGuid().ToString(), Guid.NewGuid().ToString());
        var path = $"{Authorization}/roleAssignments/{name}";

        var made = (await azure.PutAsync(path, Assignment(Reader, principal))).Ok(201);

        Assert.Equal($"{Arm.VaultId}/providers/Microsoft.Authorization/roleAssignments/{name}", made.Field("id"));
        Assert.Equal(Arm.VaultId, made.Field("properties.scope"));
        Assert.Equal(made.Text, (await azure.PutAsync(path, Assignment(Reader, principal))).Ok(201).Text);
        Assert.Equal(made.Text, (await azure.GetAsync(path.ToUpperInvariant())).Ok().Text);
        var other = $"{Authorization}/roleAssignments/{Guid.NewGuid()}";
        (await azure.PutAsync(other, Assignment(Reader, principal))).IsError(409, "RoleAssignmentExists");
        (await azure.PutAsync(path, Assignment(CryptoUser, principal))).IsError(409, "RoleAssignmentUpdateNotPermitted");
        foreach (
            var filter in new[]
            {
                $"principalId%20eq%20'{principal}'",
                $"assignedTo('{principal}')",
                $"atScope()%20and%20assignedTo('{principal}')",
            }
        )
        {
            Assert.Equal(name, (await azure.GetAsync($"{Authorization}/roleAssignments?$filter={filter}")).Ok().Field("value.0.name"));
        }

        const string above = Arm.Subscription + "/providers/Microsoft.Authorization/roleAssignments";
        Assert.Contains(name, (await azure.GetAsync(above)).Ok().Text);
        Assert.DoesNotContain(name, (await azure.GetAsync(above + "?$filter=atScope()")).Ok().Text);

        Assert.Equal(made.Text, (await azure.DeleteAsync(path)).Ok().Text);
        (await azure.DeleteAsync(path)).Ok(204);
        (await azure.GetAsync(path)).IsError(404, "RoleAssignmentNotFound");
    }

    [Fact]
    public async Task What_is_no_assignment_is_refused()
    {
        var azure = await host.ServiceAccountAsync();
        var path = $"{Authorization}/roleAssignments/{Guid.NewGuid()}";

        (await azure.PutAsync(path, Assignment(Guid.NewGuid().ToString(), Guid.NewGuid().ToString()))).IsError(
            404,
            "RoleDefinitionDoesNotExist"
        );
        (await azure.PutAsync(path, Assignment(Reader, "somebody"))).IsError(400, "InvalidPrincipalId");
        (await azure.PutAsync(Authorization + "/roleAssignments/x", Assignment(Reader, Guid.NewGuid().ToString()))).IsError(
            400,
            "InvalidRoleAssignmentId"
        );
        (await azure.GetAsync(Authorization + "/roleAssignments?$filter=color%20eq%20'red'")).IsError(400, "InvalidFilterInQueryString");
    }

    [Fact]
    public async Task Whose_role_is_deleted_may_not_use_the_keys_until_it_is_assigned_again()
    {
        var azure = await host.ServiceAccountAsync();
        var owner = host.Owner();
        var client = Guid.NewGuid().ToString();
        var groupId = await Demo.NewGroupAsync(owner);
        var block = System
            .Text.Json.JsonSerializer.Serialize(new { azureKeyVault = Demo.AzureBlock() })
            .Replace("632ff709-32a8-48a3-8224-30d2386fadaf", client);
        (await owner.PatchAsync(Demo.EncryptionAtRest(groupId), block)).Ok();
        var principal = (await azure.GetAsync($"//v1.0/servicePrincipals?$filter=appId%20eq%20'{client}'")).Ok().Field("value.0.id");
        var given = (await azure.GetAsync($"{Authorization}/roleAssignments?$filter=principalId%20eq%20'{principal}'")).Ok();
        Assert.EndsWith(CryptoUser, given.Field("value.0.properties.roleDefinitionId"));

        (await azure.DeleteAsync("/" + given.Field("value.0.id"))).Ok();
        await ReadAsync("False");
        (await azure.PutAsync($"{Authorization}/roleAssignments/{Guid.NewGuid()}", Assignment(Reader, principal))).Ok(201);
        await ReadAsync("False");
        (
            await azure.PutAsync(
                $"{Arm.Subscription}/providers/Microsoft.Authorization/roleAssignments/{Guid.NewGuid()}",
                Assignment(CryptoUser, principal)
            )
        ).Ok(201);
        await ReadAsync("True");

        // Reading has Atlas try the key, unless it just has.
        async Task ReadAsync(string valid)
        {
            await host.Controls.ForwardAsync(TimeSpan.FromMinutes(1), Actor.Atlas, TestContext.Current.CancellationToken);
            Assert.Equal(valid, (await owner.GetAsync(Demo.EncryptionAtRest(groupId))).Ok().Field("azureKeyVault.valid"));
        }
    }

    private static object Assignment(string role, string principalId) =>
        new
        {
            properties = new
            {
                roleDefinitionId = $"/subscriptions/{Arm.SubscriptionId}/providers/Microsoft.Authorization/roleDefinitions/{role}",
                principalId,
                principalType = "ServicePrincipal",
            },
        };
}
