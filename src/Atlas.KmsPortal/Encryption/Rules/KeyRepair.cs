namespace Atlas.KmsPortal.Encryption;

/// <summary>What brings a key back that Atlas cannot use, by what its key service answered.</summary>
public static class KeyRepair
{
    /// <summary>The words on the button that leads there: what is done, not where it is.</summary>
    public static string LabelOf(KeyProviderSettings settings) =>
        settings.Health switch
        {
            { State: KeyState.Unreachable } => "Check the vault",
            { Code: AtlasCode.InvalidAzureCredentials or AtlasCode.InvalidAwsCredentials or AtlasCode.InvalidGoogleCloudCredentials }
                when !settings.UsesRole => "Replace the secret",
            { Code: AtlasCode.InvalidAzureCredentials or AtlasCode.InvalidAwsCredentials or AtlasCode.InvalidGoogleCloudCredentials } =>
                "Restore the access",
            _ => "Restore the key",
        };
}
