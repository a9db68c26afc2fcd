using Atlas.KmsPortal.Auditing;
using Atlas.KmsPortal.Data;
using Atlas.KmsPortal.Encryption;
using Microsoft.EntityFrameworkCore;

namespace Atlas.KmsPortal.Simulator;

/// <summary>An application's presence in the customer's tenant.</summary>
/// <param name="Id">The object id, which roles are assigned to.</param>
/// <param name="AppOwnerTenantId">The tenant that the application belongs to.</param>
public sealed record ServicePrincipal(string Id, string AppId, string DisplayName, string AppOwnerTenantId);

/// <summary>The simulated Microsoft Entra directory, as far as keys need it: service principals, and no people.</summary>
public sealed class SimulatedDirectory(SimulatorStore store)
{
    /// <summary>Those that somebody has created, and those that projects sign in or are authorized with.</summary>
    /// <param name="isSeen">Whether a project, by its id and its organization's, counts; null for all, and for what none uses any more.</param>
    public Task<IReadOnlyList<ServicePrincipal>> ServicePrincipalsAsync(
        Func<string, string, bool>? isSeen,
        CancellationToken cancellationToken
    ) => store.ReadAsync(db => ReadAsync(db, isSeen, cancellationToken), cancellationToken);

    /// <returns>Null when the application has one already.</returns>
    public Task<ServicePrincipal?> CreateAsync(string appId, Actor actor, CancellationToken cancellationToken) =>
        store.WriteAsync(
            actor,
            async step =>
            {
                var known = await ReadAsync(step.Db, isSeen: null, cancellationToken);
                var own = Of(appId);
                if (known.Any(principal => principal.Id == own.Id))
                {
                    return null;
                }

                step.Db.AzureServicePrincipals.Add(new AzureServicePrincipalRow { AppId = own.AppId, CreatedAt = step.Now });
                step.Record(AtlasEvents.AzureKeyChanged, project: null, $"Azure: service principal {own.Id} created for {own.AppId}.");
                return own;
            },
            cancellationToken
        );

    /// <returns>False when nobody has created one by that object id.</returns>
    public Task<bool> DeleteAsync(string principalId, Actor actor, CancellationToken cancellationToken) =>
        store.WriteAsync(
            actor,
            async step =>
            {
                var rows = await step.Db.AzureServicePrincipals.ToListAsync(cancellationToken);
                if (
                    rows.Find(row => string.Equals(AzureDirectory.PrincipalId(row.AppId), principalId, StringComparison.OrdinalIgnoreCase))
                    is not { } row
                )
                {
                    return false;
                }

                step.Db.AzureServicePrincipals.Remove(row);
                step.Record(AtlasEvents.AzureKeyChanged, project: null, $"Azure: service principal {principalId} of {row.AppId} deleted.");
                return true;
            },
            cancellationToken
        );

    private static async Task<IReadOnlyList<ServicePrincipal>> ReadAsync(
        PortalDbContext db,
        Func<string, string, bool>? isSeen,
        CancellationToken cancellationToken
    )
    {
        var created = await db.AzureServicePrincipals.OrderBy(row => row.CreatedAt).Select(row => row.AppId).ToListAsync(cancellationToken);
        var identities = await db
            .CloudCredentials.Where(row => row.Provider == CloudProvider.Azure)
            .Select(row => row.Id)
            .ToListAsync(cancellationToken);
        var authorized = await db
            .CloudProviderRoles.Where(row => row.Provider == CloudProvider.Azure && row.ServicePrincipalId != null)
            .Select(row => new { row.ProjectId, Id = row.ServicePrincipalId! })
            .ToListAsync(cancellationToken);
        if (isSeen is not null)
        {
            var seen = (await db.Projects.ToListAsync(cancellationToken)).FindAll(row => isSeen(row.Id, row.OrganizationId));
            identities = identities.FindAll(id =>
                seen.Exists(row => string.Equals(SimulatedClouds.CredentialId(row.AzureKeyVault), id, StringComparison.OrdinalIgnoreCase))
            );
            authorized = authorized.FindAll(role => seen.Exists(row => row.Id == role.ProjectId));
        }

        var signingIn = identities.Where(id => !SimulatedClouds.IsRole(id)).Select(id => id[(id.IndexOf('/') + 1)..]);
        return
        [
            .. created
                .Concat(signingIn)
                .Select(Of)
                // Atlas takes the object id that it is given, so its application may be here by several.
                .Concat(authorized.Select(role => Of(RoleRules.AtlasAzureAppId) with { Id = role.Id }))
                .DistinctBy(principal => principal.Id, StringComparer.OrdinalIgnoreCase),
        ];
    }

    private static ServicePrincipal Of(string appId)
    {
        var id = appId.ToLowerInvariant();
        return id == RoleRules.AtlasAzureAppId
            ? new(AzureDirectory.PrincipalId(id), id, "MongoDB Atlas", AzureDirectory.AtlasTenant)
            : new(AzureDirectory.PrincipalId(id), id, $"Application {id}", AzureDirectory.HomeTenant);
    }
}
