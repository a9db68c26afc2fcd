namespace Atlas.KmsPortal.Encryption;

/// <summary>What each step of the take-down will do, told before it is done.</summary>
public static class TakeDownConsequences
{
    public static Consequences Of(ProjectSnapshot project, CloudProvider provider, TakeDownStepKind kind) =>
        kind switch
        {
            TakeDownStepKind.RemoveEndpoints => OfRemoving(
                project,
                [.. project.EndpointsOf(provider).Where(endpoint => endpoint.Status is not EndpointStatus.Deleting)]
            ),
            TakeDownStepKind.DropKeyFromClusters => Together([
                .. project.Clusters.Where(cluster => cluster.Spec.KeyProvider == provider).Select(cluster => OfDropping(project, cluster)),
            ]),
            TakeDownStepKind.StopRequiringPrivateNetworking => OfSaving(
                project,
                project.Encryption[provider] with
                {
                    RequirePrivateNetworking = false,
                }
            ),
            _ => OfSaving(project, project.Encryption[provider] with { Enabled = false, RequirePrivateNetworking = false }),
        };

    /// <summary>Of removing several endpoints.</summary>
    public static Consequences OfRemoving(ProjectSnapshot project, IReadOnlyList<PrivateEndpoint> endpoints) =>
        Together([.. endpoints.Select(endpoint => Consequences.OfRemoving(project, endpoint))]);

    /// <summary>Of one cluster's going back to MongoDB's key.</summary>
    public static Consequences OfDropping(ProjectSnapshot project, Cluster cluster) =>
        Consequences.OfCluster(project, cluster, cluster.Name, cluster.Spec with { KeyProvider = null }) with
        {
            Undo = "Can be undone: the cluster may use your key again, and is then re-encrypted once more.",
        };

    private static Consequences OfSaving(ProjectSnapshot project, KeyProviderSettings after) =>
        Consequences.OfSave(project, project.Encryption.With(after));

    private static Consequences Together(IReadOnlyList<Consequences> all) =>
        new(
            [.. all.SelectMany(one => one.Steps).Distinct()],
            [.. all.SelectMany(one => one.ApiCalls)],
            [.. all.SelectMany(one => one.Affected).Distinct().Order(StringComparer.Ordinal)],
            all.Select(one => one.Undo).FirstOrDefault(undo => undo is not null)
        );
}
