using System.Text.Json.Serialization;

namespace Atlas.KmsPortal.AdminApi;

/// <summary>Who may sign in to the databases of a project. The password is taken and forgotten: there is no database to sign in to.</summary>
public sealed record DatabaseUserBody
{
    [NeededField, OneOf("admin", "$external")]
    public string? DatabaseName { get; init; }

    [NeededField, LooksLike(FieldText.OneLine, FieldText.OneLineInWords)]
    public string? Username { get; init; }

    [WriteOnlyField, LooksLike(FieldText.Password, FieldText.PasswordInWords)]
    public string? Password { get; init; }
    public IReadOnlyList<DatabaseRoleBody>? Roles { get; init; }
    public IReadOnlyList<UserScopeBody>? Scopes { get; init; }
    public IReadOnlyList<TagBody>? Labels { get; init; }

    [LooksLike(FieldText.Note100, FieldText.Note100InWords)]
    public string? Description { get; init; }
    public DateTimeOffset? DeleteAfterDate { get; init; }

    [JsonPropertyName("awsIAMType"), OneOf("NONE", "USER", "ROLE")]
    public string? AwsIamType { get; init; }

    [OneOf("NONE", "GROUP", "USER")]
    public string? LdapAuthType { get; init; }

    [OneOf("NONE", "IDP_GROUP", "USER")]
    public string? OidcAuthType { get; init; }

    [JsonPropertyName("x509Type"), OneOf("NONE", "CUSTOMER", "MANAGED")]
    public string? X509Type { get; init; }

    [ReadOnlyField]
    public string? GroupId { get; init; }

    [ReadOnlyField]
    public IReadOnlyList<LinkBody>? Links { get; init; }

    /// <summary>Whether the user signs in some other way than with a password.</summary>
    [JsonIgnore]
    public bool SignsInElsewhere => new[] { AwsIamType, LdapAuthType, OidcAuthType, X509Type }.Any(type => type is not (null or "NONE"));

    /// <summary>The user as Atlas keeps it: everything said, and no password.</summary>
    public DatabaseUserBody Kept() =>
        this with
        {
            Password = null,
            Roles = Roles ?? [],
            Scopes = Scopes ?? [],
            Labels = Labels ?? [],
            AwsIamType = AwsIamType ?? "NONE",
            LdapAuthType = LdapAuthType ?? "NONE",
            OidcAuthType = OidcAuthType ?? "NONE",
            X509Type = X509Type ?? "NONE",
            GroupId = null,
            Links = null,
        };
}

/// <summary>What may be changed of a database user: the fields that are sent.</summary>
public sealed record DatabaseUserChangeBody
{
    public string? DatabaseName { get; init; }
    public string? Username { get; init; }

    [WriteOnlyField, LooksLike(FieldText.Password, FieldText.PasswordInWords)]
    public string? Password { get; init; }
    public IReadOnlyList<DatabaseRoleBody>? Roles { get; init; }
    public IReadOnlyList<UserScopeBody>? Scopes { get; init; }
    public IReadOnlyList<TagBody>? Labels { get; init; }

    [LooksLike(FieldText.Note100, FieldText.Note100InWords)]
    public string? Description { get; init; }
    public DateTimeOffset? DeleteAfterDate { get; init; }

    [JsonPropertyName("awsIAMType"), OneOf("NONE", "USER", "ROLE")]
    public string? AwsIamType { get; init; }

    [OneOf("NONE", "GROUP", "USER")]
    public string? LdapAuthType { get; init; }

    [OneOf("NONE", "IDP_GROUP", "USER")]
    public string? OidcAuthType { get; init; }

    [JsonPropertyName("x509Type"), OneOf("NONE", "CUSTOMER", "MANAGED")]
    public string? X509Type { get; init; }

    [ReadOnlyField]
    public string? GroupId { get; init; }

    [ReadOnlyField]
    public IReadOnlyList<LinkBody>? Links { get; init; }

    public DatabaseUserBody Over(DatabaseUserBody user) =>
        user with
        {
            Roles = Roles ?? user.Roles,
            Scopes = Scopes ?? user.Scopes,
            Labels = Labels ?? user.Labels,
            Description = Description ?? user.Description,
            DeleteAfterDate = DeleteAfterDate ?? user.DeleteAfterDate,
            AwsIamType = AwsIamType ?? user.AwsIamType,
            LdapAuthType = LdapAuthType ?? user.LdapAuthType,
            OidcAuthType = OidcAuthType ?? user.OidcAuthType,
            X509Type = X509Type ?? user.X509Type,
        };
}

public sealed record DatabaseRoleBody(
    [property: NeededField, LooksLike(FieldText.OneLine, FieldText.OneLineInWords)] string? RoleName,
    [property: NeededField, LooksLike(FieldText.OneLine, FieldText.OneLineInWords)] string? DatabaseName,
    string? CollectionName = null
);

/// <summary>A cluster or another thing of the project that the user may reach, where it may not reach all of them.</summary>
public sealed record UserScopeBody(
    [property: NeededField, LooksLike(FieldText.OneLine, FieldText.OneLineInWords)] string? Name,
    [property: NeededField, OneOf("CLUSTER", "DATA_LAKE", "STREAM")] string? Type
);
