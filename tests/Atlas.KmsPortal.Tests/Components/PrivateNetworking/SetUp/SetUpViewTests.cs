using Atlas.KmsPortal.Components.PrivateNetworking.SetUp;
using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Tests.Components.PrivateNetworking.SetUp;

public sealed class SetUpViewTests
{
    /// <summary>Two clusters in several regions, and one in a single region.</summary>
    private static ProjectSnapshot Project =>
        A.Project(
                A.Cluster("orders", "EUROPE_NORTH", "EUROPE_WEST"),
                A.Cluster("ledger", "EUROPE_WEST", "UK_SOUTH"),
                A.Cluster("web", "US_WEST")
            )
            .WithVault(requirePrivateNetworking: true);

    [Theory]
    [InlineData("", "EUROPE_NORTH is missing|EUROPE_WEST is missing|UK_SOUTH is missing", "0 of 4 regions")]
    [InlineData("EUROPE_NORTH", "EUROPE_WEST is missing|UK_SOUTH is missing", "1 of 4 regions")]
    [InlineData("EUROPE_NORTH,EUROPE_WEST", "UK_SOUTH is missing", "2 of 4 regions")]
    [InlineData("EUROPE_WEST,UK_SOUTH", "EUROPE_NORTH is missing", "2 of 4 regions")]
    [InlineData("EUROPE_NORTH,EUROPE_WEST,UK_SOUTH", "", "3 of 4 regions")]
    [InlineData("EUROPE_NORTH,EUROPE_WEST,UK_SOUTH,US_WEST", "", "4 of 4 regions")]
    public void Continue_is_refused_with_each_region_of_each_multi_region_cluster(string chosen, string refused, string covered)
    {
        var view = Of(Project, chosen);

        Assert.Equal(refused, string.Join('|', view.Needed.Select(blocker => blocker.Title)));
        Assert.Equal(covered, view.CoverageNote);
        Assert.Equal(covered is "4 of 4 regions", view.IsCovered);
    }

    [Fact]
    public void A_region_that_is_missing_is_added_with_one_press_and_names_every_cluster_there()
    {
        var needed = Of(Project, "EUROPE_NORTH,UK_SOUTH").Needed;

        var blocker = Assert.Single(needed);
        Assert.Equal(new Remedy(RemedyKind.AddRegion, "Add EUROPE_WEST", "EUROPE_WEST"), blocker.Remedy);
        Assert.StartsWith("orders runs in EUROPE_NORTH and EUROPE_WEST.", blocker.Message, StringComparison.Ordinal);
        Assert.EndsWith("ledger runs there too.", blocker.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_project_without_such_clusters_needs_one_region_at_least()
    {
        var project = A.Project().WithVault(requirePrivateNetworking: true);

        Assert.Equal("No region selected", Assert.Single(Of(project, "").Needed).Title);
        Assert.Empty(Of(project, "US_WEST").Needed);
    }

    [Theory]
    [InlineData(EndpointStatus.Initiating, "has an endpoint, INITIATING")]
    [InlineData(EndpointStatus.PendingAcceptance, "has an endpoint, PENDING APPROVAL")]
    [InlineData(EndpointStatus.Active, "has an endpoint, ACTIVE")]
    [InlineData(EndpointStatus.Failed, null)]
    [InlineData(EndpointStatus.PendingRecreation, null)]
    [InlineData(EndpointStatus.Deleting, null)]
    public void A_region_whose_endpoint_stays_is_locked_with_its_status(EndpointStatus status, string? because)
    {
        var view = Of(Project.WithEndpoints(("EUROPE_NORTH", status)), "US_WEST");

        Assert.Equal(because, view.Locked.GetValueOrDefault("EUROPE_NORTH"));
        Assert.Equal(because is null ? ["US_WEST"] : ["EUROPE_NORTH", "US_WEST"], view.Shown.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(false, 0, "No cluster uses the key yet")]
    [InlineData(false, 1, "Filled in from 1 cluster")]
    [InlineData(false, 2, "Filled in from 2 clusters")]
    [InlineData(true, 2, "As you left it")]
    public void Where_the_choice_comes_from_is_said(bool isDraft, int users, string note)
    {
        var project = A.Project([.. Project.Clusters.Select((cluster, index) => index < users ? cluster.UsingKey() : cluster)]);

        Assert.Equal(note, SetUpView.Of(project, CloudProvider.Azure, new([], AtRegions: false), isDraft).PrefillNote);
    }

    [Theory]
    [InlineData(CloudProvider.Azure, false, false, 0)]
    [InlineData(CloudProvider.Azure, true, false, 0)]
    [InlineData(CloudProvider.Aws, false, true, 0)]
    [InlineData(CloudProvider.Aws, true, false, 1)]
    public void Aws_has_a_step_before_the_regions(CloudProvider provider, bool atRegions, bool replicating, int step)
    {
        var view = SetUpView.Of(Project, provider, new([], atRegions), isDraft: false);

        Assert.Equal((replicating, step), (view.IsReplicating, view.Step));
    }

    [Fact]
    public void What_stands_in_the_way_of_the_whole_is_said_first()
    {
        Assert.Equal("Azure Key Vault is not configured", Assert.Single(Of(A.Project(), "").NotReady).Title);
        Assert.Equal("Require Private Networking is off", Assert.Single(Of(A.Project().WithVault(), "").NotReady).Title);
        Assert.Equal("The project is INACTIVE", Assert.Single(Of(Project with { State = ProjectState.Inactive }, "").NotReady).Title);
        Assert.Empty(Of(Project, "").NotReady);
    }

    [Fact]
    public void The_plan_is_about_what_is_chosen_and_not_there_yet()
    {
        var plan = Of(Project.WithEndpoints(("EUROPE_NORTH", EndpointStatus.Active)), "EUROPE_NORTH,EUROPE_WEST").Plan;

        Assert.Equal("Atlas creates 1 endpoint, in EUROPE_WEST.", plan.Steps[0].Text);
    }

    [Fact]
    public void Choosing_twice_takes_the_region_out_again()
    {
        var choice = new RegionChoice(["UK_SOUTH"], AtRegions: true).Toggle("US_WEST");

        Assert.Equal(["UK_SOUTH", "US_WEST"], choice.Regions);
        Assert.Equal(["US_WEST"], choice.Toggle("UK_SOUTH").Regions);
        Assert.True(choice.AtRegions);
    }

    private static SetUpView Of(ProjectSnapshot project, string chosen) =>
        SetUpView.Of(
            project,
            CloudProvider.Azure,
            new(chosen.Split(',', StringSplitOptions.RemoveEmptyEntries), AtRegions: false),
            isDraft: false
        );
}
