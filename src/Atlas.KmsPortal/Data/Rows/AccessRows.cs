namespace Atlas.KmsPortal.Data;

/// <summary>A person's role in an organization or a project.</summary>
public sealed class MembershipRow
{
    /// <summary>The scope of an owner of every organization, those included that come later.</summary>
    public const string EveryOrganization = "*";

    public required string UserId { get; init; }

    /// <summary>The organization's or the project's id.</summary>
    public required string ScopeId { get; init; }

    /// <summary><c>ORG_OWNER</c>, <c>GROUP_OWNER</c> or <c>GROUP_READ_ONLY</c>.</summary>
    public required string Role { get; init; }
}

/// <summary>An API key for digest authentication.</summary>
public sealed class ApiKeyRow
{
    public required string PublicKey { get; init; }
    public required string Description { get; set; }

    /// <summary>The protected digest HA1 values of the private key, MD5 and SHA-256.</summary>
    public required string ProtectedHa1 { get; set; }
    public DateTimeOffset CreatedAt { get; init; }
}

/// <summary>A service account for OAuth client credentials.</summary>
public sealed class ServiceAccountRow
{
    public required string ClientId { get; init; }
    public required string Description { get; set; }
    public required string SecretHash { get; set; }
    public DateTimeOffset CreatedAt { get; init; }
}

/// <summary>A role of an API key or service account in an organization or a project.</summary>
public sealed class ApiRoleRow
{
    /// <summary>The public key or the client id.</summary>
    public required string Principal { get; init; }
    public required string ScopeId { get; init; }
    public required string Role { get; init; }
}

/// <summary>An access token that was issued; only its hash is kept.</summary>
public sealed class AccessTokenRow
{
    public required string Hash { get; init; }
    public required string Principal { get; init; }
    public DateTimeOffset ExpiresAt { get; init; }
    public bool Revoked { get; set; }
}

/// <summary>An address from which an account, an API key or a service account was proved.</summary>
public sealed class KnownAddressRow
{
    /// <summary>The normalized e-mail address, the public key or the client id.</summary>
    public required string Account { get; init; }

    /// <summary>An IPv4 address, or an IPv6 network of 64 bits.</summary>
    public required string Network { get; init; }
    public required DateTimeOffset SeenAt { get; set; }
}
