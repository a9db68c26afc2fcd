using Atlas.KmsPortal.Data;
using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Simulator;

/// <summary>By which ids the simulated clouds know vaults, keys and identities.</summary>
internal static class SimulatedClouds
{
    /// <summary>How long a client secret lasts that comes into being here, or is renewed: within Azure's limit of two years.</summary>
    public static readonly TimeSpan SecretLifetime = TimeSpan.FromDays(180);

    public static string VaultId(string subscriptionId, string resourceGroup, string vault) =>
        $"/subscriptions/{subscriptionId}/resourcegroups/{resourceGroup}/providers/microsoft.keyvault/vaults/{vault}".ToLowerInvariant();

    public static string? VaultId(AzureKeyVault settings) =>
        settings is { SubscriptionId: { } subscription, ResourceGroupName: { } group, KeyVaultName: { } vault }
            ? VaultId(subscription, group, vault)
            : null;

    /// <summary>The resource id of a vault as Azure writes it: its names to the letter.</summary>
    public static string ResourceId(VaultRow vault) => $"{ResourceGroupId(vault)}/providers/Microsoft.KeyVault/vaults/{vault.Name}";

    public static string ResourceGroupId(VaultRow vault) =>
        $"/subscriptions/{vault.SubscriptionId}/resourceGroups/{vault.ResourceGroupName}";

    public static string? SubscriptionId(AzureKeyVault settings) => settings.SubscriptionId?.ToLowerInvariant();

    public static string AzureKeyId(string vaultId, string name, string version) => $"{vaultId}/keys/{name}/{version}".ToLowerInvariant();

    /// <summary>Between which ids those of a key's versions lie: the next character after a slash is a 0.</summary>
    public static (string After, string Before) AzureVersionIds(string vaultId, string name)
    {
        var key = $"{vaultId}/keys/{name}".ToLowerInvariant();
        return ($"{key}/", $"{key}0");
    }

    public static string AwsKeyId(AwsKms settings) =>
        $"aws/{AwsKmsRules.AtlasRegionName(settings.Region ?? "")}/{settings.CustomerMasterKeyId}";

    public static string GoogleKeyId(GoogleCloudKms settings) => $"gcp/{settings.KeyVersionResourceId}";

    public static string? CredentialId(KeyProviderSettings settings) =>
        settings switch
        {
            { RoleId: { } role } => RoleCredentialId(settings.Provider, role),
            AzureKeyVault { ClientId: { } client } => $"AZURE/{client}".ToLowerInvariant(),
            AwsKms { AccessKeyId: { } key } => $"AWS/{key}",
            GoogleCloudKms { Enabled: true } gcp => $"GCP/{gcp.KeyVersionResourceId?.Split('/').ElementAtOrDefault(1)}",
            _ => null,
        };

    public static string RoleCredentialId(CloudProvider provider, string roleId) => $"{provider.AtlasName()}/role/{roleId}";

    /// <summary>Whether Atlas signs in as that identity with a role, and thus without a secret.</summary>
    public static bool IsRole(string credentialId) => credentialId.Contains("/role/", StringComparison.Ordinal);

    /// <summary>The id of the key that the settings name; null where they name a key of Azure without its version, or none.</summary>
    public static string? KeyId(KeyProviderSettings settings) =>
        settings switch
        {
            AzureKeyVault azure
                when VaultId(azure) is { } vaultId
                    && AzureKeyVaultRules.ParseKeyIdentifier(azure.KeyIdentifier) is { Version: { } version } parts => AzureKeyId(
                vaultId,
                parts.Name,
                version
            ),
            AwsKms { CustomerMasterKeyId: not null } aws => AwsKeyId(aws),
            GoogleCloudKms { KeyVersionResourceId: not null } gcp => GoogleKeyId(gcp),
            _ => null,
        };
}
