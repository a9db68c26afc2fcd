using Atlas.KmsPortal.AdminApi;
using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Simulator.Api;

/// <summary>Finds what an address names, or refuses.</summary>
internal static class Lookups
{
    public static async Task<ProjectSnapshot> ProjectAsync(this IAtlasClient atlas, string groupId, CancellationToken cancellationToken) =>
        await atlas.FindProjectAsync(groupId, cancellationToken) ?? throw new AtlasApiException(AtlasErrors.GroupNotFound(groupId));

    public static Cluster ClusterNamed(this ProjectSnapshot project, string name) =>
        project.Cluster(name) ?? throw new AtlasApiException(AtlasErrors.ClusterNotFound(name, project.Id));
}
