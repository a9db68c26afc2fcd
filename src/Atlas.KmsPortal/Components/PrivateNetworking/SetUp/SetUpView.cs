using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Components.PrivateNetworking.SetUp;

/// <summary>What was chosen on the set-up page, kept while the page is left.</summary>
/// <param name="AtRegions">Whether the step before the regions is behind: for AWS, replicating the key.</param>
public sealed record RegionChoice(IReadOnlyList<string> Regions, bool AtRegions)
{
    public RegionChoice Toggle(string region) =>
        this with
        {
            Regions = Regions.Contains(region) ? [.. Regions.Where(chosen => chosen != region)] : [.. Regions, region],
        };
}

/// <summary>What the set-up page shows.</summary>
/// <param name="NotReady">Why the set-up cannot begin at all.</param>
/// <param name="IsReplicating">Whether it is at AWS's step before the regions.</param>
/// <param name="Step">Of the stepper, from 0.</param>
/// <param name="Locked">Regions that have an endpoint already, each with its status: they stay, whatever is chosen.</param>
/// <param name="Shown">The regions that are ticked.</param>
/// <param name="Needed">Why Continue is refused.</param>
public sealed record SetUpView(
    string KeyPlace,
    IReadOnlyList<Blocker> NotReady,
    bool IsReplicating,
    int Step,
    IReadOnlyDictionary<string, string> Locked,
    IReadOnlySet<string> Shown,
    IReadOnlySet<string> UsedByClusters,
    string PrefillNote,
    RegionCoverage Coverage,
    IReadOnlyList<Blocker> Needed,
    Consequences Plan
)
{
    public bool IsCovered => Coverage.Covered == Coverage.Needed;

    public string CoverageNote => $"{Coverage.Covered} of {Words.Count(Coverage.Needed, "region")}";

    /// <param name="isDraft">Whether the choice is one that was left earlier.</param>
    public static SetUpView Of(ProjectSnapshot project, CloudProvider provider, RegionChoice choice, bool isDraft)
    {
        var chosen = choice.Regions.ToHashSet();
        var coverage = RegionCoverage.OfChoice(project, provider, chosen);
        var replicating = provider is CloudProvider.Aws && !choice.AtRegions;
        var locked = project
            .EndpointsOf(provider)
            .Where(endpoint => endpoint.IsLive && endpoint.Status is not EndpointStatus.Failed)
            .ToDictionary(endpoint => endpoint.Region, endpoint => $"has an endpoint, {endpoint.Status.Label()}");
        return new(
            KeyPlaces.Of(project, provider),
            PrivateNetworkingRules.MayBeginSetUp(project, provider),
            replicating,
            replicating || provider is CloudProvider.Azure ? 0 : 1,
            locked,
            chosen.Union(locked.Keys).ToHashSet(),
            coverage.Clusters.SelectMany(line => line.Cluster.RegionsOf()).ToHashSet(),
            PrefillNoteOf(coverage, provider, isDraft),
            coverage,
            RegionCoverage.StillNeeded(project, provider, chosen),
            Consequences.OfCreatingEndpoints(project, provider, chosen)
        );
    }

    private static string PrefillNoteOf(RegionCoverage coverage, CloudProvider provider, bool isDraft) =>
        (isDraft, coverage.Clusters.Count(line => line.Cluster.Spec.KeyProvider == provider)) switch
        {
            (true, _) => "As you left it",
            (_, 0) => "No cluster uses the key yet",
            (_, var clusters) => $"Filled in from {Words.Count(clusters, "cluster")}",
        };
}
