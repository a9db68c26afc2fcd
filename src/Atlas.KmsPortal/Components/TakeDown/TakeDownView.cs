using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Components.TakeDown;

/// <summary>A step, and what it stands for.</summary>
/// <param name="Plan">What it will do; null once it is done.</param>
public sealed record StepView(TakeDownStep Step, Consequences? Plan);

/// <summary>An endpoint that is still there.</summary>
/// <param name="Losers">The clusters that then reach their key over the public network only.</param>
/// <param name="MayAskToDelete">Whether it can be deleted, now or as soon as Atlas allows.</param>
public sealed record EndpointLeft(PrivateEndpoint Endpoint, IReadOnlyList<string> Losers, bool MayAskToDelete);

/// <summary>What the take-down assistant shows.</summary>
/// <param name="Blocking">What stands in the way of the end now.</param>
/// <param name="Users">The clusters that still have to be switched to MongoDB's key.</param>
/// <param name="Moving">The clusters that are on their way to it.</param>
public sealed record TakeDownView(
    bool IsDone,
    IReadOnlyList<StepView> Steps,
    IReadOnlyList<string> Blocking,
    IReadOnlyList<EndpointLeft> Endpoints,
    IReadOnlyList<Cluster> Users,
    IReadOnlyList<Cluster> Moving
)
{
    /// <summary>The endpoints that "Delete all" is about.</summary>
    public IReadOnlyList<EndpointLeft> Deletable { get; } = [.. Endpoints.Where(left => left.MayAskToDelete)];

    public static TakeDownView Of(ProjectSnapshot project, CloudProvider provider)
    {
        var plan = TakeDownPlan.Of(project, provider);
        var clusters = project
            .ClustersUsing(provider)
            .ToLookup(cluster => cluster.Spec.KeyProvider == provider && cluster.State is not ClusterState.Deleting);
        return new(
            plan.IsDone,
            [
                .. plan.Steps.Select(step => new StepView(
                    step,
                    step.State is TakeDownState.Done ? null : TakeDownConsequences.Of(project, provider, step.Kind)
                )),
            ],
            plan.Blocking,
            [
                .. project
                    .EndpointsOf(provider)
                    .Select(endpoint => new EndpointLeft(
                        endpoint,
                        [.. PrivateNetworkingRules.ClustersDependingOn(project, endpoint).Select(cluster => cluster.Name)],
                        endpoint.Status is not EndpointStatus.Deleting && !endpoint.RemovalRequested
                    )),
            ],
            [.. clusters[true]],
            [.. clusters[false]]
        );
    }
}
