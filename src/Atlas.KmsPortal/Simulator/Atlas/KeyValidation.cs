using Atlas.KmsPortal.Data;
using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Simulator;

/// <summary>Asks the simulated cloud to encrypt and decrypt a test value, as Atlas asks the real one.</summary>
internal static class KeyValidation
{
    /// <summary>A key that ends within this time is refused when it is chosen. Source: Atlas's error AZURE_KEY_VAULT_KEY_EXPIRING.</summary>
    private static readonly TimeSpan s_expiringWithin = TimeSpan.FromHours(48);

    /// <param name="clouds">With what the settings name loaded.</param>
    /// <param name="settings">Enabled settings.</param>
    /// <param name="isSecret">Whether the secret to sign in with is the one with that hash.</param>
    /// <param name="reachedPrivately">Whether an ACTIVE endpoint leads to the key.</param>
    /// <param name="isNew">Whether the key is being chosen now, when Atlas is stricter.</param>
    public static KeyHealth Check(
        CloudSide clouds,
        KeyProviderSettings settings,
        Func<string, bool> isSecret,
        bool reachedPrivately,
        bool isNew,
        DateTimeOffset now
    )
    {
        if (Unreachable(clouds, settings, reachedPrivately, now) is { } unreachable)
        {
            return unreachable;
        }

        var problem =
            ProblemWithCredential(settings, clouds.CredentialOf(settings), isSecret, now)
            ?? ProblemWithKey(settings.Provider, clouds.KeyOf(settings), isNew, now);
        return problem is null ? new(KeyState.Valid, now) : new(KeyState.Invalid, now, problem.Value.Code, problem.Value.Message);
    }

    private static KeyHealth? Unreachable(CloudSide clouds, KeyProviderSettings settings, bool reachedPrivately, DateTimeOffset now)
    {
        if (settings is not AzureKeyVault azure)
        {
            return null;
        }

        return clouds.VaultOf(azure) switch
        {
            { Reachable: false } => Because(
                $"Key vault {azure.KeyVaultName} did not answer. Check its firewall and Azure's service health."
            ),
            { PublicNetworkAccess: false } when !reachedPrivately => Because(
                $"Key vault {azure.KeyVaultName} is closed to the public network, and no private endpoint is ACTIVE. Open it, or approve an endpoint."
            ),
            _ => null,
        };

        KeyHealth Because(string message) => new(KeyState.Unreachable, now, "INVALID_AZURE_API_REQUEST", message);
    }

    private static (string Code, string Message)? ProblemWithCredential(
        KeyProviderSettings settings,
        CloudCredentialRow? credential,
        Func<string, bool> isSecret,
        DateTimeOffset now
    )
    {
        var code = settings.Provider switch
        {
            CloudProvider.Azure => "INVALID_AZURE_CREDENTIALS",
            CloudProvider.Aws => settings.UsesRole ? "CANNOT_ASSUME_ROLE" : "INVALID_AWS_CREDENTIALS",
            _ => "INVALID_GOOGLE_CLOUD_CREDENTIALS",
        };
        return credential switch
        {
            null => (code, "The credentials are not known to the cloud. Give them again."),
            { RefusesSecret: true } => (code, "The cloud refuses the credentials. Check the ids and give a secret that is right."),
            { SecretExpiresAt: { } end } when end <= now && !settings.UsesRole => (
                code,
                $"The client secret ended on {end:d MMMM yyyy}. Make a new one in Azure and put it in, or use a service principal."
            ),
            { SecretHash: { } hash } when !settings.UsesRole && !isSecret(hash) => (
                code,
                "The secret is no longer the right one. Give the newest."
            ),
            { MayUseKey: false } => (
                "NO_PERMISSION_TO_ENCRYPT_DECRYPT",
                "The identity may not encrypt and decrypt with the key. Give it the key permissions get, encrypt and decrypt back."
            ),
            _ => null,
        };
    }

    private static (string Code, string Message)? ProblemWithKey(
        CloudProvider provider,
        CloudKeyRow? key,
        bool isNew,
        DateTimeOffset now
    ) =>
        (provider, key) switch
        {
            (CloudProvider.Azure, null or { Deleted: true }) => (
                "AZURE_KEY_VAULT_KEY_NOT_FOUND",
                "The key or this version of it does not exist in the vault. Recover it if it was deleted, or correct the Key Identifier."
            ),
            (CloudProvider.Azure, { Enabled: false }) => (
                "AZURE_KEY_VAULT_KEY_NOT_ENABLED",
                "The key is disabled in the vault. Enable it there."
            ),
            (CloudProvider.Azure, { ExpiresAt: { } end }) when end <= now => (
                "AZURE_KEY_VAULT_KEY_EXPIRED",
                $"The key expired on {end:d MMMM yyyy}. Set a later expiry date in the vault, or use a new version."
            ),
            (CloudProvider.Azure, { ExpiresAt: { } end }) when isNew && end <= now + s_expiringWithin => (
                "AZURE_KEY_VAULT_KEY_EXPIRING",
                "The key expires within 48 hours. Set a later expiry date in the vault, or use a new version."
            ),
            (CloudProvider.Azure, { NotBefore: { } start }) when start > now => (
                "AZURE_KEY_VAULT_KEY_NOT_ACTIVE",
                $"The key is not valid before {start:d MMMM yyyy HH:mm} UTC. Wait, or change its activation date in the vault."
            ),
            (CloudProvider.Aws, null or { Deleted: true }) => (
                "AWS_CUSTOMER_MASTER_KEY_NOT_FOUND",
                "AWS KMS has no such key in this region. Correct the Customer Master Key ID or the region."
            ),
            (CloudProvider.Aws, { PendingDeletion: true }) => (
                "AWS_KMS_CUSTOMER_MASTER_KEY_PENDING_DELETION",
                "The key is scheduled for deletion. Cancel the deletion in AWS KMS."
            ),
            (CloudProvider.Aws, { Enabled: false }) => (
                "AWS_KMS_CUSTOMER_MASTER_KEY_NOT_ENABLED",
                "The key is disabled in AWS KMS. Enable it there."
            ),
            (CloudProvider.Gcp, null) => (
                "GOOGLE_CLOUD_KMS_KEY_VERSION_NOT_FOUND",
                "Google Cloud KMS has no such key version. Correct the resource id."
            ),
            (CloudProvider.Gcp, { Deleted: true }) => (
                "GOOGLE_CLOUD_KMS_KEY_VERSION_DESTROYED",
                "The key version is destroyed. Use another version."
            ),
            (CloudProvider.Gcp, { PendingDeletion: true }) => (
                "GOOGLE_CLOUD_KMS_KEY_VERSION_DESTROY_SCHEDULED",
                "The key version is scheduled for destruction. Restore it in Google Cloud."
            ),
            (CloudProvider.Gcp, { Enabled: false }) => (
                "GOOGLE_CLOUD_KMS_KEY_VERSION_DISABLED",
                "The key version is disabled. Enable it in Google Cloud."
            ),
            _ => null,
        };
}
