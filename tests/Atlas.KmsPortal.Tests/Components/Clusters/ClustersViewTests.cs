using Atlas.KmsPortal.Components.Clusters;
using Atlas.KmsPortal.Encryption;
using Bunit;

namespace Atlas.KmsPortal.Tests.Components.Clusters;

public sealed class ClustersViewTests : ComponentTest
{
    private static Cluster Ledger => A.Cluster("ledger", "US_EAST_2").UsingKey();

    [Theory]
    [InlineData(ProjectRole.Owner, ClusterState.Idle, true)]
    [InlineData(ProjectRole.Owner, ClusterState.Updating, true)]
    [InlineData(ProjectRole.Owner, ClusterState.Deleting, false)]
    [InlineData(ProjectRole.ReadOnly, ClusterState.Idle, false)]
    public void A_cluster_is_changed_by_owners_as_long_as_it_stays(ProjectRole role, ClusterState state, bool mayChange)
    {
        var row = Assert.Single(ClustersView.Of(A.Project(Ledger with { State = state }), role, [], null, A.Now).Rows);

        Assert.Equal(mayChange, row.MayChange);
    }

    [Theory]
    [InlineData(true, false, "lake")]
    [InlineData(true, true, "none")]
    [InlineData(false, false, "none")]
    public void A_multi_cloud_cluster_is_warned_about_while_a_key_could_be_reached_privately(bool hasKey, bool isShutDown, string warned)
    {
        var lake = A.MultiCloud("lake") with
        {
            Shutdown = isShutDown ? ShutdownReason.MultiCloudOverPrivateNetworking : ShutdownReason.None,
        };
        var project = hasKey ? A.Project(lake).WithVault() : A.Project(lake);

        Assert.Equal(warned, Words.List(Of(project).WouldBeDisabled));
    }

    [Theory]
    [InlineData("M30", CloudProvider.Azure, ClusterState.Idle, null, "Yes, Azure Key Vault")]
    [InlineData("M30", CloudProvider.Azure, ClusterState.Creating, "Creating", "From the start, Azure Key Vault")]
    [InlineData("M30", null, ClusterState.Idle, null, "No, MongoDB’s")]
    [InlineData("M0", null, ClusterState.Idle, null, "Not possible, MongoDB’s")]
    public void Whose_key_it_is_is_said(string tier, CloudProvider? key, ClusterState state, string? work, string text)
    {
        var cluster = Ledger with { Spec = A.Spec("US_EAST_2") with { Tier = tier, KeyProvider = key }, State = state, Work = work };

        Assert.Equal(text, Assert.Single(Of(A.Project(cluster)).Rows).KeyText);
    }

    [Theory]
    [InlineData(ProjectRole.Owner, "public to private, waits for US_EAST_2")]
    [InlineData(ProjectRole.ReadOnly, "public to private, node by node")]
    public void For_which_endpoint_it_waits_is_told_to_owners_only(ProjectRole role, string note)
    {
        var project = A.Project(Ledger with { KeyAccess = KeyAccess.Migrating }).WithVault(requirePrivateNetworking: true);

        Assert.Equal(note, Assert.Single(ClustersView.Of(project.For(role)!, role, [], null, A.Now).Rows).WayNote);
    }

    [Fact]
    public void The_history_belongs_to_the_row_that_is_open()
    {
        var entry = new TimelineEntry(Ledger.Id, "IDLE", A.Now, "The change is done.", "Atlas");
        var project = A.Project(Ledger with { WorkEndsAt = A.Now.AddMinutes(5) });

        var closed = Assert.Single(Of(project, entry).Rows);
        var open = Assert.Single(ClustersView.Of(project, ProjectRole.Owner, [entry], Ledger.Id, A.Now).Rows);

        Assert.Equal((false, 0, null), (closed.IsOpen, closed.History.Count, closed.Next));
        Assert.Equal((true, 1, "IDLE, in about 5 min."), (open.IsOpen, open.History.Count, open.Next));
    }

    [Fact]
    public void Work_began_when_the_history_says_so()
    {
        var began = A.Now.AddMinutes(-1);
        var project = A.Project(Ledger with { State = ClusterState.Updating });

        Assert.Equal(Ledger.StateSince, Assert.Single(Of(project).Rows).WorkSince);
        Assert.Equal(began, Assert.Single(Of(project, new TimelineEntry(Ledger.Id, "UPDATING", began, "", "")).Rows).WorkSince);
    }

    [Fact]
    public void A_row_that_shows_the_same_is_not_drawn_again()
    {
        var line = Render<ClusterLine>(parameters => parameters.Add(row => row.Row, RowOf(A.Project(Ledger))).Add(row => row.Now, A.Now));
        var drawn = line.RenderCount;

        line.Render(parameters =>
            parameters.Add(row => row.Row, RowOf(A.Project(Ledger, A.Cluster("web", "UK_SOUTH")))).Add(row => row.Now, A.Now.AddMinutes(1))
        );
        Assert.Equal(drawn, line.RenderCount);

        line.Render(parameters => parameters.Add(row => row.Row, RowOf(A.Project(Ledger with { State = ClusterState.Repairing }))));
        Assert.NotEqual(drawn, line.RenderCount);
    }

    private static ClusterRow RowOf(ProjectSnapshot project) => Of(project).Rows[0];

    private static ClustersView Of(ProjectSnapshot project, params TimelineEntry[] timeline) =>
        ClustersView.Of(project, ProjectRole.Owner, timeline, null, A.Now);
}
