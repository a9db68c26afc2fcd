namespace Atlas.KmsPortal.AdminApi;

/// <summary>A team of an organization.</summary>
/// <param name="Usernames">Of its members; shown when it is made, listed at its own route afterwards.</param>
public sealed record TeamBody(
    [property: NeededField, LooksLike(FieldText.OneLine, FieldText.OneLineInWords)] string? Name,
    IReadOnlyList<string>? Usernames = null,
    [property: ReadOnlyField] string? Id = null,
    [property: ReadOnlyField] IReadOnlyList<LinkBody>? Links = null
);

/// <summary>The roles that a team has in a project.</summary>
public sealed record TeamRoleBody(
    [property: NeededField, LooksLike("[0-9a-f]{24}", "24 hexadecimal digits, 0-9 and a-f")] string? TeamId,
    [property: NeededField] IReadOnlyList<string>? RoleNames,
    [property: ReadOnlyField] IReadOnlyList<LinkBody>? Links = null
);

public sealed record TeamRoleChangeBody(
    [property: NeededField] IReadOnlyList<string>? RoleNames,
    [property: ReadOnlyField] string? TeamId = null,
    [property: ReadOnlyField] IReadOnlyList<LinkBody>? Links = null
);
