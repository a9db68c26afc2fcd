namespace Atlas.KmsPortal.AdminApi;

/// <summary>A project: Atlas's API says group.</summary>
public sealed record GroupBody(
    [property: NeededField] string? Name,
    [property: NeededField] string? OrgId,
    [property: ReadOnlyField] string? Id = null,
    [property: ReadOnlyField] DateTimeOffset? Created = null,
    [property: ReadOnlyField] long? ClusterCount = null,
    [property: OneOf("COMMERCIAL_FEDRAMP_REGIONS_ONLY", "GOV_REGIONS_ONLY")] string? RegionUsageRestrictions = null,
    IReadOnlyList<TagBody>? Tags = null,
    [property: WriteOnlyField] bool? WithDefaultAlertsSettings = null,
    [property: ReadOnlyField] IReadOnlyList<LinkBody>? Links = null
);

public sealed record GroupUpdateBody(string? Name = null, IReadOnlyList<TagBody>? Tags = null, bool? WithDefaultAlertsSettings = null);

public sealed record OrganizationBody(
    string Name,
    string Id,
    bool IsDeleted,
    bool SkipDefaultAlertsSettings,
    IReadOnlyList<LinkBody> Links
);

/// <summary>A tag or a label.</summary>
public sealed record TagBody(
    [property: NeededField, LooksLike(FieldText.OneLine, FieldText.OneLineInWords)] string? Key,
    [property: NeededField, LooksLike(FieldText.OneLine, FieldText.OneLineInWords)] string? Value
);
