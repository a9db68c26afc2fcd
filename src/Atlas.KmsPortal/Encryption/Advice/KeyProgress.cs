namespace Atlas.KmsPortal.Encryption;

/// <summary>How far a project's encryption is. Three words, used everywhere.</summary>
public enum Progress
{
    Done,
    InProgress,
    NeedsAttention,
}

/// <summary>Decides when something is done, so that nothing looks finished before it is.</summary>
public static class KeyProgress
{
    public static Progress Of(ProjectSnapshot project) =>
        project.Encryption.Enabled.Any(settings => settings.Health.State is KeyState.Invalid or KeyState.Unreachable)
        || project.Clusters.Any(cluster => cluster.IsShutDown)
        || project.Endpoints.Any(endpoint => endpoint.Status is EndpointStatus.Failed)
            ? Progress.NeedsAttention
        : Moving(project).Count > 0 || project.Endpoints.Any(endpoint => endpoint.IsMoving) ? Progress.InProgress
        : Progress.Done;

    /// <summary>Whether the work is done that a key asks for, but for what it was all for: no cluster uses it, and one or more might.</summary>
    public static bool IsReadyForFirstCluster(ProjectSnapshot project, KeyProviderSettings settings) =>
        settings is { Enabled: true, Health.State: KeyState.Valid or KeyState.Unknown }
        && !project.ClustersUsing(settings.Provider).Any()
        && Candidates(project)
            .Any(cluster => ClusterEncryptionRules.MayBecome(project, cluster, cluster.With(settings.Provider)).Count == 0);

    /// <summary>Those that have not chosen a key of one's own and are big enough to.</summary>
    public static IEnumerable<Cluster> Candidates(ProjectSnapshot project) =>
        project.Clusters.Where(cluster => cluster is { IsShared: false, UsesOwnKey: false, State: not ClusterState.Deleting });

    /// <summary>Clusters whose nodes are on their way.</summary>
    public static IReadOnlyList<Cluster> Moving(ProjectSnapshot project) => [.. project.Clusters.Where(cluster => cluster.IsMoving)];

    /// <summary>What happens to a cluster that is moving: "orders is being encrypted with your key."</summary>
    public static string Sentence(Cluster cluster) =>
        cluster switch
        {
            { IsRotating: true } => $"{cluster.Name} is rotating to the new key.",
            { AppliedSpec: { } applied } when applied.KeyProvider != cluster.Spec.KeyProvider => cluster.UsesOwnKey
                ? $"{cluster.Name} is being encrypted with your key."
                : $"{cluster.Name} is switching to MongoDB’s key.",
            _ => $"{cluster.Name} is moving to private endpoints.",
        };
}
