using System.Globalization;
using Atlas.KmsPortal.AdminApi;
using Atlas.KmsPortal.Auditing;
using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Simulator.Api;

/// <summary>The activity of a project or an organization: the audit log, as far as Atlas would have written it.</summary>
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
        var group = routes.MapGroup("").WithTags("Events");

        group
            .MapGet("/groups/{groupId}/events", ListAsync)
            .Operation("listGroupEvents", ApiPermission.ProjectReader)
            .Asks("clusterNames", "eventType", "excludedEventType", "maxDate", "minDate")
            .AsksWhether("includeRaw")
            .Answers<PageBody<EventBody>>();
        group
            .MapGet("/groups/{groupId}/events/{eventId}", GetAsync)
            .Operation("getGroupEvent", ApiPermission.ProjectReader)
            .AsksWhether("includeRaw")
            .Answers<EventBody>();
        group
            .MapGet("/orgs/{orgId}/events", ListOfOrganizationAsync)
            .Operation("listOrgEvents", ApiPermission.OrganizationMember)
            .Asks("eventType", "maxDate", "minDate")
            .AsksWhether("includeRaw")
            .Answers<PageBody<EventBody>>();
        group
            .MapGet("/orgs/{orgId}/events/{eventId}", GetOfOrganizationAsync)
            .Operation("getOrgEvent", ApiPermission.OrganizationMember)
            .AsksWhether("includeRaw")
            .Answers<EventBody>();
    }

    private static Task<IResult> ListAsync(string groupId, ApiRequest request, AuditLog log, CancellationToken cancellationToken)
    {
        var clusters = request.QueryList("clusterNames");
        return AnswerAsync(
            new AuditQuery(
                ProjectIds: [groupId],
                ExcludedEventTypes: [.. s_ours, .. request.QueryList("excludedEventType")],
                ClusterNames: clusters.Count == 0 ? null : clusters
            ),
            request,
            log,
            cancellationToken
        );
    }

    private static Task<IResult> ListOfOrganizationAsync(
        string orgId,
        ApiRequest request,
        AuditLog log,
        CancellationToken cancellationToken
    ) => AnswerAsync(new AuditQuery(OrganizationId: orgId, ExcludedEventTypes: s_ours), request, log, cancellationToken);

    private static async Task<IResult> AnswerAsync(AuditQuery query, ApiRequest request, AuditLog log, CancellationToken cancellationToken)
    {
        var types = request.QueryList("eventType");
        var page = request.Page();
        var found = await log.QueryAsync(
            query with
            {
                EventTypes = types.Count == 0 ? null : types,
                From = Time(request, "minDate"),
                Until = Time(request, "maxDate"),
            },
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
        var row = await FindAsync(eventId, log, cancellationToken);
        return row?.ProjectId == groupId
            ? request.Ok(Body(row, request))
            : throw new AtlasApiException(AtlasErrors.ResourceNotFound("event", eventId));
    }

    private static async Task<IResult> GetOfOrganizationAsync(
        string orgId,
        string eventId,
        ApiRequest request,
        AuditLog log,
        CancellationToken cancellationToken
    )
    {
        var row = await FindAsync(eventId, log, cancellationToken);
        return row?.OrganizationId == orgId && AuditQuery.IsOfOrganization(row)
            ? request.Ok(Body(row, request))
            : throw new AtlasApiException(AtlasErrors.EventNotFound(eventId));
    }

    private static async Task<AuditEntry?> FindAsync(string eventId, AuditLog log, CancellationToken cancellationToken)
    {
        if (!AtlasIds.IsId(eventId))
        {
            throw new AtlasApiException(AtlasErrors.InvalidPathParameter("eventId", eventId, "24 hexadecimal digits, 0-9 and a-f"));
        }

        return await log.FindAsync(eventId, cancellationToken) is { } row && !s_ours.Contains(row.EventType) ? row : null;
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
            request.SelfLink(
                row.ProjectId is null ? $"/orgs/{row.OrganizationId}/events/{row.EventId}" : $"/groups/{row.ProjectId}/events/{row.EventId}"
            ),
            request.QueryFlag("includeRaw")
                ? new RawEventBody("EVENT_AUDIT", row.EventId, row.At, row.Summary, row.ProjectId, row.OrganizationId)
                : null
        );

    private static DateTimeOffset? Time(ApiRequest request, string name) =>
        request.Query(name) is not { } text ? null
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time
        : throw new AtlasApiException(AtlasErrors.InvalidQueryParameter(name, "a time such as 2026-01-31T12:00:00Z"));
}
