namespace Atlas.KmsPortal.Encryption;

/// <summary>A cloud: where clusters run, and whose key service holds a project's key.</summary>
public enum CloudProvider
{
    Azure,
    Aws,
    Gcp,
}

/// <summary>The names of a cloud: Atlas's on the wire, the key service's on a page.</summary>
public static class CloudProviders
{
    /// <summary><c>AZURE</c>, <c>AWS</c> or <c>GCP</c>, as the Admin API spells it.</summary>
    public static string AtlasName(this CloudProvider provider) =>
        provider switch
        {
            CloudProvider.Azure => "AZURE",
            CloudProvider.Aws => "AWS",
            CloudProvider.Gcp => "GCP",
            _ => throw new ArgumentOutOfRangeException(nameof(provider), provider, "Not a cloud provider."),
        };

    /// <summary>The label of Atlas's own page: "Azure Key Vault", "AWS KMS" or "Google Cloud KMS".</summary>
    public static string KeyServiceName(this CloudProvider provider) =>
        provider switch
        {
            CloudProvider.Azure => "Azure Key Vault",
            CloudProvider.Aws => "AWS KMS",
            CloudProvider.Gcp => "Google Cloud KMS",
            _ => throw new ArgumentOutOfRangeException(nameof(provider), provider, "Not a cloud provider."),
        };

    /// <summary>"Azure", "AWS" or "Google Cloud".</summary>
    public static string DisplayName(this CloudProvider provider) =>
        provider switch
        {
            CloudProvider.Azure => "Azure",
            CloudProvider.Aws => "AWS",
            CloudProvider.Gcp => "Google Cloud",
            _ => throw new ArgumentOutOfRangeException(nameof(provider), provider, "Not a cloud provider."),
        };

    public static CloudProvider? FromAtlasName(string? name) =>
        name switch
        {
            "AZURE" => CloudProvider.Azure,
            "AWS" => CloudProvider.Aws,
            "GCP" => CloudProvider.Gcp,
            _ => null,
        };

    /// <summary>Whether Atlas reaches this cloud's key service over private endpoints at all.</summary>
    public static bool OffersPrivateNetworking(this CloudProvider provider) => provider is CloudProvider.Azure or CloudProvider.Aws;
}
