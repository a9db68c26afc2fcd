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

    /// <summary>The tenant that its first user named; null where none did.</summary>
    public string? TenantId { get; set; }

    /// <summary>JSON of what else its owner has set: tags, access policies, network rules. Null as long as nothing is.</summary>
    public string? Document { get; set; }

    /// <summary>The identities, comma-separated, that lost the role to use keys here. Everybody else whom a project names has it.</summary>
    public string? RefusedIdentities { get; set; }
}

/// <summary>A role that the owner of a subscription, resource group, vault or key has assigned there.</summary>
public sealed class AzureRoleAssignmentRow
{
    /// <summary>The lower-case resource id.</summary>
    public required string Id { get; init; }

    /// <summary>The GUID that its maker chose, to the letter.</summary>
    public required string Name { get; init; }

    /// <summary>The resource that it is for, to the letter.</summary>
    public required string Scope { get; init; }

    /// <summary>The GUID of the role.</summary>
    public required string RoleId { get; init; }

    /// <summary>The object id of a service principal, person or group.</summary>
    public required string PrincipalId { get; init; }
    public required string PrincipalType { get; init; }
    public string? Description { get; set; }
    public required string CreatedBy { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
}

/// <summary>The service principal that somebody has created for an application in the simulated directory.</summary>
public sealed class AzureServicePrincipalRow
{
    /// <summary>The application's id, in lower case.</summary>
    public required string AppId { get; init; }

    public DateTimeOffset CreatedAt { get; init; }
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

    /// <summary>JSON of what else its owner has set: the name to the letter, operations, tags, rotation policy. Null as long as nothing is.</summary>
    public string? Document { get; set; }
}

/// <summary>A simulated identity that Atlas signs in with: an app registration, an AWS access key or role, a Google service account.</summary>
public sealed class CloudCredentialRow
{
    /// <summary>Client id, role id, access key id or service account, with the provider in front.</summary>
    public required string Id { get; init; }
    public CloudProvider Provider { get; init; }

    /// <summary>True while the cloud refuses every secret.</summary>
    public bool RefusesSecret { get; set; }

    /// <summary>True while a secret that the cloud has not seen is wrong, instead of becoming one more valid one.</summary>
    public bool RefusesUnknownSecrets { get; set; }

    /// <summary>False once the cloud's owner took the right to encrypt and decrypt away.</summary>
    public bool MayUseKey { get; set; } = true;
}

/// <summary>One of the secrets of an identity: an app registration holds several at once, each valid until its own end.</summary>
public sealed class CloudSecretRow
{
    /// <summary>A GUID, as Azure's secret ID. It tells nothing about the secret.</summary>
    public required string Id { get; init; }
    public required string CredentialId { get; init; }
    public required string Description { get; init; }

    /// <summary>A salt and what it makes of the secret, in hexadecimal. All secrets of an identity share the salt.</summary>
    public required string Hash { get; init; }
    public DateTimeOffset FirstSeenAt { get; set; }

    /// <summary>Null for a secret that does not end by itself.</summary>
    public DateTimeOffset? ExpiresAt { get; set; }

    /// <summary>Kept after its deletion: a secret that was deleted never becomes valid again.</summary>
    public bool Deleted { get; set; }
}
