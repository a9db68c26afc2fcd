namespace Atlas.KmsPortal.Encryption;

/// <summary>A change to a project's encryption at rest. What is null stays as it is.</summary>
public sealed record EncryptionChange(
    AzureKeyVaultChange? AzureKeyVault = null,
    AwsKmsChange? AwsKms = null,
    GoogleCloudKmsChange? GoogleCloudKms = null,
    bool? EnabledForSearchNodes = null
);

/// <summary>What every key service's change has. Secrets pass through and are never kept in a record that is stored or shown.</summary>
public abstract record KeyProviderChange
{
    public bool? Enabled { get; init; }
    public string? RoleId { get; init; }
    public bool? RequirePrivateNetworking { get; init; }

    /// <summary>A new secret. An empty text is none: clients send it for a field that nobody filled in.</summary>
    public string? Secret
    {
        get;
        init => field = string.IsNullOrWhiteSpace(value) ? null : value;
    }
}

/// <inheritdoc cref="AzureKeyVault"/>
public sealed record AzureKeyVaultChange : KeyProviderChange
{
    public string? AzureEnvironment { get; init; }
    public string? ClientId { get; init; }
    public string? TenantId { get; init; }
    public string? SubscriptionId { get; init; }
    public string? ResourceGroupName { get; init; }
    public string? KeyVaultName { get; init; }
    public string? KeyIdentifier { get; init; }
}

/// <inheritdoc cref="AwsKms"/>
public sealed record AwsKmsChange : KeyProviderChange
{
    public string? AccessKeyId { get; init; }
    public string? CustomerMasterKeyId { get; init; }
    public string? Region { get; init; }
}

/// <inheritdoc cref="GoogleCloudKms"/>
public sealed record GoogleCloudKmsChange : KeyProviderChange
{
    public string? KeyVersionResourceId { get; init; }
}
