using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Components.Clusters;

/// <summary>What the list of a project's clusters shows.</summary>
/// <param name="WouldBeDisabled">As long as nothing is required yet; afterwards they are shut down, which is said of each.</param>
public sealed record ClustersView(IReadOnlyList<ClusterRow> Rows, IReadOnlyList<string> WouldBeDisabled)
{
    /// <param name="timeline">What happened to the clusters, newest last.</param>
    /// <param name="openId">The cluster whose history is shown.</param>
    public static ClustersView Of(
        ProjectSnapshot project,
        ProjectRole role,
        IReadOnlyList<TimelineEntry> timeline,
        string? openId,
        DateTimeOffset now
    )
    {
        var entries = timeline.ToLookup(entry => entry.SubjectId);
        return new(
            [
                .. project.Clusters.Select(cluster =>
                    ClusterRow.Of(project, cluster, role is ProjectRole.Owner, [.. entries[cluster.Id]], cluster.Id == openId, now)
                ),
            ],
            project.Encryption.Enabled.Any(settings => settings.Provider.OffersPrivateNetworking())
                ?
                [
                    .. PrivateNetworkingRules
                        .ClustersToBeDisabled(project)
                        .Where(cluster => !cluster.IsShutDown)
                        .Select(cluster => cluster.Name),
                ]
                : []
        );
    }
}
