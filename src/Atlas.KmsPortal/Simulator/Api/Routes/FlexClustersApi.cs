using Atlas.KmsPortal.AdminApi;
using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Simulator.Api;

/// <summary>Flex clusters, to look at: they have nothing to encrypt with a key of one's own.</summary>
internal static class FlexClustersApi
{
    private static readonly ResourceVersions s_versions = ResourceVersions.Of("2024-11-13");

    public static void MapFlexClusters(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/groups/{groupId}/flexClusters").WithTags("Flex Clusters");

        group
            .MapGet("/", ListAsync)
            .Operation("listGroupFlexClusters", ApiPermission.ProjectReader, s_versions)
            .Answers<PageBody<FlexClusterBody>>(200, s_versions);
        group
            .MapGet("/{name}", GetAsync)
            .Operation("getGroupFlexCluster", ApiPermission.ProjectReader, s_versions)
            .Answers<FlexClusterBody>(200, s_versions);
    }

    private static async Task<IResult> ListAsync(
        string groupId,
        ApiRequest request,
        IAtlasClient atlas,
        CancellationToken cancellationToken
    )
    {
        var project = await atlas.ProjectAsync(groupId, cancellationToken);
        return request.List([.. project.Clusters.Where(cluster => cluster.IsFlex).Select(cluster => Body(cluster, groupId, request))]);
    }

    private static async Task<IResult> GetAsync(
        string groupId,
        string name,
        ApiRequest request,
        IAtlasClient atlas,
        CancellationToken cancellationToken
    )
    {
        var cluster = (await atlas.ProjectAsync(groupId, cancellationToken)).ClusterNamed(name);
        return cluster.IsFlex
            ? request.Ok(Body(cluster, groupId, request))
            : throw new AtlasApiException(AtlasErrors.ClusterNotFound(name, groupId));
    }

    private static FlexClusterBody Body(Cluster cluster, string groupId, ApiRequest request) =>
        new(
            cluster.Name,
            cluster.Id,
            groupId,
            "REPLICASET",
            ClusterWriter.StateName(cluster.State),
            cluster.CreatedAt,
            cluster.Spec.MongoDbMajorVersion + ".4",
            ClusterWriter.ConnectionStrings(cluster),
            new FlexProviderBody(cluster.Spec.Regions[0].Provider.AtlasName(), "FLEX", cluster.Spec.Regions[0].Region, 5),
            new FlexBackupBody(Enabled: true),
            cluster.Spec.TerminationProtection,
            "LTS",
            [],
            [new LinkBody(request.Link($"/api/atlas/v2/groups/{groupId}/flexClusters/{cluster.Name}"), "self")]
        );
}
