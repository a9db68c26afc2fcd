using Atlas.KmsPortal.Auditing;
using Atlas.KmsPortal.Components.Shared;
using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Components.Activity;

/// <summary>What kind of event it is, at a glance.</summary>
public static class EventLook
{
    /// <param name="eventType">One of <see cref="AtlasEvents"/>, or another of Atlas's.</param>
    public static (TimelineTone Tone, string Icon) Of(string eventType) =>
        eventType switch
        {
            AtlasEvents.ConfigurationUpdated => (TimelineTone.Info, "pencil"),
            AtlasEvents.ValidationSucceeded or AtlasEvents.ConfigIsValid => (TimelineTone.Good, "shield"),
            AtlasEvents.ValidationFailed or AtlasEvents.ConfigNoLongerValid => (TimelineTone.Bad, "shield"),
            AtlasEvents.NetworkAccessDenied => (TimelineTone.Turn, "globe"),
            AtlasEvents.NetworkAccessRestored => (TimelineTone.Good, "globe"),
            AtlasEvents.EndpointStatusChanged => (TimelineTone.Info, "plug"),
            AtlasEvents.AzureConnectionChanged or AtlasEvents.AzureKeyChanged => (TimelineTone.Plain, "vault"),
            AtlasEvents.SimulatorChanged => (TimelineTone.Plain, "lab"),
            AtlasEvents.ClusterShutDown => (TimelineTone.Bad, "power"),
            AtlasEvents.ClusterRestored or AtlasEvents.ClusterReady or AtlasEvents.ClusterUpdateCompleted => (TimelineTone.Good, "server"),
            _ when eventType.EndsWith("_CREATED", StringComparison.Ordinal) || eventType.EndsWith("_ADDED", StringComparison.Ordinal) => (
                TimelineTone.Plain,
                "plus"
            ),
            _ when eventType.EndsWith("_DELETED", StringComparison.Ordinal) => (TimelineTone.Plain, "trash"),
            _ when eventType.EndsWith("_KEY_VALID", StringComparison.Ordinal) => (TimelineTone.Good, "key"),
            _ when eventType.EndsWith("_KEY_INVALID", StringComparison.Ordinal) => (TimelineTone.Bad, "key"),
            _ when eventType.EndsWith("_NEEDS_ROTATION", StringComparison.Ordinal) => (TimelineTone.Turn, "key"),
            _ when eventType.Contains("CLUSTER", StringComparison.Ordinal) => (TimelineTone.Info, "server"),
            _ when eventType.Contains("KEY", StringComparison.Ordinal) => (TimelineTone.Info, "key"),
            _ => (TimelineTone.Plain, "pulse"),
        };

    /// <summary>The first sentence of a summary, which says what happened, and what follows it, which says why.</summary>
    public static (string What, string Why) Split(string summary) =>
        summary.IndexOf(". ", StringComparison.Ordinal) is var end and >= 0 ? (summary[..(end + 1)], summary[(end + 2)..]) : (summary, "");

    public static string Words(this AuditSource source) =>
        source switch
        {
            AuditSource.Portal => "Portal",
            AuditSource.Api => "API",
            _ => "Worker",
        };
}
