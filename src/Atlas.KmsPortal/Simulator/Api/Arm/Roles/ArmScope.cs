namespace Atlas.KmsPortal.Simulator.Api;

/// <summary>What a role is assigned on: the tenant, a subscription, a resource group, a vault or one of its keys.</summary>
/// <param name="Id">As Azure writes it; "/" for the tenant.</param>
internal sealed record ArmScope(string Id, string? SubscriptionId, string? ResourceGroup, VaultAddress? Vault)
{
    /// <summary>Where scopes stand in addresses. The vault's carries the operations' names: a name may be given once.</summary>
    public static IReadOnlyList<(string Path, bool IsNamed)> Paths { get; } =
    [
        ("", false),
        (SubscriptionsApi.Path, false),
        (ResourcesApi.GroupPath, false),
        (VaultsApi.VaultPath, true),
        (VaultsApi.VaultPath + "/keys/{keyName}", false),
    ];

    /// <summary>The scope that the address names.</summary>
    /// <exception cref="ArmException">404: the caller sees nothing there.</exception>
    public static async Task<ArmScope> ReadAsync(HttpContext context, ArmAccess access, CancellationToken cancellationToken)
    {
        if (Text("subscriptionId") is not { } subscriptionId)
        {
            return new ArmScope("/", null, null, null);
        }

        var caller = ArmAuthentication.CallerOf(context);
        if (Text("vaultName") is { } vaultName)
        {
            var address = new VaultAddress(subscriptionId, Text("resourceGroupName")!, vaultName);
            var vault = await access.VaultAsync(address, caller, cancellationToken);
            var id = SimulatedClouds.ResourceId(vault);
            return new ArmScope(
                Text("keyName") is { } key ? $"{id}/keys/{key}" : id,
                vault.SubscriptionId,
                vault.ResourceGroupName,
                address
            );
        }

        var subscription = await access.SubscriptionAsync(subscriptionId, caller, cancellationToken);
        if (Text("resourceGroupName") is not { } group)
        {
            return new ArmScope($"/subscriptions/{subscription.Id}", subscription.Id, null, null);
        }

        var first = ResourcesApi.VaultsOf(subscription, group)[0];
        return new ArmScope(SimulatedClouds.ResourceGroupId(first), subscription.Id, first.ResourceGroupName, null);

        string? Text(string name) => context.GetRouteValue(name) as string;
    }

    /// <exception cref="ArmException">403: the caller does not own all of it.</exception>
    public async Task RefuseForeignAsync(HttpContext context, ArmAccess access, CancellationToken cancellationToken)
    {
        if (Vault is not null)
        {
            await access.OwnVaultAsync(Vault, context, cancellationToken);
        }
        else if (SubscriptionId is not null)
        {
            await access.OwnSubscriptionAsync(SubscriptionId, ResourceGroup, all: true, context, cancellationToken);
        }
        else
        {
            throw ArmErrors.Forbidden(ArmAuthentication.CallerOf(context), Id);
        }
    }

    public async Task<bool> MayChangeAsync(HttpContext context, ArmAccess access, CancellationToken cancellationToken)
    {
        try
        {
            await RefuseForeignAsync(context, access, cancellationToken);
            return true;
        }
        catch (ArmException refusal) when (refusal.Status is 403)
        {
            return false;
        }
    }

    /// <summary>Whether something assigned at <paramref name="other"/> counts here too.</summary>
    public bool IsUnder(string other) => Starts(Id, other);

    /// <summary>Whether <paramref name="other"/> is part of this.</summary>
    public bool IsOver(string other) => Starts(other, Id);

    private static bool Starts(string inner, string outer) =>
        $"{inner.TrimEnd('/')}/".StartsWith($"{outer.TrimEnd('/')}/", StringComparison.OrdinalIgnoreCase);
}

internal static class ArmScopeRoutes
{
    /// <summary>Names the operation where its scope carries the names; elsewhere it stays out of the document.</summary>
    public static RouteHandlerBuilder Named(this RouteHandlerBuilder route, (string Path, bool IsNamed) scope, string name) =>
        scope.IsNamed ? route.WithName(name) : route.ExcludeFromDescription();
}
