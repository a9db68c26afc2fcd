using Atlas.KmsPortal.AdminApi;
using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Simulator.Api;

/// <summary>The alerts that the simulator raised, to read and to acknowledge.</summary>
internal static class AlertsApi
{
    private const string Open = "OPEN";
    private const string Closed = "CLOSED";
    private const string Cancelled = "CANCELLED";
    private static readonly string[] s_asked = [Open, "TRACKING", Closed];

    public static void MapAlerts(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/groups/{groupId}").WithTags("Alerts");

        group
            .MapGet("/alerts", ListAsync)
            .Operation("listGroupAlerts", ApiPermission.ProjectReader)
            .Asks("status")
            .Answers<PageBody<AlertBody>>();
        group.MapGet("/alerts/{alertId}", GetAsync).Operation("getGroupAlert", ApiPermission.ProjectReader).Answers<AlertBody>();
        group
            .MapPatch("/alerts/{alertId}", AcknowledgeAsync)
            .Operation("acknowledgeGroupAlert", ApiPermission.ProjectOwner, takes: typeof(AcknowledgementBody))
            .Answers<AlertBody>();
        group
            .MapGet("/alerts/{alertId}/alertConfigs", ListConfigsAsync)
            .Operation("getGroupAlertAlertConfigs", ApiPermission.ProjectReader)
            .Answers<PageBody<AlertConfigBody>>();
        group
            .MapGet("/alertConfigs/{alertConfigId}/alerts", ListOfConfigAsync)
            .Operation("getGroupAlertConfigAlerts", ApiPermission.ProjectReader)
            .Answers<PageBody<AlertBody>>();
    }

    private static async Task<IResult> ListAsync(
        string groupId,
        ApiRequest request,
        IAtlasClient atlas,
        RaisedAlerts alerts,
        SimulatedClock clock,
        CancellationToken cancellationToken
    )
    {
        var status = request.Query("status");
        if (status is not null && !s_asked.Contains(status))
        {
            throw new AtlasApiException(AtlasErrors.InvalidQueryParameter("status", "OPEN, TRACKING or CLOSED"));
        }

        var project = await atlas.ProjectAsync(groupId, cancellationToken);
        var all = (await alerts.ListAsync(project, cancellationToken)).Where(alert => status is null || StatusOf(alert) == status);
        return request.List([.. all.Select(alert => Body(alert, project, clock.GetUtcNow(), request))]);
    }

    private static async Task<IResult> GetAsync(
        string groupId,
        string alertId,
        ApiRequest request,
        IAtlasClient atlas,
        RaisedAlerts alerts,
        SimulatedClock clock,
        CancellationToken cancellationToken
    )
    {
        var project = await atlas.ProjectAsync(groupId, cancellationToken);
        return request.Ok(Body(await FindAsync(alertId, project, alerts, cancellationToken), project, clock.GetUtcNow(), request));
    }

    private static async Task<IResult> AcknowledgeAsync(
        string groupId,
        string alertId,
        ApiRequest request,
        IAtlasClient atlas,
        RaisedAlerts alerts,
        SimulatedClock clock,
        CancellationToken cancellationToken
    )
    {
        var now = clock.GetUtcNow();
        var body = await request.ReadAsync<AcknowledgementBody>(cancellationToken);
        if (body.AcknowledgedUntil <= now)
        {
            throw new AtlasApiException(AtlasErrors.InvalidField("acknowledgedUntil", "acknowledgedUntil must be in the future."));
        }

        var project = await atlas.ProjectAsync(groupId, cancellationToken);
        var alert = await FindAsync(alertId, project, alerts, cancellationToken);
        var noticed =
            body.UnacknowledgeAlert is not true && body.AcknowledgedUntil is { } until
                ? new Acknowledgement(until, body.AcknowledgementComment, request.Caller.Name, now)
                : null;
        await alerts.AcknowledgeAsync(groupId, alertId, noticed, request.Caller.Actor, cancellationToken);
        return request.Ok(Body(alert with { Acknowledgement = noticed }, project, now, request));
    }

    private static async Task<IResult> ListConfigsAsync(
        string groupId,
        string alertId,
        ApiRequest request,
        IAtlasClient atlas,
        RaisedAlerts alerts,
        CancellationToken cancellationToken
    )
    {
        var project = await atlas.ProjectAsync(groupId, cancellationToken);
        var alert = await FindAsync(alertId, project, alerts, cancellationToken);
        return request.List([AlertConfigsApi.Shown(alert.Config, groupId, request)]);
    }

    // Of the open ones only, as published.
    private static async Task<IResult> ListOfConfigAsync(
        string groupId,
        string alertConfigId,
        ApiRequest request,
        IAtlasClient atlas,
        AlertConfigs configs,
        RaisedAlerts alerts,
        SimulatedClock clock,
        CancellationToken cancellationToken
    )
    {
        var project = await atlas.ProjectAsync(groupId, cancellationToken);
        if ((await configs.ListAsync(project, cancellationToken)).All(config => config.Id != alertConfigId))
        {
            throw new AtlasApiException(AtlasErrors.AlertConfigNotFound(alertConfigId, groupId));
        }

        var all = await alerts.ListAsync(project, cancellationToken);
        return request.List([
            .. all.Where(alert => alert.Config.Id == alertConfigId && StatusOf(alert) is Open)
                .Select(alert => Body(alert, project, clock.GetUtcNow(), request)),
        ]);
    }

    private static async Task<RaisedAlert> FindAsync(
        string alertId,
        ProjectSnapshot project,
        RaisedAlerts alerts,
        CancellationToken cancellationToken
    ) =>
        (await alerts.ListAsync(project, cancellationToken)).FirstOrDefault(alert => alert.Id == alertId)
        ?? throw new AtlasApiException(AtlasErrors.AlertNotFound(alertId, project.Id));

    private static string StatusOf(RaisedAlert alert) =>
        alert.IsCancelled ? Cancelled
        : alert.Resolved is null ? Open
        : Closed;

    private static AlertBody Body(RaisedAlert alert, ProjectSnapshot project, DateTimeOffset now, ApiRequest request)
    {
        var noticed = alert.Acknowledgement is { } acknowledgement && acknowledgement.Until > now ? acknowledgement : null;
        return new(
            alert.Id,
            alert.Config.Id!,
            alert.Config.EventTypeName!,
            StatusOf(alert),
            alert.Created,
            alert.Resolved ?? noticed?.At ?? alert.Created,
            alert.Created,
            alert.Resolved,
            project.Id,
            project.OrganizationId,
            noticed?.Until,
            noticed?.Comment,
            noticed?.By,
            request.SelfLink($"/groups/{project.Id}/alerts/{alert.Id}")
        );
    }
}
