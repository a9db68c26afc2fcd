using System.Text.Json.Serialization;

namespace Atlas.KmsPortal.AdminApi;

/// <summary>An entry of a project's or an organization's activity.</summary>
/// <param name="Username">The person who acted; null when a program or Atlas itself did.</param>
/// <param name="PublicKey">The API key that acted.</param>
/// <param name="Raw">Only for those who ask for it.</param>
public sealed record EventBody(
    string Id,
    DateTimeOffset Created,
    string EventTypeName,
    string? GroupId,
    string? OrgId,
    string? Username,
    string? PublicKey,
    IReadOnlyList<LinkBody> Links,
    RawEventBody? Raw = null
);

/// <summary>An event as Atlas keeps it, in its own short names.</summary>
/// <param name="Cid">The project's id.</param>
/// <param name="Cre">When it happened.</param>
public sealed record RawEventBody(
    [property: JsonPropertyName("_t")] string Kind,
    string Id,
    DateTimeOffset Cre,
    string Description,
    string? Cid,
    string? OrgId
);
