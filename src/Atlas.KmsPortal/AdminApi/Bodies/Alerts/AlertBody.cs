namespace Atlas.KmsPortal.AdminApi;

/// <summary>Something that somebody was to be told of.</summary>
/// <param name="Status"><c>OPEN</c>, <c>CLOSED</c> or <c>CANCELLED</c>.</param>
/// <param name="Resolved">When it ceased to hold; null while it is open.</param>
public sealed record AlertBody(
    string Id,
    string AlertConfigId,
    string EventTypeName,
    string Status,
    DateTimeOffset Created,
    DateTimeOffset Updated,
    DateTimeOffset? LastNotified,
    DateTimeOffset? Resolved,
    string GroupId,
    string OrgId,
    DateTimeOffset? AcknowledgedUntil,
    string? AcknowledgementComment,
    string? AcknowledgingUsername,
    IReadOnlyList<LinkBody> Links
);

/// <summary>Takes notice of an alert; without a time, takes that back.</summary>
public sealed record AcknowledgementBody(
    DateTimeOffset? AcknowledgedUntil = null,
    [property: LooksLike(FieldText.Note200, FieldText.Note200InWords)] string? AcknowledgementComment = null,
    bool? UnacknowledgeAlert = null
);
