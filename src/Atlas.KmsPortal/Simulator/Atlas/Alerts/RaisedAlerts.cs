using Atlas.KmsPortal.AdminApi;
using Atlas.KmsPortal.Auditing;
using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Simulator;

/// <summary>An alert that was raised.</summary>
/// <param name="Id">Of the event that raised it.</param>
/// <param name="Resolved">When it ceased to hold; null while it holds.</param>
/// <param name="IsCancelled">Whether its configuration was switched off while it held.</param>
internal sealed record RaisedAlert(
    string Id,
    AlertConfigBody Config,
    DateTimeOffset Created,
    DateTimeOffset? Resolved,
    bool IsCancelled,
    Acknowledgement? Acknowledgement
);

/// <param name="By">The API key or service account that took notice.</param>
internal sealed record Acknowledgement(DateTimeOffset Until, string? Comment, string By, DateTimeOffset At);

/// <summary>
/// The alerts of a project. Each is an event of the log, so that neither is ever there without the other; whether the newest one of a
/// kind still holds, the project says.
/// </summary>
internal sealed class RaisedAlerts(AuditLog log, AlertConfigs configs, ProjectDocuments documents, SimulatedClock clock)
{
    private const string Document = "alertAcknowledgements";

    // Far more than anybody reads; older ones are in the activity all the same.
    private const int Most = 1000;

    private static readonly CloudProvider[] s_clouds = Enum.GetValues<CloudProvider>();

    private static readonly string[] s_raising =
    [
        .. s_clouds.SelectMany(cloud => new[] { AtlasEvents.KeyNeedsRotation(cloud), AtlasEvents.KeyInvalid(cloud) }),
        AtlasEvents.NetworkAccessDenied,
        AtlasEvents.ConfigNoLongerValid,
    ];

    // After each of these an alert may have ceased to hold.
    private static readonly string[] s_settling =
    [
        .. s_clouds.SelectMany(cloud => new[] { AtlasEvents.KeyRotated(cloud), AtlasEvents.KeyValid(cloud) }),
        AtlasEvents.NetworkAccessRestored,
        AtlasEvents.ConfigIsValid,
        AtlasEvents.ConfigurationUpdated,
        AtlasEvents.AlertConfigChanged,
    ];

    /// <summary>Newest first.</summary>
    public async Task<IReadOnlyList<RaisedAlert>> ListAsync(ProjectSnapshot project, CancellationToken cancellationToken)
    {
        var query = new AuditQuery(ProjectIds: [project.Id], EventTypes: [.. s_raising, .. s_settling]);
        var events = (await log.QueryAsync(query, 1, Most, cancellationToken)).Entries;
        var byType = (await configs.ListAsync(project, cancellationToken)).ToLookup(config => config.EventTypeName!);
        var noticed = await AcknowledgementsAsync(project.Id, cancellationToken);
        HashSet<string> seen = [];
        List<RaisedAlert> alerts = [];
        for (var at = 0; at < events.Count; at++)
        {
            var raised = events[at];
            if (!s_raising.Contains(raised.EventType))
            {
                continue;
            }

            var holds = seen.Add(raised.EventType) && Holds(project, raised.EventType);
            // What was configured only afterwards told nobody.
            if (byType[raised.EventType].FirstOrDefault(config => config.Created <= raised.At) is { } config)
            {
                alerts.Add(
                    new RaisedAlert(
                        raised.EventId,
                        config,
                        raised.At,
                        holds && config.Enabled is true ? null : ResolvedAt(events, at, holds ? config.Updated : null),
                        holds && config.Enabled is not true,
                        noticed.GetValueOrDefault(raised.EventId)
                    )
                );
            }
        }

        return alerts;
    }

    /// <param name="acknowledgement">Null to take it back.</param>
    public Task AcknowledgeAsync(
        string projectId,
        string alertId,
        Acknowledgement? acknowledgement,
        Actor actor,
        CancellationToken cancellationToken
    ) =>
        documents.ChangeAsync<Dictionary<string, Acknowledgement>>(
            projectId,
            Document,
            before =>
            {
                var all = new Dictionary<string, Acknowledgement>(before ?? [], StringComparer.Ordinal);
                if (acknowledgement is null)
                {
                    all.Remove(alertId);
                }
                else
                {
                    all[alertId] = acknowledgement;
                }

                return all;
            },
            acknowledgement is null
                ? new(AtlasEvents.AlertUnacknowledged, $"Alert {alertId} is open again for everybody.")
                : new(AtlasEvents.AlertAcknowledged, $"Alert {alertId} acknowledged."),
            actor,
            cancellationToken
        );

    private async Task<Dictionary<string, Acknowledgement>> AcknowledgementsAsync(string projectId, CancellationToken cancellationToken) =>
        await documents.FindAsync<Dictionary<string, Acknowledgement>>(projectId, Document, cancellationToken) ?? [];

    private bool Holds(ProjectSnapshot project, string eventType)
    {
        var enabled = project.Encryption.Enabled.ToList();
        return eventType switch
        {
            AtlasEvents.NetworkAccessDenied => enabled.Exists(settings => settings.Health.State is KeyState.Unreachable),
            AtlasEvents.ConfigNoLongerValid => enabled.Exists(settings => settings.Health.State is KeyState.Invalid),
            _ => enabled.Exists(settings =>
                eventType == AtlasEvents.KeyInvalid(settings.Provider)
                    ? settings.Health.State is KeyState.Invalid
                    : eventType == AtlasEvents.KeyNeedsRotation(settings.Provider) && project.NeedsRotation(settings, clock.GetUtcNow())
            ),
        };
    }

    // The next thing that happened; where nothing did, time itself settled it.
    private static DateTimeOffset ResolvedAt(IReadOnlyList<AuditEntry> newestFirst, int at, DateTimeOffset? cancelled) =>
        cancelled ?? (at > 0 ? newestFirst[at - 1].At : newestFirst[at].At);
}
