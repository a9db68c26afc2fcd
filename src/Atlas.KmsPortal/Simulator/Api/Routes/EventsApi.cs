using System.Globalization;
using Atlas.KmsPortal.AdminApi;
using Atlas.KmsPortal.Auditing;
using Atlas.KmsPortal.Data;
using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Simulator.Api;

/// <summary>A project's activity: the audit log, as far as Atlas would have written it.</summary>
internal static class EventsApi
{
    // Deeds in Azure and at the simulator itself: the log keeps them, Atlas would know nothing of them.
    private static readonly string[] s_ours =
    [
        AtlasEvents.EndpointStatusChanged,
        AtlasEvents.AzureConnectionChanged,
        AtlasEvents.AzureKeyChanged,
        AtlasEvents.SimulatorChanged,
    ];

    public static void MapEvents(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/groups/{groupId}/events").WithTags("Events");

        group.MapGet("/", ListAsync).Operation("listGroupEvents", ApiPermission.ProjectReader).Answers<PageBody<EventBody>>();
        group.MapGet("/{eventId}", GetAsync).Operation("getGroupEvent", ApiPermission.ProjectReader).Answers<EventBody>();
    }

    private static async Task<IResult> ListAsync(string groupId, ApiRequest request, AuditLog log, CancellationToken cancellationToken)
    {
        _ = request.QueryFlag("includeRaw");
        var types = request.QueryList("eventType");
        var page = request.Page();
        var found = await log.QueryAsync(
            new AuditQuery(
                ProjectIds: [groupId],
                EventTypes: types.Count == 0 ? null : types,
                ExcludedEventTypes: [.. s_ours, .. request.QueryList("excludedEventType")],
                From: Time(request, "minDate"),
                Until: Time(request, "maxDate")
            ),
            page.PageNum,
            page.ItemsPerPage,
            cancellationToken
        );
        return request.Page([.. found.Entries.Select(row => Body(row, request))], found.Total);
    }

    private static async Task<IResult> GetAsync(
        string groupId,
        string eventId,
        ApiRequest request,
        AuditLog log,
        CancellationToken cancellationToken
    )
    {
        _ = request.QueryFlag("includeRaw");
        if (!AtlasIds.IsId(eventId))
        {
            throw new AtlasApiException(AtlasErrors.InvalidPathParameter("eventId", eventId, "24 hexadecimal digits, 0-9 and a-f"));
        }

        return await log.FindAsync(eventId, cancellationToken) is { } row && row.ProjectId == groupId && !s_ours.Contains(row.EventType)
            ? request.Ok(Body(row, request))
            : throw new AtlasApiException(AtlasErrors.ResourceNotFound("event", eventId));
    }

    private static EventBody Body(AuditEntry row, ApiRequest request) =>
        new(
            row.EventId,
            row.At,
            row.EventType,
            row.ProjectId,
            row.OrganizationId,
            row.Source is AuditSource.Portal ? row.Actor : null,
            row.Source is AuditSource.Api ? row.Actor : null,
            [new LinkBody(request.Link($"/api/atlas/v2/groups/{row.ProjectId}/events/{row.EventId}"), "self")]
        );

    private static DateTimeOffset? Time(ApiRequest request, string name) =>
        request.Query(name) is not { } text ? null
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time
        : throw new AtlasApiException(AtlasErrors.InvalidQueryParameter(name, "a time such as 2026-01-31T12:00:00Z"));
}
