using Atlas.KmsPortal.Components.PrivateNetworking.Approve;
using Atlas.KmsPortal.Components.PrivateNetworking.Endpoints;
using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Tests.Components.PrivateNetworking.Approve;

public sealed class ApproveViewTests
{
    [Theory]
    [InlineData(EndpointStatus.Initiating, EndpointOffer.None, EndpointOffer.None, EndpointOffer.None)]
    [InlineData(EndpointStatus.PendingAcceptance, EndpointOffer.Approve, EndpointOffer.Approved, EndpointOffer.None)]
    [InlineData(EndpointStatus.Active, EndpointOffer.None, EndpointOffer.None, EndpointOffer.None)]
    [InlineData(EndpointStatus.Failed, EndpointOffer.TryAgain, EndpointOffer.TryAgain, EndpointOffer.TryAgain)]
    [InlineData(EndpointStatus.PendingRecreation, EndpointOffer.None, EndpointOffer.None, EndpointOffer.None)]
    [InlineData(EndpointStatus.Deleting, EndpointOffer.None, EndpointOffer.None, EndpointOffer.None)]
    public void Each_status_offers_what_is_possible(
        EndpointStatus status,
        EndpointOffer reached,
        EndpointOffer approved,
        EndpointOffer outOfReach
    )
    {
        var project = Project(status);
        var id = project.Endpoints[0].Id;

        Assert.Equal(reached, Of(project).Actions[id].Offer);
        Assert.Equal(approved, Of(project, approved: [id]).Actions[id].Offer);
        Assert.Equal(outOfReach, Of(project, reachesCloud: false).Actions[id].Offer);
    }

    [Fact]
    public void Only_the_row_that_was_pressed_is_busy()
    {
        var project = Project(EndpointStatus.PendingAcceptance, EndpointStatus.PendingAcceptance);

        var actions = Of(project, working: [project.Endpoints[0].Id]).Actions;

        Assert.Equal([true, false], project.Endpoints.Select(endpoint => actions[endpoint.Id].IsBusy));
    }

    [Theory]
    [InlineData(new[] { EndpointStatus.Active, EndpointStatus.Active }, ApprovalTurn.Done, 2, 2, 2)]
    [InlineData(new[] { EndpointStatus.Active, EndpointStatus.PendingAcceptance }, ApprovalTurn.VaultOwner, 1, 1, 2)]
    [InlineData(new[] { EndpointStatus.Initiating, EndpointStatus.PendingAcceptance }, ApprovalTurn.VaultOwner, 1, 0, 2)]
    [InlineData(new[] { EndpointStatus.Active, EndpointStatus.Initiating }, ApprovalTurn.Atlas, 1, 1, 2)]
    [InlineData(new[] { EndpointStatus.Active, EndpointStatus.Deleting }, ApprovalTurn.Done, 2, 1, 1)]
    [InlineData(new[] { EndpointStatus.Active, EndpointStatus.Failed }, ApprovalTurn.Nobody, 1, 1, 2)]
    [InlineData(new EndpointStatus[0], ApprovalTurn.Nobody, 1, 0, 0)]
    public void Whose_turn_it_is_and_how_far_follows_from_the_endpoints(
        EndpointStatus[] statuses,
        ApprovalTurn turn,
        int step,
        int active,
        int regions
    )
    {
        var view = Of(Project(statuses));

        Assert.Equal((turn, step, active, regions), (view.Turn, view.Step, view.Active, view.Regions));
        Assert.Equal(turn is ApprovalTurn.Done, view.IsDone);
        Assert.Equal(
            turn is ApprovalTurn.Done ? "Everything is done." : "Done is available once every region is active. You can finish later.",
            view.DoneNote
        );
    }

    [Fact]
    public void Aws_needs_no_approval_so_its_last_step_is_at_hand()
    {
        var project = A.Project() with { Endpoints = [A.Endpoint("US_EAST_1", EndpointStatus.Initiating, provider: CloudProvider.Aws)] };

        var view = ApproveView.Of(project, CloudProvider.Aws, reachesCloud: true, new HashSet<string>(), new HashSet<string>(), "");

        Assert.Equal((ApprovalTurn.Atlas, 2, "AWS KMS"), (view.Turn, view.Step, view.KeyPlace));
    }

    [Fact]
    public void Endpoints_stand_by_region_and_a_replacement_after_what_it_replaces()
    {
        var project = Project() with
        {
            Endpoints =
            [
                A.Endpoint("US_EAST_2", EndpointStatus.Initiating, 1) with
                {
                    CreatedAt = A.Now,
                },
                A.Endpoint("US_EAST_2", EndpointStatus.PendingRecreation, 2),
                A.Endpoint("UK_SOUTH", EndpointStatus.Active, 3),
            ],
        };

        Assert.Equal([3, 2, 1], Of(project).Endpoints.Select(endpoint => endpoint.Id[^1] - '0'));
    }

    [Fact]
    public void The_clusters_that_move_are_those_that_use_the_key()
    {
        Assert.Equal(["ledger"], Of(Project(EndpointStatus.Active)).Clusters.Select(cluster => cluster.Name));
    }

    [Theory]
    [InlineData(KeyAccess.Migrating, "Clusters moving to private endpoints", "Clusters with your key move to the endpoints now")]
    [InlineData(KeyAccess.Private, "Clusters on private endpoints", "Every cluster with your key uses the endpoints.")]
    public void Clusters_that_have_moved_are_not_said_to_move(KeyAccess access, string title, string note)
    {
        var project = Project(EndpointStatus.Active);

        var view = Of(project with { Clusters = [.. project.Clusters.Select(cluster => cluster with { KeyAccess = access })] });

        Assert.Equal(title, view.ClustersTitle);
        Assert.StartsWith(note, view.ClustersNote, StringComparison.Ordinal);
    }

    private static ProjectSnapshot Project(params EndpointStatus[] statuses)
    {
        string[] regions = ["EUROPE_NORTH", "EUROPE_WEST"];
        return A.Project(A.Cluster("ledger", "EUROPE_NORTH").UsingKey(), A.Cluster("web", "EUROPE_NORTH"))
            .WithVault(requirePrivateNetworking: true)
            .WithEndpoints([.. statuses.Select((status, index) => (regions[index], status))]);
    }

    private static ApproveView Of(
        ProjectSnapshot project,
        bool reachesCloud = true,
        HashSet<string>? approved = null,
        HashSet<string>? working = null
    ) => ApproveView.Of(project, CloudProvider.Azure, reachesCloud, approved ?? [], working ?? [], "ada@acme.example");
}
