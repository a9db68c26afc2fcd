using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Auditing;

/// <summary>Who did what, when, on which project, from where.</summary>
/// <param name="EventId">The event's id on the Admin API: 24 hexadecimal digits.</param>
/// <param name="EventType">Atlas's event type name.</param>
/// <param name="Before">A JSON object of the fields that changed, without secrets; null when there is nothing to compare.</param>
public sealed record AuditEntry(
    long Id,
    string EventId,
    DateTimeOffset At,
    string Actor,
    AuditSource Source,
    string? OrganizationId,
    string? ProjectId,
    string EventType,
    string Summary,
    string? Before,
    string? After
);
