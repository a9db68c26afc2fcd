namespace Atlas.KmsPortal.Simulator.Api;

/// <summary>The roles that may be assigned, by Azure's own GUIDs, and what the caller may do.</summary>
internal static class RoleDefinitionsApi
{
    public const string Type = "Microsoft.Authorization/roleDefinitions";

    public static void MapRoleDefinitions(this IEndpointRouteBuilder routes)
    {
        foreach (var scope in ArmScope.Paths)
        {
            var group = routes.MapGroup(scope.Path + "/providers/Microsoft.Authorization").WithTags("Azure Resource Manager");

            group.MapGet("/roleDefinitions", ListAsync).Named(scope, "RoleDefinitions_List").Produces<ArmListBody<ArmRoleDefinitionBody>>();
            group.MapGet("/roleDefinitions/{roleId}", GetAsync).Named(scope, "RoleDefinitions_Get").Produces<ArmRoleDefinitionBody>();
            group
                .MapGet("/permissions", PermissionsAsync)
                .Named(scope, "Permissions_ListForResource")
                .Produces<ArmListBody<ArmPermissionBody>>();
        }
    }

    public static string IdOf(string roleId, string? subscriptionId) =>
        $"{(subscriptionId is null ? "" : $"/subscriptions/{subscriptionId}")}/providers/{Type}/{roleId}";

    private static async Task<IResult> ListAsync(HttpContext context, ArmAccess access, CancellationToken cancellationToken)
    {
        var scope = await ArmScope.ReadAsync(context, access, cancellationToken);
        var conditions = ODataFilter.Read(context.Request, "roleName", "type", "atScopeAndBelow()");
        var found = BuiltInRoles.All.Where(role =>
            conditions.All(condition =>
                condition.Name switch
                {
                    "roleName" => string.Equals(role.Name, condition.Value, StringComparison.OrdinalIgnoreCase),
                    "type" => string.Equals("BuiltInRole", condition.Value, StringComparison.OrdinalIgnoreCase),
                    _ => true,
                }
            )
        );
        return VaultsApi.Json(new ArmListBody<ArmRoleDefinitionBody>([.. found.Select(role => Body(role, scope.SubscriptionId))]));
    }

    private static async Task<IResult> GetAsync(string roleId, HttpContext context, ArmAccess access, CancellationToken cancellationToken)
    {
        var scope = await ArmScope.ReadAsync(context, access, cancellationToken);
        return BuiltInRoles.Find(roleId) is { } role
            ? VaultsApi.Json(Body(role, scope.SubscriptionId))
            : throw new ArmException(
                404,
                "RoleDefinitionDoesNotExist",
                $"The specified role definition with ID '{roleId}' does not exist."
            );
    }

    private static async Task<IResult> PermissionsAsync(HttpContext context, ArmAccess access, CancellationToken cancellationToken)
    {
        var scope = await ArmScope.ReadAsync(context, access, cancellationToken);
        var mayChange = await scope.MayChangeAsync(context, access, cancellationToken);
        return VaultsApi.Json(new ArmListBody<ArmPermissionBody>([new(mayChange ? ["*"] : ["*/read"], [], [], [])]));
    }

    private static ArmRoleDefinitionBody Body(BuiltInRole role, string? subscriptionId) =>
        new(
            IdOf(role.Id, subscriptionId),
            role.Id,
            Type,
            new ArmRoleDefinitionPropertiesBody(
                role.Name,
                "BuiltInRole",
                role.Description,
                ["/"],
                [new ArmPermissionBody(role.Actions, role.NotActions, role.DataActions, [])]
            )
        );
}

internal sealed record ArmRoleDefinitionBody(string Id, string Name, string Type, ArmRoleDefinitionPropertiesBody Properties);

internal sealed record ArmRoleDefinitionPropertiesBody(
    string RoleName,
    string Type,
    string Description,
    IReadOnlyList<string> AssignableScopes,
    IReadOnlyList<ArmPermissionBody> Permissions
);

internal sealed record ArmPermissionBody(
    IReadOnlyList<string> Actions,
    IReadOnlyList<string> NotActions,
    IReadOnlyList<string> DataActions,
    IReadOnlyList<string> NotDataActions
);
