using Atlas.KmsPortal.Data;
using Atlas.KmsPortal.Encryption;
using Microsoft.EntityFrameworkCore;

namespace Atlas.KmsPortal.Simulator;

/// <summary>
/// Who has which role on what in the simulated Azure. An identity that a project names for a vault has Key Vault Crypto User there
/// from the start; its assignment is listed like any other, and who deletes it takes the right away.
/// </summary>
public sealed class SimulatedRoleAssignments(SimulatorStore store)
{
    /// <summary>Every assignment, those that came with an identity included; by scope.</summary>
    public Task<IReadOnlyList<AzureRoleAssignmentRow>> AllAsync(CancellationToken cancellationToken) =>
        store.ReadAsync(db => AllAsync(db, cancellationToken), cancellationToken);

    /// <exception cref="AtlasRefusedException">The name is taken for something else, or the same assignment exists under another name.</exception>
    /// <returns>The assignment, which may have been there already.</returns>
    public Task<AzureRoleAssignmentRow> AssignAsync(AzureRoleAssignmentRow wanted, Actor actor, CancellationToken cancellationToken) =>
        store.WriteAsync(
            actor,
            async step =>
            {
                var all = await AllAsync(step.Db, cancellationToken);
                if (all.FirstOrDefault(row => row.Id == wanted.Id) is { } same)
                {
                    return IsAlike(same, wanted)
                        ? same
                        : throw Refusal(
                            "RoleAssignmentUpdateNotPermitted",
                            "Tenant ID, application ID, principal ID, and scope are not allowed to be updated."
                        );
                }

                if (all.Any(row => IsAlike(row, wanted)))
                {
                    throw Refusal("RoleAssignmentExists", "The role assignment already exists.");
                }

                step.Db.AzureRoleAssignments.Add(wanted);
                await SetAccessAsync(step, wanted, refused: false, all, cancellationToken);
                return wanted;
            },
            cancellationToken
        );

    /// <returns>What was deleted; null when there was nothing by that id.</returns>
    public Task<AzureRoleAssignmentRow?> DeleteAsync(string id, Actor actor, CancellationToken cancellationToken) =>
        store.WriteAsync(
            actor,
            async step =>
            {
                var all = await AllAsync(step.Db, cancellationToken);
                if (all.FirstOrDefault(row => row.Id == id) is not { } found)
                {
                    return null;
                }

                if (await step.Db.AzureRoleAssignments.FindAsync([id], cancellationToken) is { } kept)
                {
                    step.Db.AzureRoleAssignments.Remove(kept);
                }

                await SetAccessAsync(step, found, refused: true, [.. all.Where(row => row.Id != id)], cancellationToken);
                return found;
            },
            cancellationToken
        );

    private static AtlasRefusedException Refusal(string code, string message) =>
        new(new Blocker(code, "Azure does not allow that", message));

    private static bool IsAlike(AzureRoleAssignmentRow left, AzureRoleAssignmentRow right) =>
        Same(left.Scope, right.Scope) && Same(left.RoleId, right.RoleId) && Same(left.PrincipalId, right.PrincipalId);

    private static bool Same(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);

    private static bool LetsUseKeys(AzureRoleAssignmentRow assignment) => BuiltInRoles.Find(assignment.RoleId) is { LetsUseKeys: true };

    private static bool Reaches(AzureRoleAssignmentRow assignment, string vaultId) =>
        $"{vaultId}/".StartsWith($"{assignment.Scope.TrimEnd('/')}/", StringComparison.OrdinalIgnoreCase);

    /// <summary>Gives or takes the right to use keys where no other assignment decides it.</summary>
    private static async Task SetAccessAsync(
        SimulatorStep step,
        AzureRoleAssignmentRow changed,
        bool refused,
        IReadOnlyList<AzureRoleAssignmentRow> others,
        CancellationToken cancellationToken
    )
    {
        var role = BuiltInRoles.Find(changed.RoleId)?.Name ?? changed.RoleId;
        var summary = $"Azure: {role} {(refused ? "taken from" : "assigned to")} {changed.PrincipalId} at {changed.Scope}.";
        var identities = await IdentitiesOfAsync(step.Db, changed.PrincipalId, cancellationToken);
        var told = false;
        foreach (var vault in await step.Db.Vaults.ToListAsync(cancellationToken))
        {
            if (!Reaches(changed, vault.Id))
            {
                continue;
            }

            var isDecided = others.Any(other =>
                LetsUseKeys(other) && Reaches(other, vault.Id) && Same(other.PrincipalId, changed.PrincipalId)
            );
            if (LetsUseKeys(changed) && !isDecided)
            {
                VaultAccess.Set(vault, identities, refused);
            }

            await SimulatedKeys.TellAsync(step, vault.Id, summary, cancellationToken);
            told = true;
        }

        if (!told)
        {
            await SimulatedKeys.TellAsync(step, container: null, summary, cancellationToken);
        }
    }

    /// <summary>The identities, as projects sign in with them, that stand behind a service principal.</summary>
    private static async Task<IReadOnlyList<string>> IdentitiesOfAsync(
        PortalDbContext db,
        string principalId,
        CancellationToken cancellationToken
    )
    {
        var known = await db
            .CloudCredentials.Where(row => row.Provider == CloudProvider.Azure)
            .Select(row => row.Id)
            .ToListAsync(cancellationToken);
        var principals = await RolePrincipalsAsync(db, cancellationToken);
        return [.. known.Where(id => PrincipalOf(id, principals) is { } own && Same(own, principalId))];
    }

    private static Task<Dictionary<string, string>> RolePrincipalsAsync(PortalDbContext db, CancellationToken cancellationToken) =>
        db
            .CloudProviderRoles.Where(row => row.Provider == CloudProvider.Azure && row.ServicePrincipalId != null)
            .ToDictionaryAsync(row => row.Id, row => row.ServicePrincipalId!, cancellationToken);

    private static string? PrincipalOf(string credentialId, Dictionary<string, string> ofRoles) =>
        SimulatedClouds.IsRole(credentialId)
            ? ofRoles.GetValueOrDefault(credentialId[(credentialId.LastIndexOf('/') + 1)..])
            : AzureDirectory.PrincipalId(credentialId[(credentialId.IndexOf('/') + 1)..]);

    private static async Task<IReadOnlyList<AzureRoleAssignmentRow>> AllAsync(PortalDbContext db, CancellationToken cancellationToken)
    {
        var kept = await db.AzureRoleAssignments.AsNoTracking().OrderBy(row => row.CreatedAt).ToListAsync(cancellationToken);
        var vaults = await db.Vaults.AsNoTracking().ToDictionaryAsync(row => row.Id, cancellationToken);
        var ofRoles = await RolePrincipalsAsync(db, cancellationToken);
        var projects = await db
            .Projects.AsNoTracking()
            .Select(row => new { row.AzureKeyVault, row.Created })
            .ToListAsync(cancellationToken);
        var given =
            from project in projects
            let vaultId = SimulatedClouds.VaultId(project.AzureKeyVault)
            let identity = SimulatedClouds.CredentialId(project.AzureKeyVault)
            where
                vaultId is not null
                && identity is not null
                && vaults.ContainsKey(vaultId)
                && !VaultAccess.IsRefused(vaults[vaultId], identity)
            let principal = PrincipalOf(identity, ofRoles)
            where
                principal is not null && !kept.Exists(row => LetsUseKeys(row) && Same(row.PrincipalId, principal) && Reaches(row, vaultId))
            select Given(vaults[vaultId], principal, project.Created);
        return [.. given.DistinctBy(row => row.Id), .. kept];
    }

    private static AzureRoleAssignmentRow Given(VaultRow vault, string principalId, DateTimeOffset since)
    {
        var scope = SimulatedClouds.ResourceId(vault);
        var name = AzureDirectory.DerivedGuid($"roleAssignment/{vault.Id}/{principalId.ToLowerInvariant()}");
        return new AzureRoleAssignmentRow
        {
            Id = IdOf(scope, name),
            Name = name,
            Scope = scope,
            RoleId = BuiltInRoles.CryptoUser,
            PrincipalId = principalId,
            PrincipalType = "ServicePrincipal",
            CreatedBy = principalId,
            CreatedAt = since,
        };
    }

    /// <summary>The id by which an assignment is kept.</summary>
    public static string IdOf(string scope, string name) =>
        $"{scope.TrimEnd('/')}/providers/microsoft.authorization/roleassignments/{name}".ToLowerInvariant();
}
