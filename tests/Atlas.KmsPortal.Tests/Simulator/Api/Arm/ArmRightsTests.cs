using Atlas.KmsPortal.Data;
using Atlas.KmsPortal.Simulator.Api;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Atlas.KmsPortal.Tests.Simulator.Api;

public sealed class ArmRightsTests(ApiHost host) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task A_reader_reads_and_changes_nothing()
    {
        var reader = await AccountAsync((Demo.Payments, "GROUP_READ_ONLY"));

        (await reader.GetAsync(Demo.Vault)).Ok();
        Assert.Contains(Arm.SubscriptionId, (await reader.GetAsync("//subscriptions")).Ok().Text);
        Assert.Contains("*/read", (await reader.GetAsync(Demo.Vault + "/providers/Microsoft.Authorization/permissions")).Ok().Text);
        await IsForbiddenAsync(reader);
    }

    [Fact]
    public async Task Who_owns_another_project_sees_and_changes_nothing()
    {
        var stranger = await AccountAsync((Demo.Retail, "GROUP_OWNER"));

        (await stranger.GetAsync(Demo.Vault)).IsError(404, "ResourceNotFound");
        Assert.Equal("[]", (await stranger.GetAsync("//subscriptions")).Ok().Field("value"));
        (await stranger.GetAsync(Arm.Connections)).IsError(404, "ResourceNotFound");
        (await stranger.SendAsync(HttpMethod.Patch, Demo.Vault, new { })).IsError(404, "ResourceNotFound");
    }

    [Fact]
    public async Task Who_only_reads_what_uses_the_vault_changes_nothing_there_though_an_owner_elsewhere()
    {
        var mixed = await AccountAsync((Demo.Payments, "GROUP_READ_ONLY"), (Demo.Retail, "GROUP_OWNER"));

        (await mixed.GetAsync(Demo.Vault)).Ok();
        await IsForbiddenAsync(mixed);
    }

    [Fact]
    public async Task The_owner_of_a_project_that_uses_the_vault_changes_it()
    {
        var owner = await AccountAsync((Demo.Payments, "GROUP_OWNER"));

        (await owner.SendAsync(HttpMethod.Patch, Demo.Vault, new { tags = new { by = "owner" } })).Ok();
        Assert.Contains(
            "\"actions\":[\"*\"]",
            (await owner.GetAsync(Demo.Vault + "/providers/Microsoft.Authorization/permissions")).Ok().Text
        );
    }

    private static async Task IsForbiddenAsync(ApiClient caller)
    {
        var name = Guid.NewGuid();
        (await caller.SendAsync(HttpMethod.Patch, Demo.Vault, new { tags = new { a = "b" } })).IsError(403, "AuthorizationFailed");
        (await caller.PutAsync(Demo.Vault, new { location = "westeurope" })).IsError(403, "AuthorizationFailed");
        (await caller.PutAsync(Arm.Connections + "/x", Arm.State("Approved"))).IsError(403, "AuthorizationFailed");
        (await caller.PutAsync(Demo.Vault + "/keys/mine", new { })).IsError(403, "AuthorizationFailed");
        (await caller.PostAsync(Arm.Subscription + "/providers/Microsoft.Network/register")).IsError(403, "AuthorizationFailed");
        (await caller.PutAsync($"{Demo.Vault}/providers/Microsoft.Authorization/roleAssignments/{name}", new { })).IsError(
            403,
            "AuthorizationFailed"
        );
        (await caller.PutAsync($"{Arm.Subscription}/providers/Microsoft.Authorization/roleAssignments/{name}", new { })).IsError(
            403,
            "AuthorizationFailed"
        );
    }

    private async Task<ApiClient> AccountAsync(params (string Project, string Role)[] roles)
    {
        var credentials = host.Services.GetRequiredService<ApiCredentials>();
        var id = "mdb_sa_id_" + Guid.NewGuid().ToString("n")[..24];
        await using (var database = await host.Services.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync())
        {
            database.ServiceAccounts.Add(credentials.NewServiceAccount(id, "a-secret", "A test's"));
            database.ApiRoles.AddRange(
                roles.Select(role => new ApiRoleRow
                {
                    Principal = id,
                    ScopeId = role.Project,
                    Role = role.Role,
                })
            );
            await database.SaveChangesAsync();
        }

        var token = await host.Services.GetRequiredService<AccessTokens>().IssueAsync(id, TestContext.Current.CancellationToken);
        var client = new HttpClient { BaseAddress = host.Address };
        client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        return new ApiClient(client);
    }
}
