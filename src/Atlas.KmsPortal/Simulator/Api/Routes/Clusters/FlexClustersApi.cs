using Atlas.KmsPortal.AdminApi;
using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Simulator.Api;

/// <summary>Flex clusters. They have nothing to encrypt with a key of one's own, and can be upgraded to what has.</summary>
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
        group
            .MapPost("/", CreateAsync)
            .Operation("createGroupFlexCluster", ApiPermission.ClusterCreator, s_versions, typeof(FlexClusterRequestBody))
            .Answers<FlexClusterBody>(201, s_versions);
        group
            .MapPatch("/{name}", UpdateAsync)
            .Operation("updateGroupFlexCluster", ApiPermission.ClusterManager, s_versions, typeof(FlexClusterChangeBody))
            .Answers<FlexClusterBody>(200, s_versions);
        group.MapDelete("/{name}", DeleteAsync).Operation("deleteGroupFlexCluster", ApiPermission.ProjectOwner, s_versions).Produces(204);
        routes
            .MapPost("/groups/{groupId}/flexClusters:tenantUpgrade", UpgradeAsync)
            .WithTags("Flex Clusters")
            .Operation("tenantGroupFlexClusterUpgrade", ApiPermission.ClusterManager, s_versions, typeof(ClusterBody))
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
    ) => request.Ok(Body(await FindAsync(groupId, name, atlas, cancellationToken), groupId, request));

    private static async Task<IResult> CreateAsync(
        string groupId,
        ApiRequest request,
        IAtlasClient atlas,
        CancellationToken cancellationToken
    )
    {
        var body = await request.ReadAsync<FlexClusterRequestBody>(cancellationToken);
        var made = await atlas.CreateClusterAsync(groupId, body.Name!, body.ToSpec(), request.Caller.Actor, cancellationToken);
        return request.Created(Body(made, groupId, request));
    }

    private static async Task<IResult> UpdateAsync(
        string groupId,
        string name,
        ApiRequest request,
        IAtlasClient atlas,
        SimulatedClusters clusters,
        CancellationToken cancellationToken
    )
    {
        await FindAsync(groupId, name, atlas, cancellationToken);
        var body = await request.ReadAsync<FlexClusterChangeBody>(cancellationToken);
        var changed = await clusters.OverwriteAsync(groupId, name, body.Over, request.Caller.Actor, cancellationToken);
        return request.Ok(Body(changed, groupId, request));
    }

    private static async Task<IResult> DeleteAsync(
        string groupId,
        string name,
        ApiRequest request,
        IAtlasClient atlas,
        CancellationToken cancellationToken
    )
    {
        await FindAsync(groupId, name, atlas, cancellationToken);
        await atlas.DeleteClusterAsync(groupId, name, request.Caller.Actor, cancellationToken);
        return request.NoContent();
    }

    private static async Task<IResult> UpgradeAsync(
        string groupId,
        ApiRequest request,
        IAtlasClient atlas,
        SimulatedClusters clusters,
        CancellationToken cancellationToken
    )
    {
        var body = await request.ReadAsync<ClusterBody>(cancellationToken);
        var name = TenantUpgrade.Needed(body.Name, "name");
        var flex = await FindAsync(groupId, name, atlas, cancellationToken);
        TenantUpgrade.Needed(body.ReplicationSpecs, "replicationSpecs");
        await clusters.OverwriteAsync(
            groupId,
            name,
            spec => TenantUpgrade.Dedicated(ClusterReader.Change(spec, body), name),
            request.Caller.Actor,
            cancellationToken
        );
        // Atlas shows what is upgraded, as it was.
        return request.Ok(Body(flex, groupId, request) with { StateName = ClusterWriter.StateName(ClusterState.Updating) });
    }

    private static async Task<Cluster> FindAsync(string groupId, string name, IAtlasClient atlas, CancellationToken cancellationToken)
    {
        var cluster = (await atlas.ProjectAsync(groupId, cancellationToken)).ClusterNamed(name);
        return cluster.IsFlex ? cluster : throw new AtlasApiException(AtlasErrors.ClusterNotFound(name, groupId));
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
            new FlexProviderBody(
                cluster.Spec.Regions[0].Provider.AtlasName(),
                "FLEX",
                cluster.Spec.Regions[0].Region,
                FlexClusterRequestBody.DiskSizeGb
            ),
            new FlexBackupBody(Enabled: true),
            cluster.Spec.TerminationProtection,
            "LTS",
            ClusterExtras.Read(cluster.Spec).Tags ?? [],
            [new LinkBody(request.Link($"/api/atlas/v2/groups/{groupId}/flexClusters/{cluster.Name}"), "self")]
        );
}
