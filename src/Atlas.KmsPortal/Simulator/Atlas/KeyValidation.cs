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
    /// <param name="secret">The identity's secret that the project signs in with; null when it knows none like it, or needs none.</param>
    /// <param name="reachedPrivately">Whether an ACTIVE endpoint leads to the key.</param>
    /// <param name="isNew">Whether the key is being chosen now, when Atlas is stricter.</param>
    public static KeyHealth Check(
        CloudSide clouds,
        KeyProviderSettings settings,
        CloudSecretRow? secret,
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
            ProblemWithCredential(settings, clouds.CredentialOf(settings), secret, now)
            ?? ProblemWithAccess(clouds, settings)
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
                $"Key vault {azure.KeyVaultName} did not answer. Check its firewall and Azure’s service health."
            ),
            { PublicNetworkAccess: false } when !reachedPrivately => Because(
                $"Key vault {azure.KeyVaultName} is closed to the public network, and no private endpoint is ACTIVE. Open it, or approve an endpoint."
            ),
            _ => null,
        };

        KeyHealth Because(string message) => new(KeyState.Unreachable, now, AtlasCode.InvalidAzureApiRequest, message);
    }

    private static (string Code, string Message)? ProblemWithCredential(
        KeyProviderSettings settings,
        CloudCredentialRow? credential,
        CloudSecretRow? secret,
        DateTimeOffset now
    )
    {
        var code = settings.Provider switch
        {
            CloudProvider.Azure => AtlasCode.InvalidAzureCredentials,
            CloudProvider.Aws => settings.UsesRole ? AtlasCode.CannotAssumeRole : AtlasCode.InvalidAwsCredentials,
            _ => AtlasCode.InvalidGoogleCloudCredentials,
        };
        return (credential, secret) switch
        {
            (null, _) => (code, "The cloud doesn’t know the credentials. Enter them again."),
            ({ RefusesSecret: true }, _) => (code, "The cloud refuses the credentials. Check the IDs and enter the current secret."),
            (_, null or { Deleted: true }) when !settings.UsesRole => (
                code,
                settings is AzureKeyVault
                    ? "AADSTS7000215: Invalid client secret provided. Enter the value, not the ID, of a client secret of this app registration."
                    : "The cloud doesn’t know this secret. Enter the current one."
            ),
            (_, { ExpiresAt: { } end }) when end <= now => (
                code,
                $"The client secret expired on {end:d MMMM yyyy}. Create a new one in Azure and enter it, or use a service principal."
            ),
            _ => null,
        };
    }

    private static (string Code, string Message)? ProblemWithAccess(CloudSide clouds, KeyProviderSettings settings)
    {
        if (clouds.CredentialOf(settings) is { MayUseKey: false })
        {
            return (
                AtlasCode.NoPermissionToEncryptDecrypt,
                "The identity may not encrypt and decrypt with the key. Restore its key permissions get, encrypt and decrypt."
            );
        }

        return
            settings is AzureKeyVault azure
            && clouds.VaultOf(azure) is { } vault
            && VaultAccess.IsRefused(vault, SimulatedClouds.CredentialId(settings)!)
            ? (
                AtlasCode.NoPermissionToEncryptDecrypt,
                $"No role lets the identity encrypt and decrypt with the keys of {vault.Name}. Assign Key Vault Crypto User to it there."
            )
            : null;
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
                AtlasCode.AzureKeyVaultKeyNotFound,
                "The key or this version of it does not exist in the vault. Recover it if it was deleted, or correct the Key Identifier."
            ),
            (CloudProvider.Azure, { Enabled: false }) => (
                AtlasCode.AzureKeyVaultKeyNotEnabled,
                "The key is disabled in the vault. Enable it there."
            ),
            (CloudProvider.Azure, { ExpiresAt: { } end }) when end <= now => (
                AtlasCode.AzureKeyVaultKeyExpired,
                $"The key expired on {end:d MMMM yyyy}. Set a later expiry date in the vault, or use a new version."
            ),
            (CloudProvider.Azure, { ExpiresAt: { } end }) when isNew && end <= now + s_expiringWithin => (
                AtlasCode.AzureKeyVaultKeyExpiring,
                "The key expires within 48 hours. Set a later expiry date in the vault, or use a new version."
            ),
            (CloudProvider.Azure, { NotBefore: { } start }) when start > now => (
                AtlasCode.AzureKeyVaultKeyNotActive,
                $"The key is not valid before {start:d MMMM yyyy HH:mm} UTC. Wait, or change its activation date in the vault."
            ),
            (CloudProvider.Aws, null or { Deleted: true }) => (
                AtlasCode.AwsCustomerMasterKeyNotFound,
                "AWS KMS has no such key in this region. Correct the Customer Master Key ID or the region."
            ),
            (CloudProvider.Aws, { PendingDeletion: true }) => (
                AtlasCode.AwsKmsCustomerMasterKeyPendingDeletion,
                "The key is scheduled for deletion. Cancel the deletion in AWS KMS."
            ),
            (CloudProvider.Aws, { Enabled: false }) => (
                AtlasCode.AwsKmsCustomerMasterKeyNotEnabled,
                "The key is disabled in AWS KMS. Enable it there."
            ),
            (CloudProvider.Gcp, null) => (
                AtlasCode.GoogleCloudKmsKeyVersionNotFound,
                "Google Cloud KMS has no such key version. Correct the resource ID."
            ),
            (CloudProvider.Gcp, { Deleted: true }) => (
                AtlasCode.GoogleCloudKmsKeyVersionDestroyed,
                "The key version is destroyed. Use another version."
            ),
            (CloudProvider.Gcp, { PendingDeletion: true }) => (
                AtlasCode.GoogleCloudKmsKeyVersionDestroyScheduled,
                "The key version is scheduled for destruction. Restore it in Google Cloud."
            ),
            (CloudProvider.Gcp, { Enabled: false }) => (
                AtlasCode.GoogleCloudKmsKeyVersionDisabled,
                "The key version is disabled. Enable it in Google Cloud."
            ),
            _ => null,
        };
}
