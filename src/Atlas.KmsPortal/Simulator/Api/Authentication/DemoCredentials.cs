using Atlas.KmsPortal.Auditing;
using Atlas.KmsPortal.Data;
using Atlas.KmsPortal.Encryption;
using Microsoft.EntityFrameworkCore;

namespace Atlas.KmsPortal.Simulator.Api;

/// <summary>The API keys and the service account of the demo world: known to everybody, made where the demo world is.</summary>
public static class DemoCredentials
{
    public const string OwnerKey = "kmsowner";
    public const string OwnerPrivateKey = "5b6d2f0e-0000-4000-8000-00000000a001";
    public const string ReaderKey = "kmsreads";
    public const string ReaderPrivateKey = "5b6d2f0e-0000-4000-8000-00000000a002";
    public const string ServiceAccount = "mdb_sa_id_65a0000000000000000000b1";
    public const string ServiceAccountSecret = "mdb_sa_sk_demo-owner";

    private static readonly string[] s_projects =
    [
        DemoWorld.Retail,
        DemoWorld.Payments,
        DemoWorld.Analytics,
        DemoWorld.Playground,
        DemoWorld.Archive,
        DemoWorld.LedgerAws,
    ];

    internal static async Task EnsureAsync(
        IDbContextFactory<PortalDbContext> databases,
        ApiCredentials credentials,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        if (await database.ApiKeys.AnyAsync(row => row.PublicKey == OwnerKey, cancellationToken))
        {
            return;
        }

        database.ApiKeys.Add(credentials.NewApiKey(OwnerKey, OwnerPrivateKey, "Demo: Project Owner"));
        database.ApiKeys.Add(credentials.NewApiKey(ReaderKey, ReaderPrivateKey, "Demo: Project Read Only"));
        database.ServiceAccounts.Add(credentials.NewServiceAccount(ServiceAccount, ServiceAccountSecret, "Demo: Project Owner"));
        database.ApiRoles.AddRange([
            .. Roles(OwnerKey, ApiRole.OrganizationOwner, ApiRole.ProjectOwner),
            .. Roles(ServiceAccount, ApiRole.OrganizationOwner, ApiRole.ProjectOwner),
            .. Roles(ReaderKey, ApiRole.OrganizationMember, ApiRole.ProjectReadOnly),
        ]);
        database.Audit.AddRange([
            Created(AtlasEvents.ApiKeyCreated, OwnerKey, now),
            Created(AtlasEvents.ApiKeyCreated, ReaderKey, now),
            Created(AtlasEvents.ServiceAccountCreated, ServiceAccount, now),
        ]);
        await database.SaveChangesAsync(cancellationToken);
        credentials.Forget();
    }

    private static AuditRow Created(string eventType, string name, DateTimeOffset now) =>
        AuditWriter.Row(
            Actor.Portal,
            now,
            new AuditEvent(eventType, $"{name} created, with the demo world and its roles.") { OrganizationId = DemoWorld.Organization }
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
