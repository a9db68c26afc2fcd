namespace Atlas.KmsPortal.Encryption;

/// <summary>A cloud identity that Atlas may use (Cloud Provider Access).</summary>
/// <param name="Id">24 hexadecimal digits: what <c>roleId</c> names.</param>
/// <param name="AuthorizedAt">Null until the owner has finished the authorization (AWS: the IAM role's ARN).</param>
/// <param name="InUse">Whether the project's encryption at rest names it.</param>
public sealed record CloudProviderRole(
    string Id,
    CloudProvider Provider,
    DateTimeOffset CreatedAt,
    DateTimeOffset? AuthorizedAt,
    bool InUse,
    string? AtlasAzureAppId = null,
    string? ServicePrincipalId = null,
    string? TenantId = null,
    string? AtlasAwsAccountArn = null,
    string? AtlasAssumedRoleExternalId = null,
    string? IamAssumedRoleArn = null,
    string? GcpServiceAccountForAtlas = null,
    DateTimeOffset? LastUpdatedAt = null
)
{
    /// <summary>What its cloud calls it; Atlas's id until its owner has named it.</summary>
    public string Name => ServicePrincipalId ?? IamAssumedRoleArn ?? GcpServiceAccountForAtlas ?? Id;
}

/// <summary>What an owner gives to authorize a role.</summary>
public sealed record RoleRequest(
    CloudProvider Provider,
    string? AtlasAzureAppId = null,
    string? ServicePrincipalId = null,
    string? TenantId = null,
    string? IamAssumedRoleArn = null
);
