namespace Atlas.KmsPortal.Encryption;

/// <summary>What Atlas found when it last tried the key.</summary>
public enum KeyState
{
    /// <summary>Not tried yet; over private networking the data nodes try later.</summary>
    Unknown,
    Valid,

    /// <summary>The key or the credentials are refused. Clusters that use it are shut down.</summary>
    Invalid,

    /// <summary>The key service did not answer. Running clusters go on; Atlas raises an alert.</summary>
    Unreachable,
}

/// <summary>The result of a validation.</summary>
/// <param name="Code">Atlas's error code, for example <c>AZURE_KEY_VAULT_KEY_EXPIRED</c>; null when valid.</param>
/// <param name="Message">A sentence a person can act on.</param>
public sealed record KeyHealth(KeyState State, DateTimeOffset? CheckedAt = null, string? Code = null, string? Message = null)
{
    public static KeyHealth Unknown { get; } = new(KeyState.Unknown);
}

/// <summary>A project's configuration for one key service. Never holds a secret, only when one was set.</summary>
public abstract record KeyProviderSettings
{
    public abstract CloudProvider Provider { get; }

    public bool Enabled { get; init; }

    /// <summary>The Cloud Provider Access role that Atlas signs in with; null with static credentials.</summary>
    public string? RoleId { get; init; }

    /// <summary>Always false for Google Cloud KMS, which Atlas reaches over the public network only.</summary>
    public bool RequirePrivateNetworking { get; init; }

    /// <summary>When the stored secret was set; null when there is none.</summary>
    public DateTimeOffset? SecretChangedAt { get; init; }

    /// <summary>When the stored secret ends, where Atlas can know.</summary>
    public DateTimeOffset? SecretExpiresAt { get; init; }

    /// <summary>When the key identifier in use was set: its age is what the rotation alert counts.</summary>
    public DateTimeOffset? KeySince { get; init; }

    public KeyHealth Health { get; init; } = KeyHealth.Unknown;

    /// <summary>The one identifier that names the key: a vault URL, an ARN or key id, or a resource name.</summary>
    public abstract string? KeyName { get; }

    public bool UsesRole => RoleId is not null;

    public bool HasSecret => SecretChangedAt is not null;
}

/// <summary>Azure Key Vault. Field names are the Admin API's, in .NET's casing.</summary>
public sealed record AzureKeyVault : KeyProviderSettings
{
    public override CloudProvider Provider => CloudProvider.Azure;

    public string? AzureEnvironment { get; init; }
    public string? ClientId { get; init; }
    public string? TenantId { get; init; }
    public string? SubscriptionId { get; init; }
    public string? ResourceGroupName { get; init; }
    public string? KeyVaultName { get; init; }
    public string? KeyIdentifier { get; init; }

    public override string? KeyName => KeyIdentifier;
}

/// <summary>AWS KMS. Field names are the Admin API's, in .NET's casing.</summary>
public sealed record AwsKms : KeyProviderSettings
{
    public override CloudProvider Provider => CloudProvider.Aws;

    public string? AccessKeyId { get; init; }
    public string? CustomerMasterKeyId { get; init; }
    public string? Region { get; init; }

    public override string? KeyName => CustomerMasterKeyId;
}

/// <summary>Google Cloud KMS. Field names are the Admin API's, in .NET's casing.</summary>
public sealed record GoogleCloudKms : KeyProviderSettings
{
    public override CloudProvider Provider => CloudProvider.Gcp;

    public string? KeyVersionResourceId { get; init; }

    public override string? KeyName => KeyVersionResourceId;
}
