namespace Atlas.KmsPortal.AdminApi;

/// <summary>An entry of a project's activity.</summary>
/// <param name="Username">The person who acted; null when a program or Atlas itself did.</param>
/// <param name="PublicKey">The API key that acted.</param>
public sealed record EventBody(
    string Id,
    DateTimeOffset Created,
    string EventTypeName,
    string? GroupId,
    string? OrgId,
    string? Username,
    string? PublicKey,
    IReadOnlyList<LinkBody> Links
);
