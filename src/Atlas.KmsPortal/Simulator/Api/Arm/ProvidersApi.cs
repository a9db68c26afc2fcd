using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Simulator.Api;

/// <summary>Resource providers. Microsoft.Network's registration is the one that Atlas needs, and is the prerequisite's own state.</summary>
internal static class ProvidersApi
{
    private const string Network = "Microsoft.Network";
    private static readonly string[] s_vaultVersions =
    [
        "2026-02-01",
        "2025-05-01",
        "2024-11-01",
        "2023-07-01",
        "2023-02-01",
        "2022-07-01",
        "2021-10-01",
        "2019-09-01",
        "2018-02-14",
        "2016-10-01",
        "2015-06-01",
    ];
    private static readonly (string Namespace, string[] Types, string[] Versions)[] s_providers =
    [
        (
            "Microsoft.KeyVault",
            ["vaults", "vaults/keys", "vaults/privateEndpointConnections", "vaults/privateLinkResources"],
            s_vaultVersions
        ),
        (Network, ["privateEndpoints"], ["2024-05-01", "2023-09-01", "2021-05-01", "2019-09-01"]),
        (
            "Microsoft.Authorization",
            ["roleAssignments", "roleDefinitions", "permissions"],
            ["2022-04-01", "2020-04-01-preview", "2018-01-01-preview"]
        ),
        ("Microsoft.Resources", ["subscriptions", "resourceGroups", "tenants", "providers"], ["2022-09-01", "2021-04-01", "2019-11-01"]),
    ];

    public static void MapProviders(this IEndpointRouteBuilder routes)
    {
        var providers = routes.MapGroup(SubscriptionsApi.Path + "/providers").WithTags("Azure Resource Manager");

        providers.MapGet("/", ListAsync).WithName("Providers_List").Produces<ArmListBody<ArmProviderBody>>();
        providers.MapGet("/{providerNamespace}", GetAsync).WithName("Providers_Get").Produces<ArmProviderBody>();
        providers.MapPost("/{providerNamespace}/register", RegisterAsync).WithName("Providers_Register").Produces<ArmProviderBody>();
        providers.MapPost("/{providerNamespace}/unregister", UnregisterAsync).WithName("Providers_Unregister").Produces<ArmProviderBody>();
    }

    private static async Task<IResult> ListAsync(
        string subscriptionId,
        HttpContext context,
        ArmAccess access,
        SimulatedVaults vaults,
        CancellationToken cancellationToken
    )
    {
        var subscription = await access.SubscriptionAsync(subscriptionId, ArmAuthentication.CallerOf(context), cancellationToken);
        var without = await vaults.WithoutNetworkProviderAsync(cancellationToken);
        return VaultsApi.Json(
            new ArmListBody<ArmProviderBody>([.. s_providers.Select(provider => Body(subscription, provider.Namespace, without))])
        );
    }

    private static async Task<IResult> GetAsync(
        string subscriptionId,
        string providerNamespace,
        HttpContext context,
        ArmAccess access,
        SimulatedVaults vaults,
        CancellationToken cancellationToken
    )
    {
        var subscription = await access.SubscriptionAsync(subscriptionId, ArmAuthentication.CallerOf(context), cancellationToken);
        return VaultsApi.Json(Body(subscription, providerNamespace, await vaults.WithoutNetworkProviderAsync(cancellationToken)));
    }

    private static Task<IResult> RegisterAsync(
        string subscriptionId,
        string providerNamespace,
        HttpContext context,
        ArmAccess access,
        SimulatedVaults vaults,
        SimulatedKeys keys,
        CancellationToken cancellationToken
    ) => SetAsync(subscriptionId, providerNamespace, registered: true, context, access, vaults, keys, cancellationToken);

    private static Task<IResult> UnregisterAsync(
        string subscriptionId,
        string providerNamespace,
        HttpContext context,
        ArmAccess access,
        SimulatedVaults vaults,
        SimulatedKeys keys,
        CancellationToken cancellationToken
    ) => SetAsync(subscriptionId, providerNamespace, registered: false, context, access, vaults, keys, cancellationToken);

    private static async Task<IResult> SetAsync(
        string subscriptionId,
        string providerNamespace,
        bool registered,
        HttpContext context,
        ArmAccess access,
        SimulatedVaults vaults,
        SimulatedKeys keys,
        CancellationToken cancellationToken
    )
    {
        var subscription = await access.OwnSubscriptionAsync(subscriptionId, resourceGroup: null, all: true, context, cancellationToken);
        var name = Find(providerNamespace).Namespace;
        if (name == Network)
        {
            await keys.RegisterNetworkProviderAsync(subscriptionId, registered, ArmAuthentication.ActorOf(context), cancellationToken);
        }
        else if (!registered)
        {
            throw new ArmException(409, "CannotUnregister", $"{name} stays registered here. Only {Network} can be unregistered.");
        }

        return VaultsApi.Json(Body(subscription, name, await vaults.WithoutNetworkProviderAsync(cancellationToken)));
    }

    private static (string Namespace, string[] Types, string[] Versions) Find(string providerNamespace) =>
        Array.Find(s_providers, one => string.Equals(one.Namespace, providerNamespace, StringComparison.OrdinalIgnoreCase))
            is { Namespace: not null } found
            ? found
            : throw new ArmException(
                404,
                "InvalidResourceNamespace",
                $"The resource namespace '{providerNamespace}' is not simulated. There are {Words.List([.. s_providers.Select(one => one.Namespace)])}."
            );

    private static ArmProviderBody Body(ArmSubscription subscription, string providerNamespace, HashSet<string> withoutNetwork)
    {
        var (name, types, versions) = Find(providerNamespace);
        var isRegistered = name != Network || !withoutNetwork.Contains(subscription.Id.ToLowerInvariant());
        string[] locations = [.. RegionCatalog.Of(CloudProvider.Azure).Select(region => region.ProviderName)];
        return new(
            $"/subscriptions/{subscription.Id}/providers/{name}",
            name,
            name == Network ? "RegistrationRequired" : "RegistrationFree",
            isRegistered ? "Registered" : "NotRegistered",
            [.. types.Select(type => new ArmResourceTypeBody(type, locations, versions))]
        );
    }
}

internal sealed record ArmProviderBody(
    string Id,
    string Namespace,
    string RegistrationPolicy,
    string RegistrationState,
    IReadOnlyList<ArmResourceTypeBody> ResourceTypes
);

internal sealed record ArmResourceTypeBody(string ResourceType, IReadOnlyList<string> Locations, IReadOnlyList<string> ApiVersions);
