using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Data;

/// <summary>Who did what, when, on which project, from where. Written in the same transaction as what it tells.</summary>
public sealed class AuditRow
{
    public long Id { get; init; }

    /// <summary>The event's id on the Admin API: 24 hexadecimal digits.</summary>
    public required string EventId { get; init; }
    public DateTimeOffset At { get; init; }
    public required string Actor { get; init; }
    public AuditSource Source { get; init; }
    public string? OrganizationId { get; init; }
    public string? ProjectId { get; init; }

    /// <summary>Atlas's event type name.</summary>
    public required string EventType { get; init; }
    public required string Summary { get; init; }

    /// <summary>JSON objects of the fields that changed, without secrets; null when there is nothing to compare.</summary>
    public string? Before { get; init; }
    public string? After { get; init; }
}
