namespace Atlas.KmsPortal.Encryption;

public enum TakeDownState
{
    /// <summary>Earlier steps come first.</summary>
    Waits,

    /// <summary>It can be done now.</summary>
    Ready,

    /// <summary>Atlas is at work.</summary>
    Running,
    Done,
}

/// <summary>What a step of the take-down is about.</summary>
public enum TakeDownStepKind
{
    RemoveEndpoints,
    DropKeyFromClusters,
    StopRequiringPrivateNetworking,
    Disable,
}

/// <param name="Progress">"1 of 3 gone", "2 clusters".</param>
public sealed record TakeDownStep(TakeDownStepKind Kind, string Title, TakeDownState State, string Progress);

/// <summary>
/// The way back to MongoDB's keys, in the order that Atlas requires. Derived from the project each time, so that it can be left
/// for days and gone on with by any owner.
/// </summary>
/// <param name="Blocking">What stands in the way of the end now.</param>
public sealed record TakeDownPlan(IReadOnlyList<TakeDownStep> Steps, IReadOnlyList<string> Blocking)
{
    public bool IsDone => Steps.All(step => step.State is TakeDownState.Done);

    public static TakeDownPlan Of(ProjectSnapshot project, CloudProvider provider)
    {
        var settings = project.Encryption[provider];
        var endpoints = project.EndpointsOf(provider).ToList();
        var users = project.ClustersUsing(provider).ToList();
        var deciding = users.Count(cluster => cluster.Spec.KeyProvider == provider && cluster.State is not ClusterState.Deleting);

        List<TakeDownStep> steps = [];
        if (provider.OffersPrivateNetworking())
        {
            steps.Add(
                new(
                    TakeDownStepKind.RemoveEndpoints,
                    "Delete the private endpoints",
                    endpoints.Count == 0 ? TakeDownState.Done
                        : endpoints.TrueForAll(endpoint => endpoint.Status is EndpointStatus.Deleting || endpoint.RemovalRequested)
                            ? TakeDownState.Running
                        : TakeDownState.Ready,
                    endpoints.Count == 0 ? "none left" : $"{Words.Count(endpoints.Count, "endpoint")} left"
                )
            );
        }

        steps.Add(
            new(
                TakeDownStepKind.DropKeyFromClusters,
                "Switch clusters back to MongoDB’s key",
                deciding > 0 ? TakeDownState.Ready
                    : users.Count > 0 ? TakeDownState.Running
                    : TakeDownState.Done,
                deciding > 0 ? Words.Count(deciding, "cluster")
                    : users.Count > 0 ? $"{Words.Count(users.Count, "cluster")} on the way"
                    : "no cluster uses it"
            )
        );
        if (provider.OffersPrivateNetworking())
        {
            steps.Add(
                new(
                    TakeDownStepKind.StopRequiringPrivateNetworking,
                    "Switch off Require Private Networking",
                    !settings.RequirePrivateNetworking ? TakeDownState.Done
                        : PrivateNetworkingRules.MayStopRequiring(project, provider).Count == 0 ? TakeDownState.Ready
                        : TakeDownState.Waits,
                    !settings.RequirePrivateNetworking ? "off"
                        : endpoints.Count > 0 ? "waiting for step 1"
                        : "ready"
                )
            );
        }

        var mayDisable = EncryptionRules.MayDisable(project, provider);
        steps.Add(
            new(
                TakeDownStepKind.Disable,
                "Switch off Encryption at Rest using your Key Management",
                !settings.Enabled ? TakeDownState.Done
                    : mayDisable.Count == 0 && !settings.RequirePrivateNetworking ? TakeDownState.Ready
                    : TakeDownState.Waits,
                !settings.Enabled ? "off"
                    : mayDisable.Count == 0 && !settings.RequirePrivateNetworking ? "ready"
                    : $"waiting for steps 1–{steps.Count}"
            )
        );
        return new(steps, settings.Enabled ? [.. mayDisable.Select(blocker => blocker.Message)] : []);
    }
}
