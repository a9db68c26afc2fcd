using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Simulator.Api;

/// <summary>Subscriptions, tenants and locations: what clients ask for before anything else.</summary>
internal static class SubscriptionsApi
{
    public const string Path = "/subscriptions/{subscriptionId}";

    public static void MapSubscriptions(this IEndpointRouteBuilder routes)
    {
        var azure = routes.MapGroup("").WithTags("Azure Resource Manager");

        azure.MapGet("/subscriptions", ListAsync).WithName("Subscriptions_List").Produces<ArmListBody<ArmSubscriptionBody>>();
        azure.MapGet(Path, GetAsync).WithName("Subscriptions_Get").Produces<ArmSubscriptionBody>();
        azure.MapGet(Path + "/locations", LocationsAsync).WithName("Subscriptions_ListLocations").Produces<ArmListBody<ArmLocationBody>>();
        azure.MapGet("/tenants", TenantsAsync).WithName("Tenants_List").Produces<ArmListBody<ArmTenantBody>>();
    }

    private static async Task<IResult> ListAsync(HttpContext context, ArmAccess access, CancellationToken cancellationToken)
    {
        var subscriptions = await access.SubscriptionsAsync(ArmAuthentication.CallerOf(context), cancellationToken);
        return VaultsApi.Json(new ArmListBody<ArmSubscriptionBody>([.. subscriptions.Select(Body)]));
    }

    private static async Task<IResult> GetAsync(
        string subscriptionId,
        HttpContext context,
        ArmAccess access,
        CancellationToken cancellationToken
    ) => VaultsApi.Json(Body(await access.SubscriptionAsync(subscriptionId, ArmAuthentication.CallerOf(context), cancellationToken)));

    private static async Task<IResult> LocationsAsync(
        string subscriptionId,
        HttpContext context,
        ArmAccess access,
        CancellationToken cancellationToken
    )
    {
        var subscription = await access.SubscriptionAsync(subscriptionId, ArmAuthentication.CallerOf(context), cancellationToken);
        return VaultsApi.Json(
            new ArmListBody<ArmLocationBody>([
                .. RegionCatalog
                    .Of(CloudProvider.Azure)
                    .Select(region => new ArmLocationBody(
                        $"/subscriptions/{subscription.Id}/locations/{region.ProviderName}",
                        region.ProviderName,
                        "Region",
                        region.Location,
                        $"({region.Geography}) {region.Location}",
                        new ArmLocationMetadataBody("Physical", region.RecoveryOnly ? "Other" : "Recommended", region.Geography)
                    )),
            ])
        );
    }

    private static async Task<IResult> TenantsAsync(HttpContext context, ArmAccess access, CancellationToken cancellationToken)
    {
        var subscriptions = await access.SubscriptionsAsync(ArmAuthentication.CallerOf(context), cancellationToken);
        var tenants = subscriptions
            .Select(subscription => subscription.TenantId)
            .DefaultIfEmpty(AzureDirectory.HomeTenant)
            .Distinct(StringComparer.OrdinalIgnoreCase);
        return VaultsApi.Json(
            new ArmListBody<ArmTenantBody>([
                .. tenants.Select(id => new ArmTenantBody($"/tenants/{id}", id, $"Simulated tenant {id[..8]}")),
            ])
        );
    }

    private static ArmSubscriptionBody Body(ArmSubscription subscription) =>
        new(
            $"/subscriptions/{subscription.Id}",
            subscription.Id,
            subscription.TenantId,
            $"Simulated subscription {subscription.Id[..Math.Min(8, subscription.Id.Length)]}",
            "Enabled"
        );
}

internal sealed record ArmSubscriptionBody(string Id, string SubscriptionId, string TenantId, string DisplayName, string State);

internal sealed record ArmTenantBody(string Id, string TenantId, string DisplayName);

internal sealed record ArmLocationBody(
    string Id,
    string Name,
    string Type,
    string DisplayName,
    string RegionalDisplayName,
    ArmLocationMetadataBody Metadata
);

internal sealed record ArmLocationMetadataBody(string RegionType, string RegionCategory, string GeographyGroup);
