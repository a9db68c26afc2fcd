using Atlas.KmsPortal.AdminApi;
using Atlas.KmsPortal.Auditing;
using Atlas.KmsPortal.Data;

namespace Atlas.KmsPortal.Simulator.Api;

/// <summary>Holds a cluster's feature compatibility version while its MongoDB version moves on.</summary>
internal static class PinnedVersionApi
{
    private static readonly ResourceVersions s_versions = ResourceVersions.Of("2024-05-30");

    // As Atlas allows.
    private static readonly TimeSpan s_longest = TimeSpan.FromDays(28);

    public static void MapPinnedVersion(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/groups/{groupId}/clusters").WithTags("Clusters");

        group
            .MapPost("/{clusterName}:pinFeatureCompatibilityVersion", PinAsync)
            .Operation(
                "pinGroupClusterFeatureCompatibilityVersion",
                ApiPermission.ClusterManager,
                s_versions,
                takes: typeof(PinnedVersionBody)
            )
            .Produces(204);
        group
            .MapPost("/{clusterName}:unpinFeatureCompatibilityVersion", UnpinAsync)
            .Operation("unpinGroupClusterFeatureCompatibilityVersion", ApiPermission.ClusterManager, s_versions)
            .Produces(204);
    }

    private static async Task<IResult> PinAsync(
        string groupId,
        string clusterName,
        ApiRequest request,
        SimulatorStore store,
        SimulatedClock clock,
        CancellationToken cancellationToken
    )
    {
        var now = clock.GetUtcNow();
        var until = (await request.ReadAsync<PinnedVersionBody>(cancellationToken)).ExpirationDate ?? now + s_longest;
        if (until <= now || until > now + s_longest)
        {
            throw new AtlasApiException(
                AtlasErrors.InvalidField("expirationDate", "expirationDate must be in the future and within four weeks.")
            );
        }

        return await ChangeAsync(groupId, clusterName, until, request, store, cancellationToken);
    }

    private static Task<IResult> UnpinAsync(
        string groupId,
        string clusterName,
        ApiRequest request,
        SimulatorStore store,
        CancellationToken cancellationToken
    ) => ChangeAsync(groupId, clusterName, until: null, request, store, cancellationToken);

    private static async Task<IResult> ChangeAsync(
        string groupId,
        string clusterName,
        DateTimeOffset? until,
        ApiRequest request,
        SimulatorStore store,
        CancellationToken cancellationToken
    )
    {
        await store.WriteAsync(
            request.Caller.Actor,
            async step =>
            {
                var work = await step.ProjectAsync(groupId, cancellationToken);
                var cluster = work.Snapshot().ClusterNamed(clusterName);
                if (cluster.IsShared)
                {
                    throw new AtlasApiException(AtlasErrors.OnlyDedicated(clusterName, "Pinning the feature compatibility version"));
                }

                if (cluster.Spec.Paused)
                {
                    throw new AtlasApiException(AtlasErrors.Paused(clusterName));
                }

                var wasPinned = ClusterExtras.Read(cluster.Spec).FeatureCompatibilityVersionExpirationDate is not null;
                if (until is null && !wasPinned)
                {
                    return;
                }

                Row(work, clusterName).Spec = ClusterExtras.Pin(cluster.Spec, until);
                step.Record(
                    until is null ? AtlasEvents.FcvUnfixed
                        : wasPinned ? AtlasEvents.FcvExpirationDateUpdated
                        : AtlasEvents.FcvFixed,
                    work.Row,
                    until is null
                        ? $"Cluster {clusterName} no longer holds its feature compatibility version."
                        : $"Cluster {clusterName} holds its feature compatibility version until {until:d MMMM yyyy}."
                );
            },
            cancellationToken
        );
        return request.NoContent();
    }

    private static ClusterRow Row(ProjectWork work, string clusterName) => work.Clusters.Single(row => row.Name == clusterName);
}
