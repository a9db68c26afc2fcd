using Atlas.KmsPortal.AdminApi;
using Atlas.KmsPortal.Auditing;
using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Simulator.Api;

/// <summary>Settings of a project that are one document each: regional mode, database auditing, the maintenance window. Kept, without effect.</summary>
internal static class ProjectSwitchesApi
{
    private const string RegionalMode = "regionalMode";
    private const string AuditLog = "auditLog";
    private const string Maintenance = "maintenanceWindow";

    public static void MapProjectSwitches(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/groups/{groupId}").WithTags("Projects");

        group
            .MapGet("/privateEndpoint/regionalMode", RegionalModeAsync)
            .Operation("getGroupPrivateEndpointRegionalMode", ApiPermission.ProjectReader)
            .Answers<RegionalModeBody>();
        group
            .MapPatch("/privateEndpoint/regionalMode", SetRegionalModeAsync)
            .Operation("toggleGroupPrivateEndpointRegionalMode", ApiPermission.ProjectOwner, takes: typeof(RegionalModeBody))
            .Answers<RegionalModeBody>();
        group.MapGet("/auditLog", AuditLogAsync).Operation("getGroupAuditLog", ApiPermission.ProjectReader).Answers<AuditLogBody>();
        group
            .MapPatch("/auditLog", SetAuditLogAsync)
            .Operation("updateGroupAuditLog", ApiPermission.ProjectOwner, takes: typeof(AuditLogBody))
            .Answers<AuditLogBody>();
        group
            .MapGet("/maintenanceWindow", MaintenanceAsync)
            .Operation("getGroupMaintenanceWindow", ApiPermission.ProjectReader)
            .Answers<MaintenanceWindowBody>();
        group
            .MapPatch("/maintenanceWindow", SetMaintenanceAsync)
            .Operation("updateGroupMaintenanceWindow", ApiPermission.ProjectOwner, takes: typeof(MaintenanceWindowBody))
            .Answers<EmptyBody>();
        group
            .MapDelete("/maintenanceWindow", ResetMaintenanceAsync)
            .Operation("resetGroupMaintenanceWindow", ApiPermission.ProjectOwner)
            .Produces(204);
    }

    private static async Task<IResult> RegionalModeAsync(
        string groupId,
        ApiRequest request,
        KeptSettings kept,
        CancellationToken cancellationToken
    ) => request.Ok(await kept.ReadAsync(groupId, RegionalMode, new RegionalModeBody(false), cancellationToken));

    private static async Task<IResult> SetRegionalModeAsync(
        string groupId,
        ApiRequest request,
        KeptSettings kept,
        CancellationToken cancellationToken
    )
    {
        var body = await request.ReadAsync<RegionalModeBody>(cancellationToken);
        return request.Ok(
            await kept.ChangeAsync(
                groupId,
                RegionalMode,
                new RegionalModeBody(false),
                _ => body,
                body.Enabled is true
                    ? new(AtlasEvents.RegionalModeEnabled, "Regionalized private endpoints are on.")
                    : new(AtlasEvents.RegionalModeDisabled, "Regionalized private endpoints are off."),
                cancellationToken
            )
        );
    }

    private static async Task<IResult> AuditLogAsync(
        string groupId,
        ApiRequest request,
        KeptSettings kept,
        CancellationToken cancellationToken
    ) => request.Ok(await kept.ReadAsync(groupId, AuditLog, AuditLogBody.Defaults, cancellationToken));

    private static async Task<IResult> SetAuditLogAsync(
        string groupId,
        ApiRequest request,
        KeptSettings kept,
        CancellationToken cancellationToken
    )
    {
        var body = await request.ReadAsync<AuditLogBody>(cancellationToken);
        return request.Ok(
            await kept.ChangeAsync(
                groupId,
                AuditLog,
                AuditLogBody.Defaults,
                body.Over,
                new(AtlasEvents.AuditLogUpdated, "Database auditing changed."),
                cancellationToken
            )
        );
    }

    private static async Task<IResult> MaintenanceAsync(
        string groupId,
        ApiRequest request,
        KeptSettings kept,
        CancellationToken cancellationToken
    ) => request.Ok(await kept.ReadAsync(groupId, Maintenance, MaintenanceWindowBody.None, cancellationToken));

    private static async Task<IResult> SetMaintenanceAsync(
        string groupId,
        ApiRequest request,
        KeptSettings kept,
        CancellationToken cancellationToken
    )
    {
        var body = await request.ReadAsync<MaintenanceWindowBody>(cancellationToken);
        await kept.ChangeAsync(
            groupId,
            Maintenance,
            MaintenanceWindowBody.None,
            before =>
                before.DayOfWeek is 0 && body.DayOfWeek is null
                    ? throw new AtlasApiException(AtlasErrors.InvalidField("dayOfWeek", "dayOfWeek is needed: 1 (Sunday) to 7."))
                    : body.Over(before),
            new(AtlasEvents.MaintenanceWindowModified, "The maintenance window changed."),
            cancellationToken
        );
        return request.Ok(new EmptyBody());
    }

    private static async Task<IResult> ResetMaintenanceAsync(
        string groupId,
        ApiRequest request,
        ProjectDocuments documents,
        CancellationToken cancellationToken
    )
    {
        await documents.KeepAsync<MaintenanceWindowBody>(
            groupId,
            Maintenance,
            null,
            AtlasEvents.MaintenanceWindowRemoved,
            "The maintenance window was removed.",
            request.Caller.Actor,
            cancellationToken
        );
        return request.NoContent();
    }
}
