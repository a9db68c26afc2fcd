using Atlas.KmsPortal.Data;
using Atlas.KmsPortal.Encryption;
using Microsoft.EntityFrameworkCore;

namespace Atlas.KmsPortal.Simulator;

/// <summary>Who uses a vault: a project whose key is in it, or whose private endpoint leads to it.</summary>
public sealed record VaultUser(string VaultId, string ProjectId, string OrganizationId);

/// <summary>The vault owner's side: the vaults themselves, and who has something to do with them.</summary>
public sealed class SimulatedVaults(SimulatorStore store)
{
    public Task<List<VaultRow>> AllAsync(CancellationToken cancellationToken) =>
        store.ReadAsync(
            db => db.Vaults.OrderBy(row => row.SubscriptionId).ThenBy(row => row.Name).ToListAsync(cancellationToken),
            cancellationToken
        );

    /// <returns>Null when there is no such vault.</returns>
    public Task<VaultRow?> FindAsync(string vaultId, CancellationToken cancellationToken) =>
        store.ReadAsync(db => db.Vaults.SingleOrDefaultAsync(row => row.Id == vaultId, cancellationToken), cancellationToken);

    /// <summary>The users of the vaults of that name, or of every vault.</summary>
    public Task<IReadOnlyList<VaultUser>> UsersAsync(string? vaultName, CancellationToken cancellationToken) =>
        store.ReadAsync<IReadOnlyList<VaultUser>>(
            async db =>
            {
                var name = vaultName?.ToLowerInvariant();
                var projects = await (
                    name is null
                        ? db.Projects
                        : db.Projects.FromSql($"""SELECT * FROM "Projects" WHERE lower("AzureKeyVault" ->> '$.KeyVaultName') = {name}""")
                )
                    .Select(row => new
                    {
                        row.Id,
                        row.OrganizationId,
                        row.AzureKeyVault,
                    })
                    .ToListAsync(cancellationToken);
                var endpoints = await (
                    from endpoint in db.PrivateEndpoints
                    where name == null || endpoint.KeyVaultName!.ToLower() == name
                    join project in db.Projects on endpoint.ProjectId equals project.Id
                    select new
                    {
                        endpoint.SubscriptionId,
                        endpoint.ResourceGroupName,
                        endpoint.KeyVaultName,
                        project.Id,
                        project.OrganizationId,
                    }
                ).ToListAsync(cancellationToken);
                return
                [
                    .. projects
                        .Select(project =>
                            SimulatedClouds.VaultId(project.AzureKeyVault) is { } vaultId
                                ? new VaultUser(vaultId, project.Id, project.OrganizationId)
                                : null
                        )
                        .OfType<VaultUser>()
                        .Union(
                            endpoints
                                .Where(row => row is { SubscriptionId: not null, ResourceGroupName: not null, KeyVaultName: not null })
                                .Select(row => new VaultUser(
                                    SimulatedClouds.VaultId(row.SubscriptionId!, row.ResourceGroupName!, row.KeyVaultName!),
                                    row.Id,
                                    row.OrganizationId
                                ))
                        ),
                ];
            },
            cancellationToken
        );

    /// <summary>The subscriptions, by lower-case id, in which Microsoft.Network is not registered.</summary>
    public Task<HashSet<string>> WithoutNetworkProviderAsync(CancellationToken cancellationToken) =>
        store.ReadAsync(
            db =>
                db.AzureSubscriptions.Where(row => !row.NetworkProviderRegistered).Select(row => row.Id).ToHashSetAsync(cancellationToken),
            cancellationToken
        );

    /// <summary>The tenants that somebody has named for a vault or an identity, and the simulator's own.</summary>
    public Task<HashSet<string>> TenantsAsync(CancellationToken cancellationToken) =>
        store.ReadAsync(
            async db =>
            {
                var ofVaults = await db.Vaults.Select(row => row.TenantId).Distinct().ToListAsync(cancellationToken);
                var ofRoles = await db.CloudProviderRoles.Select(row => row.TenantId).Distinct().ToListAsync(cancellationToken);
                return ofVaults
                    .Concat(ofRoles)
                    .OfType<string>()
                    .Append(AzureDirectory.HomeTenant)
                    .ToHashSet(StringComparer.OrdinalIgnoreCase);
            },
            cancellationToken
        );

    /// <summary>Keeps what the owner says about a vault, and makes it where its subscription has none of that name.</summary>
    /// <param name="vault">The vault by name; one that exists stays as its first maker spelled it.</param>
    /// <param name="change">What becomes of its document.</param>
    /// <param name="publicNetworkAccess">Null leaves it.</param>
    public Task<VaultRow> SaveAsync(
        VaultRow vault,
        Func<VaultDocument, VaultDocument> change,
        bool? publicNetworkAccess,
        Actor actor,
        CancellationToken cancellationToken
    ) =>
        store.WriteAsync(
            actor,
            async step =>
            {
                var row = await step.Db.Vaults.FindAsync([vault.Id], cancellationToken);
                var isNew = row is null;
                if (row is null)
                {
                    row = vault;
                    step.Db.Vaults.Add(row);
                }

                row.Document = change(VaultDocument.Of(row)).ToJson();
                var (before, after) = (row.PublicNetworkAccess, publicNetworkAccess ?? row.PublicNetworkAccess);
                row.PublicNetworkAccess = after;
                await SimulatedKeys.TellAsync(
                    step,
                    row.Id,
                    isNew ? $"Azure: vault {row.Name} created."
                        : before == after ? $"Azure: vault {row.Name} changed."
                        : $"Azure: vault {row.Name} changed, public network access {(after ? "enabled" : "disabled")}.",
                    cancellationToken
                );
                return row;
            },
            cancellationToken
        );
}
