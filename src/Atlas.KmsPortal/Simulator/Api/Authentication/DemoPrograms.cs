using Atlas.KmsPortal.Auditing;
using Atlas.KmsPortal.Data;
using Atlas.KmsPortal.Encryption;
using Microsoft.EntityFrameworkCore;

namespace Atlas.KmsPortal.Simulator.Api;

/// <summary>
/// Creates the demo world's API keys and service account: in Development with the secrets of the README, elsewhere with random
/// ones that are written down once. What everybody knows is taken out of a database that leaves Development.
/// </summary>
internal sealed class DemoPrograms(
    IDbContextFactory<PortalDbContext> databases,
    ApiCredentials credentials,
    IHostEnvironment environment,
    DataFolder folder,
    SecurityLog log,
    ILogger<DemoPrograms> logger
)
{
    public const string FileName = "demo-credentials.txt";

    private static readonly string[] s_projects =
    [
        DemoWorld.Retail,
        DemoWorld.Payments,
        DemoWorld.Analytics,
        DemoWorld.Playground,
        DemoWorld.Archive,
        DemoWorld.LedgerAws,
    ];

    /// <param name="wanted">Whether the demo world belongs here, and its credentials with it.</param>
    public async Task EnsureAsync(bool wanted, CancellationToken cancellationToken)
    {
        // Read for writing from the start: of two processes that begin together one waits, and finds what the other made.
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        if (!environment.IsDevelopment())
        {
            await RemovePublishedAsync(database, cancellationToken);
        }

        if (wanted && !await database.ApiKeys.AnyAsync(row => row.PublicKey == DemoCredentials.OwnerKey, cancellationToken))
        {
            var secrets = environment.IsDevelopment() ? DemoSecrets.Published : DemoSecrets.Draw();
            await AddAsync(database, secrets, cancellationToken);
            if (secrets != DemoSecrets.Published)
            {
                // Before the commit: credentials that nobody was told would be there for good.
                var path = await folder.WritePrivateAsync(FileName, secrets.ToText(), cancellationToken);
                logger.LogWarning(
                    "Created the demo world's API keys and service account. Their secrets are in {File}, for this account only: keep them somewhere safe and delete the file.",
                    path
                );
            }
        }

        await transaction.CommitAsync(cancellationToken);
        credentials.Forget();
    }

    private async Task RemovePublishedAsync(PortalDbContext database, CancellationToken cancellationToken)
    {
        List<string> removed = [];
        foreach (
            var (key, secret) in new[]
            {
                (DemoCredentials.OwnerKey, DemoCredentials.OwnerPrivateKey),
                (DemoCredentials.ReaderKey, DemoCredentials.ReaderPrivateKey),
            }
        )
        {
            if (await credentials.IsApiKeyAsync(key, secret, cancellationToken))
            {
                await database.ApiKeys.Where(row => row.PublicKey == key).ExecuteDeleteAsync(cancellationToken);
                removed.Add(key);
            }
        }

        if (
            await credentials.CheckServiceAccountAsync(
                DemoCredentials.ServiceAccount,
                DemoCredentials.ServiceAccountSecret,
                cancellationToken
            ) is KeyCheck.Right
        )
        {
            await database
                .ServiceAccounts.Where(row => row.ClientId == DemoCredentials.ServiceAccount)
                .ExecuteDeleteAsync(cancellationToken);
            removed.Add(DemoCredentials.ServiceAccount);
        }

        if (removed.Count > 0)
        {
            await database.ApiRoles.Where(row => removed.Contains(row.Principal)).ExecuteDeleteAsync(cancellationToken);
            await database.AccessTokens.Where(row => removed.Contains(row.Principal)).ExecuteDeleteAsync(cancellationToken);
            Tell(database, AtlasEvents.ApiKeyDeleted, removed, "removed, with its roles: everybody knows its secret");
            await database.SaveChangesAsync(cancellationToken);
            logger.LogWarning("Removed {Credentials}: outside Development, secrets that everybody knows open nothing.", removed);
        }
    }

    private async Task AddAsync(PortalDbContext database, DemoSecrets secrets, CancellationToken cancellationToken)
    {
        string[] all = [DemoCredentials.OwnerKey, DemoCredentials.ReaderKey, DemoCredentials.ServiceAccount];
        await database.ApiKeys.Where(row => all.Contains(row.PublicKey)).ExecuteDeleteAsync(cancellationToken);
        await database.ServiceAccounts.Where(row => all.Contains(row.ClientId)).ExecuteDeleteAsync(cancellationToken);
        await database.ApiRoles.Where(row => all.Contains(row.Principal)).ExecuteDeleteAsync(cancellationToken);

        database.ApiKeys.Add(credentials.NewApiKey(DemoCredentials.OwnerKey, secrets.OwnerPrivateKey, "Demo: Project Owner"));
        database.ApiKeys.Add(credentials.NewApiKey(DemoCredentials.ReaderKey, secrets.ReaderPrivateKey, "Demo: Project Read Only"));
        database.ServiceAccounts.Add(
            credentials.NewServiceAccount(DemoCredentials.ServiceAccount, secrets.ServiceAccountSecret, "Demo: Project Owner")
        );
        database.ApiRoles.AddRange([
            .. Roles(DemoCredentials.OwnerKey, ApiRole.OrganizationOwner, ApiRole.ProjectOwner),
            .. Roles(DemoCredentials.ServiceAccount, ApiRole.OrganizationOwner, ApiRole.ProjectOwner),
            .. Roles(DemoCredentials.ReaderKey, ApiRole.OrganizationMember, ApiRole.ProjectReadOnly),
        ]);
        Tell(database, AtlasEvents.ApiKeyCreated, all, "created, with the demo world and its roles");
        await database.SaveChangesAsync(cancellationToken);
    }

    private void Tell(PortalDbContext database, string eventType, IEnumerable<string> names, string what) =>
        database.Audit.AddRange(
            names.Select(name =>
                log.Row(Actor.Portal, new AuditEvent(eventType, $"{name} {what}.") { OrganizationId = DemoWorld.Organization })
            )
        );

    private static IEnumerable<ApiRoleRow> Roles(string principal, string inOrganization, string inProjects) =>
        s_projects.Select(project => Role(principal, project, inProjects)).Append(Role(principal, DemoWorld.Organization, inOrganization));

    private static ApiRoleRow Role(string principal, string scope, string role) =>
        new()
        {
            Principal = principal,
            ScopeId = scope,
            Role = role,
        };
}
