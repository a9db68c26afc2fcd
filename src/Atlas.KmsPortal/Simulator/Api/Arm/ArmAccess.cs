using Atlas.KmsPortal.AdminApi;
using Atlas.KmsPortal.Data;

namespace Atlas.KmsPortal.Simulator.Api;

/// <summary>A subscription as far as a caller sees it.</summary>
/// <param name="Id">To the letter.</param>
/// <param name="Vaults">At least one.</param>
/// <param name="Owned">Those of them whose connections the caller sees too: private endpoints are shown to owners only.</param>
internal sealed record ArmSubscription(string Id, IReadOnlyList<VaultRow> Vaults, IReadOnlyList<VaultRow> Owned)
{
    public string TenantId =>
        Vaults.Select(vault => vault.TenantId).FirstOrDefault(tenant => tenant is not null) ?? AzureDirectory.HomeTenant;
}

/// <summary>
/// What a caller may see and change of the simulated Azure: what projects use that they are a member or the owner of. A vault that
/// no project uses belongs to the owners of what is used in its subscription, and where nothing is, to the owner of the world.
/// </summary>
internal sealed class ArmAccess(SimulatedVaults vaults, SimulatedDirectory directory, WorldOwnership world)
{
    /// <exception cref="ArmException">404: no such vault, or none that the caller sees.</exception>
    public async Task<VaultRow> VaultAsync(VaultAddress address, ApiCaller caller, CancellationToken cancellationToken) =>
        (await FindAsync(address, caller, cancellationToken)).Vault;

    /// <summary>The vault, and whether the caller owns it.</summary>
    /// <exception cref="ArmException">404: no such vault, or none that the caller sees.</exception>
    public async Task<(VaultRow Vault, bool IsOwned)> SeenVaultAsync(
        VaultAddress address,
        ApiCaller caller,
        CancellationToken cancellationToken
    )
    {
        var (vault, reach) = await FindAsync(address, caller, cancellationToken);
        return (vault, reach.Owns(vault));
    }

    /// <exception cref="ArmException">404, as for reading, or 403: the caller owns no project that uses it.</exception>
    public async Task<VaultRow> OwnVaultAsync(VaultAddress address, HttpContext context, CancellationToken cancellationToken)
    {
        var caller = ArmAuthentication.CallerOf(context);
        var (vault, reach) = await FindAsync(address, caller, cancellationToken);
        RefuseUnless(reach.Owns(vault), caller, SimulatedClouds.ResourceId(vault));
        return vault;
    }

    /// <summary>The subscriptions that hold a vault which the caller sees, by id.</summary>
    public async Task<IReadOnlyList<ArmSubscription>> SubscriptionsAsync(ApiCaller caller, CancellationToken cancellationToken)
    {
        var reach = await ReachAsync(caller, cancellationToken);
        return
        [
            .. (await vaults.AllAsync(cancellationToken))
                .Where(reach.Sees)
                .GroupBy(vault => vault.SubscriptionId, StringComparer.OrdinalIgnoreCase)
                .Select(group => new ArmSubscription(group.Key, [.. group], [.. group.Where(reach.Owns)])),
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
        var reach = await ReachAsync(caller, cancellationToken);
        var touched = (await vaults.AllAsync(cancellationToken))
            .Where(vault => string.Equals(vault.SubscriptionId, id, StringComparison.OrdinalIgnoreCase))
            .Where(vault =>
                resourceGroup is null || string.Equals(vault.ResourceGroupName, resourceGroup, StringComparison.OrdinalIgnoreCase)
            )
            .Select(reach.Owns)
            .ToList();
        RefuseUnless(
            touched.Count > 0 && (all ? touched.TrueForAll(owns => owns) : touched.Contains(true)),
            caller,
            $"/subscriptions/{id}"
        );
        return subscription;
    }

    /// <summary>The service principals that somebody created, and those of projects that the caller sees.</summary>
    public async Task<IReadOnlyList<ServicePrincipal>> ServicePrincipalsAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var caller = ArmAuthentication.CallerOf(context);
        var ownsWorld = await world.IsOwnedAsync(caller.OwnsOrganization, cancellationToken);
        return await directory.ServicePrincipalsAsync(
            ownsWorld
                ? null
                : (projectId, organizationId) => ApiPermissions.IsMember(caller.RoleIn(projectId), caller.RoleIn(organizationId)),
            cancellationToken
        );
    }

    /// <summary>Lets only the owner of the world change what all tenants share.</summary>
    /// <exception cref="ArmException">403.</exception>
    public async Task OwnDirectoryAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var caller = ArmAuthentication.CallerOf(context);
        if (!await world.IsOwnedAsync(caller.OwnsOrganization, cancellationToken))
        {
            throw ArmErrors.Forbidden(caller, context.Request.Path, AzureDialect.Graph);
        }
    }

    private async Task<(VaultRow Vault, ArmReach Reach)> FindAsync(
        VaultAddress address,
        ApiCaller caller,
        CancellationToken cancellationToken
    )
    {
        if (await vaults.FindAsync(address.Id, cancellationToken) is { } vault)
        {
            var reach = await ReachAsync(vault, caller, cancellationToken);
            if (reach.Sees(vault))
            {
                return (vault, reach);
            }
        }

        throw ArmErrors.NotFound(address.Id);
    }

    // Nearly every vault is in use, and then nobody else's matter.
    private async Task<ArmReach> ReachAsync(VaultRow vault, ApiCaller caller, CancellationToken cancellationToken)
    {
        var users = await vaults.UsersAsync(vault.Name, cancellationToken);
        return users.Any(user => user.VaultId == vault.Id)
            ? new ArmReach(caller, users, OwnsWorld: false)
            : await ReachAsync(caller, cancellationToken);
    }

    private async Task<ArmReach> ReachAsync(ApiCaller caller, CancellationToken cancellationToken) =>
        new(
            caller,
            await vaults.UsersAsync(vaultName: null, cancellationToken),
            await world.IsOwnedAsync(caller.OwnsOrganization, cancellationToken)
        );

    private static void RefuseUnless(bool allowed, ApiCaller caller, string scope)
    {
        if (!allowed)
        {
            throw ArmErrors.Forbidden(caller, scope);
        }
    }
}

/// <summary>How far a caller reaches into the simulated Azure.</summary>
/// <param name="Users">Of the vaults that are asked about, and of the others in their subscriptions where one of them has none.</param>
internal sealed record ArmReach(ApiCaller Caller, IReadOnlyList<VaultUser> Users, bool OwnsWorld)
{
    public bool Sees(VaultRow vault) =>
        IsAllowed(vault, user => ApiPermissions.IsMember(Caller.RoleIn(user.ProjectId), Caller.RoleIn(user.OrganizationId)));

    public bool Owns(VaultRow vault) =>
        IsAllowed(vault, user => Caller.RoleIn(user.ProjectId) is ApiRole.ProjectOwner || Caller.OwnsOrganization(user.OrganizationId));

    private bool IsAllowed(VaultRow vault, Func<VaultUser, bool> isAllowed)
    {
        var own = Users.Where(user => user.VaultId == vault.Id).ToList();
        if (own.Count == 0)
        {
            var subscription = $"/subscriptions/{vault.SubscriptionId}/";
            own = [.. Users.Where(user => user.VaultId.StartsWith(subscription, StringComparison.OrdinalIgnoreCase))];
        }

        return own.Count == 0 ? OwnsWorld : own.Exists(user => isAllowed(user));
    }
}

/// <summary>The part of an address that names a vault; Azure compares it without case.</summary>
internal sealed record VaultAddress(string SubscriptionId, string ResourceGroupName, string VaultName)
{
    /// <summary>As it is kept, in lower case.</summary>
    public string Id => SimulatedClouds.VaultId(SubscriptionId, ResourceGroupName, VaultName);
}
