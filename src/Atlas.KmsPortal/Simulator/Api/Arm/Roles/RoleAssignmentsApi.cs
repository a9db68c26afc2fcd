using Atlas.KmsPortal.AdminApi;
using Atlas.KmsPortal.Data;

namespace Atlas.KmsPortal.Simulator.Api;

/// <summary>Who has which role on what: what the check of a key reads.</summary>
internal static class RoleAssignmentsApi
{
    private const string Type = "Microsoft.Authorization/roleAssignments";

    public static void MapRoleAssignments(this IEndpointRouteBuilder routes)
    {
        foreach (var scope in ArmScope.Paths)
        {
            var group = routes.MapGroup($"{scope.Path}/providers/{Type}").WithTags("Azure Resource Manager");

            group.MapGet("/", ListAsync).Named(scope, "RoleAssignments_ListForScope").Produces<ArmListBody<ArmRoleAssignmentBody>>();
            group.MapGet("/{name}", GetAsync).Named(scope, "RoleAssignments_Get").Produces<ArmRoleAssignmentBody>();
            group.MapPut("/{name}", PutAsync).Named(scope, "RoleAssignments_Create").Produces<ArmRoleAssignmentBody>(201);
            group.MapDelete("/{name}", DeleteAsync).Named(scope, "RoleAssignments_Delete").Produces<ArmRoleAssignmentBody>().Produces(204);
        }
    }

    // Azure lists what is assigned above, at and below the scope; atScope() leaves out what is below.
    private static async Task<IResult> ListAsync(
        HttpContext context,
        ArmAccess access,
        SimulatedRoleAssignments assignments,
        CancellationToken cancellationToken
    )
    {
        var scope = await ArmScope.ReadAsync(context, access, cancellationToken);
        var conditions = ODataFilter.Read(context.Request, "atScope()", "principalId", "assignedTo");
        var principals = conditions.Where(condition => condition.Name != "atScope()").Select(condition => condition.Value).ToList();
        var atScope = conditions.Any(condition => condition.Name == "atScope()");
        var visible = (await access.SubscriptionsAsync(ArmAuthentication.CallerOf(context), cancellationToken))
            .SelectMany(subscription => subscription.Vaults)
            .Select(SimulatedClouds.ResourceId)
            .ToList();
        var found = (await assignments.AllAsync(cancellationToken)).Where(row =>
            (scope.IsUnder(row.Scope) || (!atScope && scope.IsOver(row.Scope) && IsVisible(row, visible)))
            && principals.TrueForAll(id => string.Equals(id, row.PrincipalId, StringComparison.OrdinalIgnoreCase))
        );
        return VaultsApi.Json(new ArmListBody<ArmRoleAssignmentBody>([.. found.Select(Body)]));
    }

    private static async Task<IResult> GetAsync(
        string name,
        HttpContext context,
        ArmAccess access,
        SimulatedRoleAssignments assignments,
        CancellationToken cancellationToken
    )
    {
        var scope = await ArmScope.ReadAsync(context, access, cancellationToken);
        var id = SimulatedRoleAssignments.IdOf(scope.Id, name);
        return (await assignments.AllAsync(cancellationToken)).FirstOrDefault(row => row.Id == id) is { } found
            ? VaultsApi.Json(Body(found))
            : throw new ArmException(404, "RoleAssignmentNotFound", $"The role assignment '{name}' is not found.");
    }

    private static async Task<IResult> PutAsync(
        string name,
        HttpContext context,
        ArmAccess access,
        SimulatedRoleAssignments assignments,
        SimulatorControls controls,
        CancellationToken cancellationToken
    )
    {
        var scope = await ArmScope.ReadAsync(context, access, cancellationToken);
        await scope.RefuseForeignAsync(context, access, cancellationToken);
        var bytes = await RequestBody.ReadAsync(context, StrictJson.MaxBytes, cancellationToken);
        var asked = StrictJson.Read<ArmRoleAssignmentBody>(bytes, unknownFields: true).Properties ?? new();
        if (!Guid.TryParseExact(name, "D", out _))
        {
            throw new ArmException(400, "InvalidRoleAssignmentId", $"The role assignment ID '{name}' is not valid. It must be a GUID.");
        }

        if (!Guid.TryParseExact(asked.PrincipalId, "D", out _))
        {
            throw new ArmException(400, "InvalidPrincipalId", $"The principal ID '{asked.PrincipalId}' is not valid. It must be a GUID.");
        }

        if (BuiltInRoles.Find(asked.RoleDefinitionId?.Split('/')[^1] ?? "") is not { } role)
        {
            throw new ArmException(
                404,
                "RoleDefinitionDoesNotExist",
                $"The specified role definition with ID '{asked.RoleDefinitionId}' does not exist."
            );
        }

        var wanted = new AzureRoleAssignmentRow
        {
            Id = SimulatedRoleAssignments.IdOf(scope.Id, name),
            Name = name,
            Scope = scope.Id,
            RoleId = role.Id,
            PrincipalId = asked.PrincipalId!,
            PrincipalType = asked.PrincipalType ?? "ServicePrincipal",
            Description = asked.Description,
            CreatedBy = ArmAuthentication.CallerOf(context).Name,
            CreatedAt = controls.Now,
        };
        // 201 also where it is there already: the Azure CLI takes nothing else.
        var kept = await assignments.AssignAsync(wanted, ArmAuthentication.ActorOf(context), cancellationToken);
        return VaultsApi.Json(Body(kept), 201);
    }

    private static async Task<IResult> DeleteAsync(
        string name,
        HttpContext context,
        ArmAccess access,
        SimulatedRoleAssignments assignments,
        CancellationToken cancellationToken
    )
    {
        var scope = await ArmScope.ReadAsync(context, access, cancellationToken);
        await scope.RefuseForeignAsync(context, access, cancellationToken);
        var deleted = await assignments.DeleteAsync(
            SimulatedRoleAssignments.IdOf(scope.Id, name),
            ArmAuthentication.ActorOf(context),
            cancellationToken
        );
        return deleted is null ? Results.NoContent() : VaultsApi.Json(Body(deleted));
    }

    // What is below a scope may belong to vaults that the caller does not see.
    private static bool IsVisible(AzureRoleAssignmentRow row, List<string> vaults) =>
        !row.Scope.Contains("/providers/", StringComparison.OrdinalIgnoreCase)
        || vaults.Exists(vault => $"{row.Scope}/".StartsWith($"{vault}/", StringComparison.OrdinalIgnoreCase));

    private static ArmRoleAssignmentBody Body(AzureRoleAssignmentRow row)
    {
        var parts = row.Scope.Split('/');
        return new(
            $"{row.Scope.TrimEnd('/')}/providers/{Type}/{row.Name}",
            row.Name,
            Type,
            new ArmRoleAssignmentPropertiesBody(
                RoleDefinitionsApi.IdOf(row.RoleId, parts.ElementAtOrDefault(2)),
                row.PrincipalId,
                row.PrincipalType,
                row.Scope,
                row.Description,
                row.CreatedAt,
                row.CreatedAt,
                row.CreatedBy,
                row.CreatedBy
            )
        );
    }
}

internal sealed record ArmRoleAssignmentBody(
    string? Id = null,
    string? Name = null,
    string? Type = null,
    ArmRoleAssignmentPropertiesBody? Properties = null
);

internal sealed record ArmRoleAssignmentPropertiesBody(
    string? RoleDefinitionId = null,
    string? PrincipalId = null,
    string? PrincipalType = null,
    string? Scope = null,
    string? Description = null,
    DateTimeOffset? CreatedOn = null,
    DateTimeOffset? UpdatedOn = null,
    string? CreatedBy = null,
    string? UpdatedBy = null
);
