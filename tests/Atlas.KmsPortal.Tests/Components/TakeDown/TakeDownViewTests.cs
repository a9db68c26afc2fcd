using Atlas.KmsPortal.Components.TakeDown;
using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Tests.Components.TakeDown;

public sealed class TakeDownViewTests
{
    private static Cluster Ledger => A.Cluster("ledger", "US_EAST_2").UsingKey();

    private static ProjectSnapshot Project =>
        A.Project(Ledger, A.Cluster("web", "US_EAST_2"))
            .WithVault(requirePrivateNetworking: true)
            .WithEndpoints(("US_EAST_2", EndpointStatus.Active), ("UK_SOUTH", EndpointStatus.Active));

    public static TheoryData<ProjectSnapshot, string, bool> Ways =>
        new()
        {
            { Project, "Ready Ready Waits Waits", false },
            {
                Project.WithEndpoints(("US_EAST_2", EndpointStatus.Deleting)) with
                {
                    Clusters = [Ledger],
                },
                "Running Ready Waits Waits",
                false
            },
            { Project with { Endpoints = [] }, "Done Ready Ready Waits", false },
            { A.Project(Ledger).WithVault(), "Done Ready Done Waits", false },
            {
                A.Project(Ledger with { Spec = Ledger.Spec with { KeyProvider = null }, AppliedSpec = Ledger.Spec }).WithVault(),
                "Done Running Done Waits",
                false
            },
            { A.Project().WithVault(), "Done Done Done Ready", false },
            { A.Project(), "Done Done Done Done", true },
        };

    [Theory]
    [MemberData(nameof(Ways))]
    public void Each_step_is_told_with_its_consequences_until_it_is_done(ProjectSnapshot project, string states, bool isDone)
    {
        var view = TakeDownView.Of(project, CloudProvider.Azure);

        Assert.Equal(states, string.Join(' ', view.Steps.Select(step => step.Step.State)));
        Assert.Equal(isDone, view.IsDone);
        Assert.All(view.Steps, step => Assert.Equal(step.Step.State is TakeDownState.Done, step.Plan is null));
    }

    [Theory]
    [InlineData(EndpointStatus.Initiating, false, true)]
    [InlineData(EndpointStatus.Initiating, true, false)]
    [InlineData(EndpointStatus.PendingAcceptance, false, true)]
    [InlineData(EndpointStatus.Active, false, true)]
    [InlineData(EndpointStatus.Failed, false, true)]
    [InlineData(EndpointStatus.PendingRecreation, false, true)]
    [InlineData(EndpointStatus.Deleting, false, false)]
    public void An_endpoint_is_deleted_once(EndpointStatus status, bool removalRequested, bool offered)
    {
        var project = Project with { Endpoints = [A.Endpoint("US_EAST_2", status) with { RemovalRequested = removalRequested }] };

        var view = TakeDownView.Of(project, CloudProvider.Azure);

        Assert.Equal(offered, Assert.Single(view.Endpoints).MayAskToDelete);
        Assert.Equal(offered ? view.Endpoints : [], view.Deletable);
    }

    [Fact]
    public void Each_endpoint_names_the_clusters_that_lose_it()
    {
        var endpoints = TakeDownView.Of(Project, CloudProvider.Azure).Endpoints;

        Assert.Equal(
            ["US_EAST_2: ledger", "UK_SOUTH: none"],
            endpoints.Select(left => $"{left.Endpoint.Region}: {Words.List(left.Losers)}")
        );
    }

    [Fact]
    public void Clusters_that_have_to_be_switched_stand_apart_from_those_on_their_way()
    {
        var moving = A.Cluster("fraud", "US_EAST_2") with { AppliedSpec = Ledger.Spec };

        var view = TakeDownView.Of(A.Project(Ledger, moving, A.Cluster("web", "US_EAST_2")).WithVault(), CloudProvider.Azure);

        Assert.Equal(["ledger"], view.Users.Select(cluster => cluster.Name));
        Assert.Equal(["fraud"], view.Moving.Select(cluster => cluster.Name));
    }

    [Fact]
    public void A_cluster_that_is_being_deleted_is_on_its_way()
    {
        var view = TakeDownView.Of(A.Project(Ledger with { State = ClusterState.Deleting }).WithVault(), CloudProvider.Azure);

        Assert.Empty(view.Users);
        Assert.Equal("ledger", Assert.Single(view.Moving).Name);
    }

    [Fact]
    public void What_stands_in_the_way_of_the_end_is_told()
    {
        Assert.Equal(2, TakeDownView.Of(Project, CloudProvider.Azure).Blocking.Count);
        Assert.Empty(TakeDownView.Of(A.Project().WithVault(), CloudProvider.Azure).Blocking);
    }
}
