using System.Collections.Frozen;

namespace Atlas.KmsPortal.Encryption;

/// <summary>Every region that Atlas deploys clusters to. The one place that knows region names.</summary>
public static partial class RegionCatalog
{
    // Lazy, because the order in which the parts of a partial class are initialized is not defined.
    private static readonly Lazy<FrozenDictionary<(CloudProvider, string), Region>> s_byName = new(() =>
        Enum.GetValues<CloudProvider>().SelectMany(Of).ToFrozenDictionary(region => (region.Provider, region.Name))
    );

    public static IReadOnlyList<Region> Of(CloudProvider provider) =>
        provider switch
        {
            CloudProvider.Azure => s_azure,
            CloudProvider.Aws => s_aws,
            CloudProvider.Gcp => s_gcp,
            _ => throw new ArgumentOutOfRangeException(nameof(provider), provider, "Not a cloud provider."),
        };

    /// <summary>The regions that a private endpoint for keys of <paramref name="provider"/> can be made in.</summary>
    public static IEnumerable<Region> WithPrivateEndpoints(CloudProvider provider) =>
        Of(provider).Where(region => region.OffersPrivateEndpoints);

    public static Region? Find(CloudProvider provider, string name) => s_byName.Value.GetValueOrDefault((provider, name));

    /// <summary>The region that somebody means who writes the cloud's own name or another spelling: northeurope, North Europe, us-east-1.</summary>
    public static Region? Meant(CloudProvider provider, string name)
    {
        var spelled = Letters(name);
        return spelled.Length == 0
            ? null
            : Of(provider).FirstOrDefault(region => Letters(region.ProviderName) == spelled || Letters(region.Name) == spelled);
    }

    private static string Letters(string name) => string.Concat(name.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();

    private static Region Azure(
        string name,
        string providerName,
        string location,
        string geography,
        bool privateEndpoints = true,
        bool recoveryOnly = false
    ) => new(CloudProvider.Azure, name, providerName, location, geography, privateEndpoints, recoveryOnly);

    private static Region Aws(
        string name,
        string providerName,
        string location,
        string geography,
        bool privateEndpoints = true,
        bool recoveryOnly = false
    ) => new(CloudProvider.Aws, name, providerName, location, geography, privateEndpoints, recoveryOnly);

    private static Region Gcp(string name, string providerName, string location, string geography) =>
        new(CloudProvider.Gcp, name, providerName, location, geography, OffersPrivateEndpoints: false, RecoveryOnly: false);
}
