using Atlas.KmsPortal.AdminApi;
using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Simulator.Api;

/// <summary>Clusters, in the shapes of three years.</summary>
internal static class ClustersApi
{
    private static readonly ResourceVersions s_read = ResourceVersions.Of("2023-01-01", "2023-02-01", "2024-08-05");
    private static readonly ResourceVersions s_write = ResourceVersions.Of("2023-01-01", "2023-02-01", "2024-08-05", "2024-10-23");
    private static readonly ResourceVersions s_delete = ResourceVersions.Of("2023-01-01", "2023-02-01");
    private static readonly DateOnly s_advanced = s_read.Dates[1];
    private static readonly DateOnly s_newest = s_read.Dates[2];

    public static void MapClusters(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/groups/{groupId}/clusters").WithTags("Clusters");

        group
            .MapGet("/", ListAsync)
            .Operation("listGroupClusters", ApiPermission.ProjectReader, s_read)
            .AsksWhether("includeDeletedWithRetainedBackups")
            .Answers<PageBody<ClusterBody>>(200, s_read);
        group
            .MapPost("/", CreateAsync)
            .Operation("createGroupCluster", ApiPermission.ClusterCreator, s_write, typeof(ClusterBody))
            .Answers<ClusterBody>(201, s_write);
        group
            .MapGet("/{clusterName}", GetAsync)
            .Operation("getGroupCluster", ApiPermission.ProjectReader, s_read)
            .Answers<ClusterBody>(200, s_read);
        group
            .MapPatch("/{clusterName}", UpdateAsync)
            .Operation("updateGroupCluster", ApiPermission.ClusterManager, s_write, typeof(ClusterBody))
            .Answers<ClusterBody>(200, s_write);
        group
            .MapDelete("/{clusterName}", DeleteAsync)
            .Operation("deleteGroupCluster", ApiPermission.ProjectOwner, s_delete)
            .AsksWhether("retainBackups")
            .Answers<object>(202, s_delete);
    }

    private static async Task<IResult> ListAsync(
        string groupId,
        ApiRequest request,
        IAtlasClient atlas,
        CancellationToken cancellationToken
    )
    {
        _ = request.QueryFlag("includeDeletedWithRetainedBackups");
        var project = await atlas.ProjectAsync(groupId, cancellationToken);
        return request.List([.. project.Clusters.Where(cluster => !cluster.IsFlex).Select(cluster => Shape(cluster, groupId, request))]);
    }

    private static async Task<IResult> GetAsync(
        string groupId,
        string clusterName,
        ApiRequest request,
        IAtlasClient atlas,
        CancellationToken cancellationToken
    ) => request.Ok(Shape(await FindAsync(groupId, clusterName, atlas, cancellationToken), groupId, request));

    private static async Task<IResult> CreateAsync(
        string groupId,
        ApiRequest request,
        IAtlasClient atlas,
        CancellationToken cancellationToken
    )
    {
        var body = await ReadAsync(request, current: null, cancellationToken);
        RefuseUnequal(body.ReplicationSpecs, body.Name, request);
        var made = await atlas.CreateClusterAsync(
            groupId,
            body.Name ?? "",
            ClusterReader.Create(body),
            request.Caller.Actor,
            cancellationToken
        );
        return request.Created(Shape(made, groupId, request));
    }

    private static async Task<IResult> UpdateAsync(
        string groupId,
        string clusterName,
        ApiRequest request,
        IAtlasClient atlas,
        SimulatedClusters clusters,
        CancellationToken cancellationToken
    )
    {
        var project = await atlas.ProjectAsync(groupId, cancellationToken);
        var cluster = project.ClusterNamed(clusterName);
        var body = await ReadAsync(request, ClusterWriter.Write(cluster, groupId, []), cancellationToken);
        if (cluster.IsShared)
        {
            // The pages upgrade such a cluster; the API has operations of their own for that.
            AtlasRefusedException.ThrowIfAny(
                ClusterReader.Change(cluster.Spec, body).KeyProvider is { } key
                    ? ClusterEncryptionRules.MayUseKey(project, cluster.Spec, key)
                    : [ClusterRules.TenantUnchangeable(cluster)]
            );
        }

        RefuseUnequal(ClusterWriter.Write(cluster, groupId, []).ReplicationSpecs, clusterName, request);
        RefuseUnequal(body.ReplicationSpecs, clusterName, request);
        if (body.Name is { } name && name != clusterName)
        {
            throw new AtlasApiException(AtlasErrors.ReadOnlyAttribute("name", "A cluster keeps its name."));
        }

        var changed = await clusters.OverwriteAsync(
            groupId,
            clusterName,
            spec => ClusterReader.Change(spec, body),
            request.Caller.Actor,
            cancellationToken
        );
        return request.Ok(Shape(changed, groupId, request));
    }

    private static async Task<IResult> DeleteAsync(
        string groupId,
        string clusterName,
        ApiRequest request,
        IAtlasClient atlas,
        CancellationToken cancellationToken
    )
    {
        _ = request.QueryFlag("retainBackups");
        var cluster = await FindAsync(groupId, clusterName, atlas, cancellationToken);
        AtlasRefusedException.ThrowIfAny(cluster.State is ClusterState.Deleting ? [ClusterRules.BeingDeleted(clusterName)] : []);
        await atlas.DeleteClusterAsync(groupId, clusterName, request.Caller.Actor, cancellationToken);
        return request.Accepted(new object());
    }

    private static async Task<Cluster> FindAsync(
        string groupId,
        string clusterName,
        IAtlasClient atlas,
        CancellationToken cancellationToken
    )
    {
        var cluster = (await atlas.ProjectAsync(groupId, cancellationToken)).ClusterNamed(clusterName);
        return cluster.IsFlex ? throw new AtlasApiException(AtlasErrors.FlexInClusterApi) : cluster;
    }

    /// <summary>The body in the newest shape, whichever it was written in.</summary>
    private static async Task<ClusterBody> ReadAsync(ApiRequest request, ClusterBody? current, CancellationToken cancellationToken)
    {
        if (request.BodyVersion >= s_newest)
        {
            return await request.ReadAsync<ClusterBody>(cancellationToken);
        }

        if (request.BodyVersion >= s_advanced)
        {
            var advanced = await request.ReadAsync<AdvancedClusterBody>(cancellationToken);
            return (current is null ? advanced : advanced.Over(current)).Newest();
        }

        var legacy = await request.ReadAsync<LegacyClusterBody>(cancellationToken);
        return (current is null ? legacy : legacy.Over(current)).Newest();
    }

    // Before anything is changed: an answer that cannot be given must not follow a change that was made.
    private static void RefuseUnequal(IReadOnlyList<ReplicationSpecBody>? shards, string? name, ApiRequest request)
    {
        if (
            (request.Version < s_newest || request.BodyVersion < s_newest)
            && shards is { Count: > 0 }
            && !ClusterHardware.IsSymmetric(shards)
        )
        {
            throw new AtlasApiException(AtlasErrors.AsymmetricShards(name ?? ""));
        }
    }

    private static object Shape(Cluster cluster, string groupId, ApiRequest request)
    {
        var self = request.Link($"/api/atlas/v2/groups/{groupId}/clusters/{cluster.Name}");
        var body = ClusterWriter.Write(
            cluster,
            groupId,
            [
                new LinkBody(self, "self"),
                new LinkBody($"{self}/backup/restoreJobs", "https://cloud.mongodb.com/restoreJobs"),
                new LinkBody($"{self}/backup/snapshots", "https://cloud.mongodb.com/snapshots"),
            ]
        );
        RefuseUnequal(body.ReplicationSpecs, cluster.Name, request);
        return request.Version >= s_newest ? body
            : request.Version >= s_advanced ? body.AsOf20230201()
            : body.AsOf20230101();
    }
}
