using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Tests.Encryption.Rules;

public sealed class RegionCoverageTests
{
    [Fact]
    public void Every_region_of_a_multi_region_cluster_is_needed()
    {
        var project = A.Project(A.Cluster("orders", "US_EAST_2", "EUROPE_NORTH"), A.Cluster("logs", "US_WEST"));

        var blockers = RegionCoverage.StillNeeded(project, CloudProvider.Azure, new HashSet<string> { "US_EAST_2" });

        var blocker = Assert.Single(blockers);
        Assert.Contains("orders runs in US_EAST_2 and EUROPE_NORTH", blocker.Message, StringComparison.Ordinal);
        Assert.Equal(new Remedy(RemedyKind.AddRegion, "Add EUROPE_NORTH", "EUROPE_NORTH"), blocker.Remedy);
    }

    [Fact]
    public void A_single_region_cluster_matters_once_it_uses_the_key()
    {
        var idle = A.Project(A.Cluster("logs", "US_WEST"));
        var using_ = A.Project(A.Cluster("logs", "US_WEST").UsingKey());
        var selected = new HashSet<string> { "US_EAST_2" };

        Assert.Empty(RegionCoverage.StillNeeded(idle, CloudProvider.Azure, selected));
        Assert.Equal("US_WEST is missing", Assert.Single(RegionCoverage.StillNeeded(using_, CloudProvider.Azure, selected)).Title);
    }

    [Theory]
    [InlineData(EndpointStatus.Initiating, true)]
    [InlineData(EndpointStatus.PendingAcceptance, true)]
    [InlineData(EndpointStatus.Active, true)]
    [InlineData(EndpointStatus.Failed, false)]
    [InlineData(EndpointStatus.Deleting, false)]
    [InlineData(EndpointStatus.PendingRecreation, false)]
    public void A_region_with_a_working_endpoint_need_not_be_chosen_again(EndpointStatus status, bool covers)
    {
        var project = A.Project(A.Cluster("orders", "US_EAST_2", "US_WEST")).WithEndpoints(("US_WEST", status));

        var blockers = RegionCoverage.StillNeeded(project, CloudProvider.Azure, new HashSet<string> { "US_EAST_2" });

        Assert.Equal(covers, blockers.Count == 0);
    }

    [Fact]
    public void At_least_one_region_is_chosen()
    {
        var blocker = Assert.Single(RegionCoverage.StillNeeded(A.Project(), CloudProvider.Azure, new HashSet<string>()));

        Assert.Equal("Select at least one region.", blocker.Message);
    }

    [Fact]
    public void A_region_that_takes_no_endpoint_has_no_one_click_way_out()
    {
        var project = A.Project(A.Cluster("orders", "US_EAST_2", "CHILE_CENTRAL"));

        var blocker = Assert.Single(RegionCoverage.StillNeeded(project, CloudProvider.Azure, new HashSet<string> { "US_EAST_2" }));

        Assert.Null(blocker.Remedy);
        Assert.Contains("Move the cluster out of CHILE_CENTRAL", blocker.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Clusters_that_cannot_use_the_key_do_not_count()
    {
        var project = A.Project(
            A.MultiCloud("lake"),
            A.Cluster("free", new ClusterSpec("M0", [new(CloudProvider.Azure, "EUROPE_WEST")])),
            A.Cluster("ledger", new ClusterSpec("M10", [.. A.Regions(CloudProvider.Aws, "US_EAST_1", "EU_WEST_1")]))
        );

        Assert.Empty(RegionCoverage.StillNeeded(project, CloudProvider.Azure, new HashSet<string> { "US_EAST_2" }));
        Assert.Empty(RegionCoverage.OfEndpoints(project, CloudProvider.Azure).Clusters);
    }

    [Fact]
    public void The_page_starts_with_the_regions_of_clusters_that_use_the_key()
    {
        var project = A.Project(A.Cluster("orders", "US_EAST_2", "EUROPE_NORTH").UsingKey(), A.Cluster("logs", "US_WEST"));

        Assert.Equal(["EUROPE_NORTH", "US_EAST_2"], RegionCoverage.Prefill(project, CloudProvider.Azure).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Only_active_endpoints_are_ready()
    {
        var project = A.Project(A.Cluster("orders", "US_EAST_2", "US_WEST", "EUROPE_NORTH").UsingKey())
            .WithEndpoints(("US_EAST_2", EndpointStatus.Active), ("US_WEST", EndpointStatus.PendingAcceptance));

        var coverage = RegionCoverage.OfEndpoints(project, CloudProvider.Azure);

        Assert.Equal((3, 1), (coverage.Needed, coverage.Ready));
        var cells = coverage.Clusters[0].ByRegion;
        Assert.Equal(
            (Coverage.Covered, Coverage.YourTurn, Coverage.Missing),
            (cells["US_EAST_2"], cells["US_WEST"], cells["EUROPE_NORTH"])
        );
    }
}
