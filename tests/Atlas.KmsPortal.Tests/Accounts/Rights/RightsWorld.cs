using Atlas.KmsPortal.Accounts;
using Atlas.KmsPortal.Data;
using Atlas.KmsPortal.Simulator.Api;
using Atlas.KmsPortal.Tests.Simulator.Api;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Atlas.KmsPortal.Tests.Accounts.Rights;

/// <summary>Somebody at the portal, as a person and as a program: the same rights at every door.</summary>
/// <param name="Id">The person's; null for nobody signed in.</param>
internal sealed record Somebody(string Name, string? Id, SignedInBrowser Browser, ApiClient Digest, ApiClient Bearer, string? Token)
{
    public string? Email => Id is null ? null : RightsWorld.EmailOf(Name);
}

/// <summary>
/// A world with two organizations, so that none of their owners owns it alone: Acme with the demo's projects, and Globex with one
/// that uses another vault in the same subscription.
/// </summary>
public sealed class RightsWorld : ApiHost, IAsyncLifetime
{
    public const string Secret = "a long passphrase";
    public const string Globex = "65a000000000000000000002";
    public const string GlobexVault = "globex-vault";

    internal IReadOnlyList<Somebody> People { get; private set; } = [];

    /// <summary>A connection to the demo's vault that waits for approval.</summary>
    public string Connection { get; private set; } = "";

    public string GlobexProject { get; private set; } = "";

    public static string EmailOf(string name) => $"{name}@rights.example";

    public async ValueTask InitializeAsync()
    {
        await using (var database = await Databases.CreateDbContextAsync())
        {
            database.Organizations.Add(new OrganizationRow { Id = Globex, Name = "Globex" });
            await database.SaveChangesAsync();
        }

        People =
        [
            await ComeAsync("everything", (Demo.Organization, "ORG_OWNER"), (Globex, "ORG_OWNER"), (Demo.Payments, "GROUP_OWNER")),
            await ComeAsync("acme", (Demo.Organization, "ORG_OWNER")),
            await ComeAsync("globex", (Globex, "ORG_OWNER")),
            await ComeAsync("project", (Demo.Payments, "GROUP_OWNER")),
            await ComeAsync("reader", (Demo.Payments, "GROUP_READ_ONLY")),
            await ComeAsync("stranger"),
            new("anonymous", null, SignedInBrowser.Stranger(Address), Anonymous(), Anonymous(), null),
        ];
        await FurnishAsync();
    }

    private IDbContextFactory<PortalDbContext> Databases => Services.GetRequiredService<IDbContextFactory<PortalDbContext>>();

    private async Task FurnishAsync()
    {
        var globex = People[2].Digest;
        GlobexProject = (await globex.PostAsync("/groups", new { name = "globex-data", orgId = Globex })).Ok().Field("id");
        (
            await globex.PatchAsync(
                Demo.EncryptionAtRest(GlobexProject),
                new
                {
                    azureKeyVault = new
                    {
                        enabled = true,
                        azureEnvironment = "AZURE",
                        clientID = "732ff709-32a8-48a3-8224-30d2386fadaf",
                        tenantID = "ee46317d-36a3-4472-a3dd-6549e901da0b",
                        secret = "globex-client-secret",
                        subscriptionID = Arm.SubscriptionId,
                        resourceGroupName = "globex-kms",
                        keyVaultName = GlobexVault,
                        keyIdentifier = $"https://{GlobexVault}.vault.azure.net/keys/atlas/d891821e3d364e9eb88fbd3d11807b87",
                    },
                }
            )
        ).Ok();

        var owner = People[3].Digest;
        (
            await owner.PatchAsync(Demo.EncryptionAtRest(Demo.Payments), new { azureKeyVault = new { requirePrivateNetworking = true } })
        ).Ok();
        var endpoint = (await owner.PostAsync(Demo.Endpoints(Demo.Payments), new { regionName = "US_EAST_2" })).Ok(202).Field("id");
        await SettleAsync();
        Connection = (await owner.GetAsync($"{Demo.Endpoints(Demo.Payments)}/{endpoint}")).Ok().Field("privateEndpointConnectionName");
    }

    private async Task<Somebody> ComeAsync(string name, params (string Scope, string Role)[] roles)
    {
        var id = await PersonAsync(name, roles);
        var (key, account) = (name.PadRight(8, 'x')[..8], $"mdb_sa_id_{Guid.NewGuid():n}"[..34]);
        var credentials = Services.GetRequiredService<ApiCredentials>();
        await using (var database = await Databases.CreateDbContextAsync())
        {
            database.ApiKeys.Add(credentials.NewApiKey(key, Secret, name));
            database.ServiceAccounts.Add(credentials.NewServiceAccount(account, Secret, name));
            database.ApiRoles.AddRange(
                from program in new[] { key, account }
                from role in roles
                select new ApiRoleRow
                {
                    Principal = program,
                    ScopeId = role.Scope,
                    Role = role.Role,
                }
            );
            await database.SaveChangesAsync();
        }

        var token = await Services.GetRequiredService<AccessTokens>().IssueAsync(account, CancellationToken.None);
        var bearer = new HttpClient { BaseAddress = Address };
        bearer.DefaultRequestHeaders.Authorization = new("Bearer", token);
        var browser = await SignedInBrowser.OpenAsync(Address, EmailOf(name), Secret);
        return new Somebody(name, id, browser, Client(key, Secret), new ApiClient(bearer), token);
    }

    private async Task<string> PersonAsync(string name, (string Scope, string Role)[] roles)
    {
        await using var scope = Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<PortalUser>>();
        var user = new PortalUser { UserName = EmailOf(name), Email = EmailOf(name) };
        Assert.True((await users.CreateAsync(user, Secret)).Succeeded);
        await using var database = await Databases.CreateDbContextAsync();
        database.Memberships.AddRange(
            roles.Select(role => new MembershipRow
            {
                UserId = user.Id,
                ScopeId = role.Scope,
                Role = role.Role,
            })
        );
        await database.SaveChangesAsync();
        return user.Id;
    }
}
