using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Data;

/// <summary>A simulated Azure subscription.</summary>
public sealed class AzureSubscriptionRow
{
    public required string Id { get; init; }
    public bool NetworkProviderRegistered { get; set; } = true;
}

/// <summary>A simulated key vault. Azure compares its names without case.</summary>
public sealed class VaultRow
{
    /// <summary>The lower-case resource id.</summary>
    public required string Id { get; init; }
    public required string SubscriptionId { get; init; }
    public required string ResourceGroupName { get; init; }
    public required string Name { get; init; }

    /// <summary>False while a firewall or an outage keeps Atlas out.</summary>
    public bool Reachable { get; set; } = true;

    /// <summary>False once the owner closed the vault to the public network.</summary>
    public bool PublicNetworkAccess { get; set; } = true;
}

/// <summary>One version of a simulated key: Azure Key Vault's, AWS KMS's or Google Cloud KMS's.</summary>
public sealed class CloudKeyRow
{
    /// <summary>The provider's identifier in lower case where the provider ignores case: a versioned key URL, a key ARN or id, a key version's resource name.</summary>
    public required string Id { get; init; }
    public CloudProvider Provider { get; init; }

    /// <summary>The vault (Azure) or region (AWS) that holds it.</summary>
    public required string Container { get; init; }
    public required string Name { get; init; }
    public required string Version { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public bool Enabled { get; set; } = true;
    public bool Deleted { get; set; }

    /// <summary>AWS: scheduled for deletion. Google: scheduled for destruction.</summary>
    public bool PendingDeletion { get; set; }
    public DateTimeOffset? NotBefore { get; set; }
    public DateTimeOffset? ExpiresAt { get; set; }

    /// <summary>AWS: the regions that hold the key, comma-separated; one for a single-region key.</summary>
    public string? ReplicaRegions { get; set; }
}

/// <summary>A simulated identity that Atlas signs in with: an app registration, an AWS access key or role, a Google service account.</summary>
public sealed class CloudCredentialRow
{
    /// <summary>Client id, role id, access key id or service account, with the provider in front.</summary>
    public required string Id { get; init; }
    public CloudProvider Provider { get; init; }

    /// <summary>A salted hash of the secret that is right; null for an identity without one.</summary>
    public string? SecretHash { get; set; }
    public DateTimeOffset? SecretExpiresAt { get; set; }

    /// <summary>True while the cloud refuses every secret, as after a wrong one was stored.</summary>
    public bool RefusesSecret { get; set; }

    /// <summary>False once the cloud's owner took the right to encrypt and decrypt away.</summary>
    public bool MayUseKey { get; set; } = true;
}
