using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Data;

public sealed class OrganizationRow
{
    public required string Id { get; init; }
    public required string Name { get; set; }
}

/// <summary>A project with its encryption at rest. Secrets stand beside the settings, protected, and never in them.</summary>
public sealed class ProjectRow
{
    public required string Id { get; init; }
    public required string OrganizationId { get; init; }
    public required string Name { get; set; }
    public ProjectState State { get; set; }
    public DateTimeOffset Created { get; init; }

    /// <summary>Concurrency token; SQLite has no row version, so the writer counts it up.</summary>
    public int Version { get; set; } = 1;

    public AzureKeyVault AzureKeyVault { get; set; } = new();
    public AwsKms AwsKms { get; set; } = new();
    public GoogleCloudKms GoogleCloudKms { get; set; } = new();
    public bool EnabledForSearchNodes { get; set; }
    public string? AzureSecret { get; set; }
    public string? AwsSecret { get; set; }
    public string? GcpSecret { get; set; }
    public int KeyAgeAlertDays { get; set; } = 90;

    /// <summary>The key that the rotation alert was raised for, so that it is raised once.</summary>
    public string? RotationAlertedKey { get; set; }

    /// <summary>When the next periodic key check is due; null while no key service is enabled.</summary>
    public DateTimeOffset? NextKeyCheckAt { get; set; }
}

/// <summary>Something that Atlas keeps for a project and no rule is about, as the caller sent it.</summary>
public sealed class ProjectDocumentRow
{
    public required string ProjectId { get; init; }

    /// <summary>What it is: <c>tags</c>, <c>settings</c>, <c>limits</c>, <c>processArgs/{cluster}</c> …</summary>
    public required string Name { get; init; }
    public required string Json { get; set; }
}

/// <summary>A role of Cloud Provider Access.</summary>
public sealed class CloudProviderRoleRow
{
    public required string Id { get; init; }
    public required string ProjectId { get; init; }
    public CloudProvider Provider { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? AuthorizedAt { get; set; }
    public DateTimeOffset? LastUpdatedAt { get; set; }
    public string? AtlasAzureAppId { get; set; }
    public string? ServicePrincipalId { get; set; }
    public string? TenantId { get; set; }
    public string? AtlasAwsAccountArn { get; set; }
    public string? AtlasAssumedRoleExternalId { get; set; }
    public string? IamAssumedRoleArn { get; set; }
    public string? GcpServiceAccountForAtlas { get; set; }
}
