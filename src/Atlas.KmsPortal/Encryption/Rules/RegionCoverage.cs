namespace Atlas.KmsPortal.Encryption;

/// <summary>How one region of one cluster stands.</summary>
public enum Coverage
{
    /// <summary>The cluster has no node there.</summary>
    NotUsed,
    Covered,
    Missing,

    /// <summary>An endpoint is on its way; nobody has to do anything.</summary>
    OnItsWay,

    /// <summary>An endpoint waits for approval.</summary>
    YourTurn,

    /// <summary>An endpoint without a cluster.</summary>
    Spare,

    /// <summary>The cluster does not use the project's key.</summary>
    NotYourKey,
}

/// <summary>A cluster's line in the coverage table.</summary>
/// <param name="ByRegion">One cell for each of <see cref="RegionCoverage.Columns"/>.</param>
/// <param name="Matters">Whether a missing region stops the set-up: the cluster spans regions or uses the key.</param>
public sealed record ClusterCoverage(Cluster Cluster, IReadOnlyDictionary<string, Coverage> ByRegion, bool Matters);

/// <summary>Which regions of which clusters have a way to the key, and which still need one.</summary>
/// <param name="Columns">Regions of clusters and regions chosen, in order.</param>
/// <param name="Spare">Regions chosen that no cluster runs in.</param>
public sealed record RegionCoverage(IReadOnlyList<string> Columns, IReadOnlyList<ClusterCoverage> Clusters, IReadOnlyList<string> Spare)
{
    /// <summary>How many regions clusters run in: each once, however many clusters there are.</summary>
    public int Needed => Regions(cell => cell is not Coverage.NotUsed);

    public int Covered => Regions(cell => cell is Coverage.Covered or Coverage.OnItsWay or Coverage.YourTurn);

    public int Ready => Regions(cell => cell is Coverage.Covered);

    /// <summary>The table for a choice of regions on the set-up page: chosen counts as covered.</summary>
    public static RegionCoverage OfChoice(ProjectSnapshot project, CloudProvider provider, IReadOnlySet<string> selected) =>
        Of(
            project,
            provider,
            Everything(project, provider, selected),
            region => selected.Contains(region) || HasLive(project, provider, region) ? Coverage.Covered : Coverage.Missing
        );

    /// <summary>The table for the endpoints that exist: only ACTIVE ones cover.</summary>
    public static RegionCoverage OfEndpoints(ProjectSnapshot project, CloudProvider provider) =>
        project.Derived((typeof(RegionCoverage), provider), snapshot => Work(snapshot, provider));

    private int Regions(Func<Coverage, bool> counts) => Columns.Count(region => Clusters.Any(cluster => counts(cluster.ByRegion[region])));

    private static RegionCoverage Work(ProjectSnapshot project, CloudProvider provider) =>
        Of(
            project,
            provider,
            Everything(project, provider, project.EndpointsOf(provider).Where(e => e.IsLive).Select(e => e.Region)),
            region =>
                project.LiveEndpointIn(provider, region) switch
                {
                    null or { Status: EndpointStatus.Failed } => Coverage.Missing,
                    { Status: EndpointStatus.Active } => Coverage.Covered,
                    { NeedsApproval: true } => Coverage.YourTurn,
                    _ => Coverage.OnItsWay,
                }
        );

    /// <summary>The regions that the set-up page starts with: those of the clusters that use the key already.</summary>
    public static IReadOnlySet<string> Prefill(ProjectSnapshot project, CloudProvider provider) =>
        Eligible(project, provider)
            .Where(cluster => cluster.Spec.KeyProvider == provider)
            .SelectMany(cluster => cluster.RegionsOf())
            .Where(region => PrivateNetworkingRules.RegionProblem(provider, region) is null)
            .ToHashSet();

    /// <summary>
    /// Which cluster still needs which region. A multi-region cluster stops opening its files in any region that cannot reach
    /// the vault, so an endpoint in the preferred region alone is not enough.
    /// </summary>
    public static IReadOnlyList<Blocker> StillNeeded(ProjectSnapshot project, CloudProvider provider, IReadOnlySet<string> selected)
    {
        var coverage = OfChoice(project, provider, selected);
        var missing = coverage.Columns.Select(region =>
            (
                Region: region,
                Clusters: coverage
                    .Clusters.Where(line => line.Matters && line.ByRegion[region] is Coverage.Missing)
                    .Select(line => line.Cluster)
                    .ToList()
            )
        );
        List<Blocker> blockers =
        [
            .. missing.Where(item => item.Clusters.Count > 0).Select(item => Missing(provider, item.Region, item.Clusters)),
        ];
        if (blockers.Count == 0 && selected.Count == 0 && !project.EndpointsOf(provider).Any(endpoint => endpoint.IsLive))
        {
            blockers.Add(new(AtlasCode.RegionNotSelected, "No region selected", "Select at least one region."));
        }

        return blockers;
    }

    private static Blocker Missing(CloudProvider provider, string region, IReadOnlyList<Cluster> clusters)
    {
        var first = clusters[0];
        var others = clusters.Skip(1).Select(cluster => cluster.Name).ToList();
        var message =
            $"{first.Name} runs in {Words.List(first.RegionsOf())}. Every region of {(first.IsMultiRegion ? "a multi-region cluster" : "a cluster that uses the key")} needs an endpoint, or its nodes there cannot open their data."
            + (others.Count > 0 ? $" {Words.List(others)} {Words.Verb(others.Count, "runs", "run")} there too." : "");
        return PrivateNetworkingRules.RegionProblem(provider, region) is { } problem
            ? new(
                AtlasCode.RegionNotSelected,
                problem.Title,
                $"{message} {problem.Message} Move the cluster out of {region} first.",
                Parameters: [region]
            )
            : new(
                AtlasCode.RegionNotSelected,
                $"{region} is missing",
                message,
                Parameters: [region],
                Remedy: new(RemedyKind.AddRegion, $"Add {region}", region)
            );
    }

    private static RegionCoverage Of(
        ProjectSnapshot project,
        CloudProvider provider,
        IReadOnlyList<string> columns,
        Func<string, Coverage> coverageOf
    )
    {
        var clusters = Eligible(project, provider)
            .Select(cluster => new ClusterCoverage(
                cluster,
                columns.ToDictionary(
                    region => region,
                    region => cluster.RegionsOf().Contains(region) ? coverageOf(region) : Coverage.NotUsed
                ),
                cluster.IsMultiRegion || cluster.Spec.KeyProvider == provider
            ))
            .ToList();
        var used = clusters.SelectMany(line => line.Cluster.RegionsOf()).ToHashSet();
        return new(columns, clusters, [.. columns.Where(region => !used.Contains(region))]);
    }

    /// <summary>Clusters that can use the key over private networking: dedicated, in this cloud only.</summary>
    private static IEnumerable<Cluster> Eligible(ProjectSnapshot project, CloudProvider provider) =>
        project.Clusters.Where(cluster =>
            !cluster.IsShared && !cluster.RunsOutside(provider) && cluster.State is not ClusterState.Deleting
        );

    private static IReadOnlyList<string> Everything(ProjectSnapshot project, CloudProvider provider, IEnumerable<string> more) =>
        [.. Eligible(project, provider).SelectMany(cluster => cluster.RegionsOf()).Concat(more.Order(StringComparer.Ordinal)).Distinct()];

    private static bool HasLive(ProjectSnapshot project, CloudProvider provider, string region) =>
        project.LiveEndpointIn(provider, region) is { Status: not EndpointStatus.Failed };
}
