using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Components.Overview;

/// <summary>The parts of a key's identifier that people know it by.</summary>
internal static class KeyWords
{
    /// <summary>The vault, or the service where there is no vault.</summary>
    public static string Place(KeyProviderSettings settings) =>
        settings is AzureKeyVault { KeyVaultName: { } vault } ? vault : settings.Provider.KeyServiceName();

    public static string? Name(KeyProviderSettings settings) =>
        settings switch
        {
            AzureKeyVault azure => AzureKeyVaultRules.ParseKeyIdentifier(azure.KeyIdentifier)?.Name,
            // projects/{}/locations/{}/keyRings/{}/cryptoKeys/{}/cryptoKeyVersions/{}
            GoogleCloudKms gcp => gcp.KeyVersionResourceId?.Split('/').ElementAtOrDefault(7),
            _ => settings.KeyName?.Split('/')[^1],
        };

    public static string? Version(KeyProviderSettings settings) =>
        settings switch
        {
            AzureKeyVault azure => AzureKeyVaultRules.ParseKeyIdentifier(azure.KeyIdentifier) is { } parts
                ? parts.Version ?? "newest"
                : null,
            GoogleCloudKms gcp => gcp.KeyVersionResourceId?.Split('/').ElementAtOrDefault(9),
            _ => null,
        };
}
