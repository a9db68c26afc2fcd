using Atlas.KmsPortal.AdminApi;
using Atlas.KmsPortal.Data;

namespace Atlas.KmsPortal.Simulator.Api;

/// <summary>A subscription as far as a caller sees it.</summary>
/// <param name="Id">To the letter.</param>
/// <param name="Vaults">At least one.</param>
internal sealed record ArmSubscription(string Id, IReadOnlyList<VaultRow> Vaults)
{
    public string TenantId =>
        Vaults.Select(vault => vault.TenantId).FirstOrDefault(tenant => tenant is not null) ?? AzureDirectory.HomeTenant;
}

/// <summary>
/// What a caller may see and change of the simulated Azure: what projects use that they are a member or the owner of. What no
/// project uses any more belongs to whoever owns something.
/// </summary>
internal sealed class ArmAccess(SimulatedVaults vaults)
{
    /// <exception cref="ArmException">404: no such vault, or none that the caller sees.</exception>
    public async Task<VaultRow> VaultAsync(VaultAddress address, ApiCaller caller, CancellationToken cancellationToken)
    {
        var users = await vaults.UsersAsync(address.VaultName, cancellationToken);
        return await vaults.FindAsync(address.Id, cancellationToken) is { } vault && Sees(caller, vault, users)
            ? vault
            : throw ArmErrors.NotFound(address.Id);
    }

    /// <exception cref="ArmException">404, as for reading, or 403: the caller owns no project that uses it.</exception>
    public async Task<VaultRow> OwnVaultAsync(VaultAddress address, HttpContext context, CancellationToken cancellationToken)
    {
        var caller = ArmAuthentication.CallerOf(context);
        var vault = await VaultAsync(address, caller, cancellationToken);
        RefuseUnless(
            Owns(caller, vault, await vaults.UsersAsync(vault.Name, cancellationToken)),
            caller,
            SimulatedClouds.ResourceId(vault)
        );
        return vault;
    }

    /// <summary>The subscriptions that hold a vault which the caller sees, by id.</summary>
    public async Task<IReadOnlyList<ArmSubscription>> SubscriptionsAsync(ApiCaller caller, CancellationToken cancellationToken)
    {
        var users = await vaults.UsersAsync(vaultName: null, cancellationToken);
        return
        [
            .. (await vaults.AllAsync(cancellationToken))
                .Where(vault => Sees(caller, vault, users))
                .GroupBy(vault => vault.SubscriptionId, StringComparer.OrdinalIgnoreCase)
                .Select(group => new ArmSubscription(group.Key, [.. group])),
        ];
    }

    /// <exception cref="ArmException">404: no such subscription, or none that the caller sees.</exception>
    public async Task<ArmSubscription> SubscriptionAsync(string id, ApiCaller caller, CancellationToken cancellationToken) =>
        (await SubscriptionsAsync(caller, cancellationToken)).FirstOrDefault(one =>
            string.Equals(one.Id, id, StringComparison.OrdinalIgnoreCase)
        ) ?? throw new ArmException(404, "SubscriptionNotFound", $"The subscription '{id}' could not be found.");

    /// <summary>Lets only owners change what is in a subscription, or in one of its resource groups.</summary>
    /// <param name="resourceGroup">Null for the whole subscription.</param>
    /// <param name="all">Whether the caller must own every vault that it touches, instead of one.</param>
    /// <exception cref="ArmException">403 or 404.</exception>
    public async Task<ArmSubscription> OwnSubscriptionAsync(
        string id,
        string? resourceGroup,
        bool all,
        HttpContext context,
        CancellationToken cancellationToken
    )
    {
        var caller = ArmAuthentication.CallerOf(context);
        var subscription = await SubscriptionAsync(id, caller, cancellationToken);
        var users = await vaults.UsersAsync(vaultName: null, cancellationToken);
        var touched = (await vaults.AllAsync(cancellationToken))
            .Where(vault => string.Equals(vault.SubscriptionId, id, StringComparison.OrdinalIgnoreCase))
            .Where(vault =>
                resourceGroup is null || string.Equals(vault.ResourceGroupName, resourceGroup, StringComparison.OrdinalIgnoreCase)
            )
            .Select(vault => Owns(caller, vault, users))
            .ToList();
        RefuseUnless(
            touched.Count > 0 && (all ? touched.TrueForAll(owns => owns) : touched.Contains(true)),
            caller,
            $"/subscriptions/{id}"
        );
        return subscription;
    }

    private static void RefuseUnless(bool allowed, ApiCaller caller, string scope)
    {
        if (!allowed)
        {
            throw ArmErrors.Forbidden(caller, scope);
        }
    }

    private static bool Sees(ApiCaller caller, VaultRow vault, IReadOnlyList<VaultUser> users) =>
        IsAllowed(caller, vault, users, user => ApiPermissions.IsMember(caller.RoleIn(user.ProjectId), caller.RoleIn(user.OrganizationId)));

    private static bool Owns(ApiCaller caller, VaultRow vault, IReadOnlyList<VaultUser> users) =>
        IsAllowed(
            caller,
            vault,
            users,
            user => caller.RoleIn(user.ProjectId) is ApiRole.ProjectOwner || caller.RoleIn(user.OrganizationId) is ApiRole.OrganizationOwner
        );

    private static bool IsAllowed(ApiCaller caller, VaultRow vault, IReadOnlyList<VaultUser> users, Func<VaultUser, bool> isAllowed)
    {
        var own = users.Where(user => user.VaultId == vault.Id).ToList();
        return own.Count == 0 ? caller.OwnsSomething : own.Exists(user => isAllowed(user));
    }
}

/// <summary>The part of an address that names a vault; Azure compares it without case.</summary>
internal sealed record VaultAddress(string SubscriptionId, string ResourceGroupName, string VaultName)
{
    /// <summary>As it is kept, in lower case.</summary>
    public string Id => SimulatedClouds.VaultId(SubscriptionId, ResourceGroupName, VaultName);
}
