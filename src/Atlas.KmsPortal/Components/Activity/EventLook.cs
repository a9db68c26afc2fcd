using Atlas.KmsPortal.Auditing;
using Atlas.KmsPortal.Components.Shared;
using Atlas.KmsPortal.Components.Shared.Progress;
using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Components.Activity;

/// <summary>What kind of event it is, at a glance.</summary>
public static class EventLook
{
    /// <param name="eventType">One of <see cref="AtlasEvents"/>, or another of Atlas's.</param>
    public static (TimelineTone Tone, string Icon) Of(string eventType) =>
        eventType switch
        {
            AtlasEvents.ConfigurationUpdated => (TimelineTone.Info, Glyph.Pencil),
            AtlasEvents.ValidationSucceeded or AtlasEvents.ConfigIsValid => (TimelineTone.Good, Glyph.Shield),
            AtlasEvents.ValidationFailed or AtlasEvents.ConfigNoLongerValid => (TimelineTone.Bad, Glyph.Shield),
            AtlasEvents.NetworkAccessDenied => (TimelineTone.Turn, Glyph.Globe),
            AtlasEvents.NetworkAccessRestored => (TimelineTone.Good, Glyph.Globe),
            AtlasEvents.EndpointStatusChanged => (TimelineTone.Info, Glyph.Plug),
            AtlasEvents.AzureConnectionChanged or AtlasEvents.AzureKeyChanged => (TimelineTone.Plain, Glyph.Vault),
            AtlasEvents.SimulatorChanged => (TimelineTone.Plain, Glyph.Simulated),
            AtlasEvents.ClusterShutDown => (TimelineTone.Bad, Glyph.Power),
            AtlasEvents.ClusterRestored or AtlasEvents.ClusterReady or AtlasEvents.ClusterUpdateCompleted => (
                TimelineTone.Good,
                Glyph.Server
            ),
            _ when eventType.EndsWith("_CREATED", StringComparison.Ordinal) || eventType.EndsWith("_ADDED", StringComparison.Ordinal) => (
                TimelineTone.Plain,
                Glyph.Plus
            ),
            _ when eventType.EndsWith("_DELETED", StringComparison.Ordinal) => (TimelineTone.Plain, Glyph.Trash),
            _ when eventType.EndsWith("_KEY_VALID", StringComparison.Ordinal) => (TimelineTone.Good, Glyph.Key),
            _ when eventType.EndsWith("_KEY_INVALID", StringComparison.Ordinal) => (TimelineTone.Bad, Glyph.Key),
            _ when eventType.EndsWith("_NEEDS_ROTATION", StringComparison.Ordinal) => (TimelineTone.Turn, Glyph.Key),
            _ when eventType.Contains("CLUSTER", StringComparison.Ordinal) => (TimelineTone.Info, Glyph.Server),
            _ when eventType.Contains("KEY", StringComparison.Ordinal) => (TimelineTone.Info, Glyph.Key),
            _ => (TimelineTone.Plain, Glyph.Pulse),
        };

    /// <summary>The first sentence of a summary, which says what happened, and what follows it, which says why.</summary>
    public static (string What, string Why) Split(string summary) =>
        summary.IndexOf(". ", StringComparison.Ordinal) is var end and >= 0 ? (summary[..(end + 1)], summary[(end + 2)..]) : (summary, "");

    public static string Words(this AuditSource source) =>
        source switch
        {
            AuditSource.Portal => "Portal",
            AuditSource.Api => "API",
            AuditSource.CommandLine => "Command line",
            _ => "Worker",
        };
}
