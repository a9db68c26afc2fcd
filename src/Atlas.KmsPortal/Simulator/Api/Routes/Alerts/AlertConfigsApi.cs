using Atlas.KmsPortal.AdminApi;
using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Simulator.Api;

/// <summary>
/// Alert configurations. Those about keys decide which alerts are raised; the others are kept, and what they are about never happens here.
/// </summary>
internal static class AlertConfigsApi
{
    public static void MapAlertConfigs(this IEndpointRouteBuilder routes)
    {
        routes
            .MapGet("/alertConfigs/matchers/fieldNames", (ApiRequest request) => request.Ok(AlertMatcherBody.FieldNames))
            .WithTags("Alert Configurations")
            .Operation("listAlertConfigMatcherFieldNames", ApiPermission.SignedIn)
            .Answers<IReadOnlyList<string>>();

        var group = routes.MapGroup("/groups/{groupId}/alertConfigs").WithTags("Alert Configurations");

        group.MapGet("/", ListAsync).Operation("listGroupAlertConfigs", ApiPermission.ProjectReader).Answers<PageBody<AlertConfigBody>>();
        group
            .MapPost("/", CreateAsync)
            .Operation("createGroupAlertConfig", ApiPermission.ProjectOwner, takes: typeof(AlertConfigBody))
            .Answers<AlertConfigBody>(201);
        group.MapGet("/{alertConfigId}", GetAsync).Operation("getGroupAlertConfig", ApiPermission.ProjectReader).Answers<AlertConfigBody>();
        group
            .MapPut("/{alertConfigId}", ReplaceAsync)
            .Operation("updateGroupAlertConfig", ApiPermission.ProjectOwner, takes: typeof(AlertConfigBody))
            .Answers<AlertConfigBody>();
        group
            .MapPatch("/{alertConfigId}", ToggleAsync)
            .Operation("toggleGroupAlertConfig", ApiPermission.ProjectOwner, takes: typeof(AlertToggleBody))
            .Answers<AlertConfigBody>();
        group.MapDelete("/{alertConfigId}", DeleteAsync).Operation("deleteGroupAlertConfig", ApiPermission.ProjectOwner).Produces(204);
    }

    /// <summary>A configuration as it is shown.</summary>
    public static AlertConfigBody Shown(AlertConfigBody config, string groupId, ApiRequest request) =>
        config with
        {
            GroupId = groupId,
            Links = request.SelfLink($"/groups/{groupId}/alertConfigs/{config.Id}"),
        };

    private static async Task<IResult> ListAsync(
        string groupId,
        ApiRequest request,
        IAtlasClient atlas,
        AlertConfigs configs,
        CancellationToken cancellationToken
    )
    {
        var all = await configs.ListAsync(await atlas.ProjectAsync(groupId, cancellationToken), cancellationToken);
        return request.List([.. all.Select(config => Shown(config, groupId, request))]);
    }

    private static async Task<IResult> GetAsync(
        string groupId,
        string alertConfigId,
        ApiRequest request,
        IAtlasClient atlas,
        AlertConfigs configs,
        CancellationToken cancellationToken
    )
    {
        var all = await configs.ListAsync(await atlas.ProjectAsync(groupId, cancellationToken), cancellationToken);
        return all.FirstOrDefault(config => config.Id == alertConfigId) is { } found
            ? request.Ok(Shown(found, groupId, request))
            : throw new AtlasApiException(AtlasErrors.AlertConfigNotFound(alertConfigId, groupId));
    }

    private static async Task<IResult> CreateAsync(
        string groupId,
        ApiRequest request,
        AlertConfigs configs,
        CancellationToken cancellationToken
    )
    {
        var body = await request.ReadAsync<AlertConfigBody>(cancellationToken);
        var made = await configs.CreateAsync(groupId, body, request.Caller.Actor, cancellationToken);
        return request.Created(Shown(made, groupId, request));
    }

    private static async Task<IResult> ReplaceAsync(
        string groupId,
        string alertConfigId,
        ApiRequest request,
        AlertConfigs configs,
        CancellationToken cancellationToken
    )
    {
        var body = await request.ReadAsync<AlertConfigBody>(cancellationToken);
        var changed = await configs.ReplaceAsync(groupId, alertConfigId, body, request.Caller.Actor, cancellationToken);
        return request.Ok(Shown(changed, groupId, request));
    }

    private static async Task<IResult> ToggleAsync(
        string groupId,
        string alertConfigId,
        ApiRequest request,
        AlertConfigs configs,
        CancellationToken cancellationToken
    )
    {
        var body = await request.ReadAsync<AlertToggleBody>(cancellationToken);
        var changed = await configs.ToggleAsync(groupId, alertConfigId, body.Enabled!.Value, request.Caller.Actor, cancellationToken);
        return request.Ok(Shown(changed, groupId, request));
    }

    private static async Task<IResult> DeleteAsync(
        string groupId,
        string alertConfigId,
        ApiRequest request,
        AlertConfigs configs,
        CancellationToken cancellationToken
    )
    {
        await configs.DeleteAsync(groupId, alertConfigId, request.Caller.Actor, cancellationToken);
        return request.NoContent();
    }
}
