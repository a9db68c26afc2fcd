using System.Globalization;
using Atlas.KmsPortal.Data;

namespace Atlas.KmsPortal.Simulator.Api;

/// <summary>Resource groups, and the list of resources in which clients look up a vault's group. Vaults are all that there is.</summary>
internal static class ResourcesApi
{
    public const string GroupPath = SubscriptionsApi.Path + "/resourceGroups/{resourceGroupName}";

    public static void MapResources(this IEndpointRouteBuilder routes)
    {
        var azure = routes.MapGroup("").WithTags("Azure Resource Manager");

        azure
            .MapGet(SubscriptionsApi.Path + "/resourceGroups", GroupsAsync)
            .WithName("ResourceGroups_List")
            .Produces<ArmListBody<ArmResourceBody>>();
        azure.MapGet(GroupPath, GroupAsync).WithName("ResourceGroups_Get").Produces<ArmResourceBody>();
        azure.MapMethods(GroupPath, [HttpMethods.Head], GroupAsync).WithName("ResourceGroups_CheckExistence");
        azure
            .MapGet(SubscriptionsApi.Path + "/resources", ResourcesAsync)
            .WithName("Resources_List")
            .Produces<ArmListBody<ArmResourceBody>>();
        azure
            .MapGet(GroupPath + "/resources", ResourcesOfGroupAsync)
            .WithName("Resources_ListByResourceGroup")
            .Produces<ArmListBody<ArmResourceBody>>();
    }

    /// <exception cref="ArmException">404: the caller sees nothing in a group of that name.</exception>
    public static IReadOnlyList<VaultRow> VaultsOf(ArmSubscription subscription, string resourceGroup)
    {
        var vaults = subscription
            .Vaults.Where(vault => string.Equals(vault.ResourceGroupName, resourceGroup, StringComparison.OrdinalIgnoreCase))
            .ToList();
        return vaults.Count > 0
            ? vaults
            : throw new ArmException(404, "ResourceGroupNotFound", $"Resource group '{resourceGroup}' could not be found.");
    }

    private static async Task<IResult> GroupsAsync(
        string subscriptionId,
        HttpContext context,
        ArmAccess access,
        CancellationToken cancellationToken
    )
    {
        var subscription = await access.SubscriptionAsync(subscriptionId, ArmAuthentication.CallerOf(context), cancellationToken);
        return VaultsApi.Json(
            new ArmListBody<ArmResourceBody>([
                .. subscription.Vaults.DistinctBy(vault => vault.ResourceGroupName, StringComparer.OrdinalIgnoreCase).Select(Group),
            ])
        );
    }

    private static async Task<IResult> GroupAsync(
        string subscriptionId,
        string resourceGroupName,
        HttpContext context,
        ArmAccess access,
        CancellationToken cancellationToken
    )
    {
        var subscription = await access.SubscriptionAsync(subscriptionId, ArmAuthentication.CallerOf(context), cancellationToken);
        var group = Group(VaultsOf(subscription, resourceGroupName)[0]);
        return HttpMethods.IsHead(context.Request.Method) ? Results.NoContent() : VaultsApi.Json(group);
    }

    private static async Task<IResult> ResourcesAsync(
        string subscriptionId,
        HttpContext context,
        ArmAccess access,
        CancellationToken cancellationToken
    )
    {
        var subscription = await access.SubscriptionAsync(subscriptionId, ArmAuthentication.CallerOf(context), cancellationToken);
        return List(subscription.Vaults, context.Request);
    }

    private static async Task<IResult> ResourcesOfGroupAsync(
        string subscriptionId,
        string resourceGroupName,
        HttpContext context,
        ArmAccess access,
        CancellationToken cancellationToken
    )
    {
        var subscription = await access.SubscriptionAsync(subscriptionId, ArmAuthentication.CallerOf(context), cancellationToken);
        return List(VaultsOf(subscription, resourceGroupName), context.Request);
    }

    private static IResult List(IReadOnlyList<VaultRow> vaults, HttpRequest request)
    {
        var conditions = ODataFilter.Read(request, "resourceType", "resourceGroup", "name", "location");
        var found = vaults.Where(vault =>
            conditions.All(condition =>
                string.Equals(
                    condition.Value,
                    condition.Name switch
                    {
                        "resourceType" => VaultsApi.Type,
                        "resourceGroup" => vault.ResourceGroupName,
                        "name" => vault.Name,
                        _ => VaultDocument.Of(vault).Location,
                    },
                    StringComparison.OrdinalIgnoreCase
                )
            )
        );
        return VaultsApi.Json(new ArmListBody<ArmResourceBody>([.. found.Take(Top(request)).Select(Resource)]));
    }

    private static int Top(HttpRequest request) =>
        request.Query["$top"].ToString() switch
        {
            "" => int.MaxValue,
            var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var top) && top > 0 => top,
            var text => throw ArmErrors.Invalid($"$top is '{text}'. Use a whole number from 1."),
        };

    private static ArmResourceBody Resource(VaultRow vault)
    {
        var document = VaultDocument.Of(vault);
        return new(SimulatedClouds.ResourceId(vault), vault.Name, VaultsApi.Type, document.Location, document.Tags);
    }

    private static ArmResourceBody Group(VaultRow vault) =>
        new(
            SimulatedClouds.ResourceGroupId(vault),
            vault.ResourceGroupName,
            "Microsoft.Resources/resourceGroups",
            VaultDocument.Of(vault).Location,
            VaultDocument.NoTags,
            new ArmProvisioningBody("Succeeded")
        );
}
