using Atlas.KmsPortal.AdminApi;
using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Simulator;

/// <summary>The network that Atlas puts a project's dedicated clusters into: one for each cloud and region, in Google Cloud one for all.</summary>
/// <param name="Region">Null in Google Cloud, where a network spans them.</param>
/// <param name="Cidr">The addresses in it.</param>
internal sealed record NetworkContainer(string Id, CloudProvider Provider, string? Region, string Cidr)
{
    /// <summary>The container that the first cluster there makes.</summary>
    public static NetworkContainer Of(string projectId, CloudProvider provider, string region) =>
        new(
            AtlasIds.From($"container/{projectId}/{provider}/{RegionOf(provider, region)}"),
            provider,
            RegionOf(provider, region),
            provider is CloudProvider.Gcp ? "192.168.0.0/18" : "192.168.248.0/21"
        );

    public static string? RegionOf(CloudProvider provider, string? region) => provider is CloudProvider.Gcp ? null : region;

    public bool IsAt(CloudProvider provider, string? region) => (Provider, Region) == (provider, RegionOf(provider, region));
}
