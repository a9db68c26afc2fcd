using Atlas.KmsPortal.AdminApi;
using Atlas.KmsPortal.Auditing;
using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Simulator.Api;

/// <summary>What is read of and done to a cluster besides its configuration.</summary>
internal static class ClusterActionsApi
{
    private static readonly ResourceVersions s_schedule = ResourceVersions.Of("2023-01-01", "2024-08-05");

    public static void MapClusterActions(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/groups/{groupId}/clusters").WithTags("Clusters");

        group
            .MapPost("/{clusterName}/restartPrimaries", RestartAsync)
            .Operation("restartGroupClusterPrimaries", ApiPermission.ClusterManager)
            .Answers<EmptyBody>();
        group
            .MapGet("/{clusterName}/backup/schedule", ScheduleAsync)
            .Operation("getGroupClusterBackupSchedule", ApiPermission.ProjectReader, s_schedule)
            .Answers<BackupScheduleBody>(200, s_schedule);
        group
            .MapGet("/provider/regions", RegionsAsync)
            .Operation("listGroupClusterProviderRegions", ApiPermission.ProjectReader)
            .Asks("providers", "tier")
            .Answers<PageBody<ProviderRegionsBody>>();
    }

    // Every shard elects another primary. Nothing here has one, so it only leaves its trace.
    private static async Task<IResult> RestartAsync(
        string groupId,
        string clusterName,
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
                    throw new AtlasApiException(AtlasErrors.OnlyDedicated(clusterName, "Restarting primaries"));
                }

                if (cluster.Spec.Paused)
                {
                    throw new AtlasApiException(AtlasErrors.Paused(clusterName));
                }

                step.Record(AtlasEvents.FailoverRequested, work.Row, $"Cluster {clusterName} elects other primaries.");
            },
            cancellationToken
        );
        return request.Ok(new EmptyBody());
    }

    private static async Task<IResult> ScheduleAsync(
        string groupId,
        string clusterName,
        ApiRequest request,
        IAtlasClient atlas,
        SimulatedClock clock,
        CancellationToken cancellationToken
    )
    {
        var cluster = (await atlas.ProjectAsync(groupId, cancellationToken)).ClusterNamed(clusterName);
        return cluster is { IsShared: false, Spec.BackupEnabled: true }
            ? request.Ok(
                BackupScheduleBody.From(
                    cluster,
                    clock.GetUtcNow(),
                    request.SelfLink($"/groups/{groupId}/clusters/{clusterName}/backup/schedule")
                )
            )
            : throw new AtlasApiException(AtlasErrors.NoBackup(clusterName));
    }

    private static async Task<IResult> RegionsAsync(
        string groupId,
        ApiRequest request,
        IAtlasClient atlas,
        CancellationToken cancellationToken
    )
    {
        await atlas.ProjectAsync(groupId, cancellationToken);
        var asked = request.QueryList("providers");
        var providers = asked.Select(name => CloudProviders.FromAtlasName(name)).ToList();
        if (providers.Contains(null))
        {
            throw new AtlasApiException(AtlasErrors.InvalidQueryParameter("providers", "AWS, AZURE or GCP"));
        }

        IReadOnlyList<string> known = [ClusterTiers.Free, ClusterTiers.Flex, .. ClusterTiers.Dedicated];
        var tier = request.Query("tier");
        if (tier is not null && !known.Contains(tier))
        {
            throw new AtlasApiException(AtlasErrors.InvalidQueryParameter("tier", string.Join(", ", known)));
        }

        IReadOnlyList<string> tiers = tier is null ? ClusterTiers.Dedicated : [tier];
        return request.List([
            .. Enum.GetValues<CloudProvider>()
                .Where(provider => asked.Count == 0 || providers.Contains(provider))
                .Select(provider => new ProviderRegionsBody(
                    provider.AtlasName(),
                    [.. tiers.Select(name => new InstanceSizeBody(name, RegionsOf(provider)))]
                )),
        ]);
    }

    private static IReadOnlyList<AvailableRegionBody> RegionsOf(CloudProvider provider) =>
        [.. RegionCatalog.Of(provider).Select(region => new AvailableRegionBody(region.Name, region.Name == DefaultOf(provider)))];

    private static string DefaultOf(CloudProvider provider) =>
        provider switch
        {
            CloudProvider.Aws => "US_EAST_1",
            CloudProvider.Azure => "US_EAST_2",
            _ => "CENTRAL_US",
        };
}
