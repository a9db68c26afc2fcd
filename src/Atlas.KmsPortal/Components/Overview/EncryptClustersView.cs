using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Components.Overview;

/// <summary>A cluster that does not use the project's key.</summary>
/// <param name="WhyNot">Why it cannot now; null when it can.</param>
public sealed record ClusterChoice(Cluster Cluster, string? WhyNot);

/// <summary>The step that all the work before was for: the clusters that the key could encrypt, while it encrypts none.</summary>
public sealed record EncryptClustersView(CloudProvider Provider, IReadOnlyList<ClusterChoice> Clusters)
{
    public static EncryptClustersView? Of(ProjectSnapshot project, KeyProviderSettings settings) =>
        KeyProgress.IsReadyForFirstCluster(project, settings)
            ? new(
                settings.Provider,
                [
                    .. KeyProgress
                        .Candidates(project)
                        .Select(cluster => new ClusterChoice(
                            cluster,
                            ClusterEncryptionRules
                                .MayBecome(project, cluster, cluster.With(settings.Provider))
                                .Select(blocker => blocker.Message)
                                .FirstOrDefault()
                        )),
                ]
            )
            : null;

    /// <summary>Those of the chosen ones that still can, as they are now.</summary>
    public IReadOnlyList<Cluster> Chosen(IReadOnlySet<string> ids) =>
        [.. Clusters.Where(choice => choice.WhyNot is null && ids.Contains(choice.Cluster.Id)).Select(choice => choice.Cluster)];
}
