using Atlas.KmsPortal.Components.PrivateNetworking.Endpoints;
using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Tests.Components.PrivateNetworking.Endpoints;

public sealed class PrivateEndpointsViewTests
{
    private static readonly UsualDurations s_usual = new(
        TimeSpan.FromMinutes(1),
        TimeSpan.FromMinutes(5),
        TimeSpan.FromMinutes(3),
        TimeSpan.FromMinutes(1),
        TimeSpan.FromMinutes(7),
        TimeSpan.FromMinutes(15)
    );

    private static Cluster Ledger => A.Cluster("ledger", "US_EAST_2", "US_CENTRAL").UsingKey();

    [Theory]
    [InlineData(EndpointStatus.Initiating, false, EndpointOffer.None, true)]
    [InlineData(EndpointStatus.Initiating, true, EndpointOffer.None, false)]
    [InlineData(EndpointStatus.PendingAcceptance, false, EndpointOffer.GoApprove, true)]
    [InlineData(EndpointStatus.Active, false, EndpointOffer.None, true)]
    [InlineData(EndpointStatus.Failed, false, EndpointOffer.TryAgain, true)]
    [InlineData(EndpointStatus.PendingRecreation, false, EndpointOffer.None, true)]
    [InlineData(EndpointStatus.Deleting, false, EndpointOffer.None, false)]
    public void Each_status_offers_what_is_possible(EndpointStatus status, bool removalRequested, EndpointOffer offer, bool delete)
    {
        var endpoint = A.Endpoint("US_EAST_2", status) with { RemovalRequested = removalRequested };

        var view = Of(Project() with { Endpoints = [endpoint] });

        Assert.Equal(new EndpointActions(offer, MayAskToDelete: delete), view.Actions[endpoint.Id]);
    }

    [Theory]
    [InlineData(EndpointStatus.Active, EndpointStatus.Active, "All regions of your clusters are covered.")]
    [InlineData(EndpointStatus.Active, EndpointStatus.PendingAcceptance, "1 of 2 regions are covered.")]
    [InlineData(EndpointStatus.Initiating, EndpointStatus.Failed, "0 of 2 regions are covered.")]
    public void How_much_is_covered_is_said_in_a_sentence(EndpointStatus first, EndpointStatus second, string sentence)
    {
        Assert.Equal(sentence, Of(Project(("US_EAST_2", first), ("US_CENTRAL", second))).CoverageSentence);
    }

    [Fact]
    public void Without_clusters_nothing_is_covered_or_missing()
    {
        Assert.Equal(
            "No cluster uses them yet.",
            Of(A.Project().WithVault(requirePrivateNetworking: true).WithEndpoints(("US_EAST_2", EndpointStatus.Active))).CoverageSentence
        );
    }

    [Theory]
    [InlineData(KeyAccess.Private, KeyAccess.Private, true)]
    [InlineData(KeyAccess.Private, KeyAccess.Migrating, false)]
    [InlineData(KeyAccess.Private, KeyAccess.Public, false)]
    public void The_vault_may_be_closed_once_every_cluster_is_private(KeyAccess first, KeyAccess second, bool offered)
    {
        var project = A.Project(
                Ledger with
                {
                    KeyAccess = first,
                },
                A.Cluster("fraud", "US_EAST_2").UsingKey() with
                {
                    KeyAccess = second,
                },
                A.Cluster("web", "US_EAST_2")
            )
            .WithVault(requirePrivateNetworking: true);

        var command = Of(project).CloseVaultCommand;

        Assert.Equal(offered ? "az keyvault update -n acme-vault -g acme-kms \\\n  --public-network-access Disabled" : null, command);
    }

    [Fact]
    public void Nobody_is_told_to_close_a_vault_that_no_cluster_uses()
    {
        Assert.Null(Of(A.Project(A.Cluster("web", "US_EAST_2")).WithVault(requirePrivateNetworking: true)).CloseVaultCommand);
    }

    [Theory]
    [InlineData(EndpointStatus.Initiating, false, "US_EAST_2")]
    [InlineData(EndpointStatus.Active, true, "US_EAST_2")]
    [InlineData(EndpointStatus.Failed, true, "US_EAST_2")]
    public void Deleting_wants_the_region_typed_as_soon_as_a_cluster_loses_something(EndpointStatus status, bool possible, string typed)
    {
        var project = Project(("US_EAST_2", status));

        var asked = Of(project, project.Endpoints[0].Id).Asked!;

        Assert.Equal((possible, typed), (asked.IsPossibleNow, asked.TypeToConfirm));
        Assert.Equal(["ledger"], asked.Plan.Affected);
        Assert.Equal(TimeSpan.FromMinutes(3), asked.Left);
    }

    [Fact]
    public void Deleting_what_no_cluster_depends_on_takes_a_click()
    {
        var project = Project(("UK_SOUTH", EndpointStatus.Active));

        Assert.Null(Of(project, project.Endpoints[0].Id).Asked!.TypeToConfirm);
    }

    [Fact]
    public void A_question_about_an_endpoint_that_has_gone_is_withdrawn()
    {
        Assert.Null(Of(Project(), "65b000000000000000000000").Asked);
    }

    [Fact]
    public void An_empty_page_says_what_comes_first()
    {
        Assert.Equal("Choose regions, and Atlas creates one endpoint in each.", Of(Project()).EmptyText);
        Assert.Equal("Require Private Networking on the Advanced page first.", Of(A.Project().WithVault()).EmptyText);
    }

    private static ProjectSnapshot Project(params (string Region, EndpointStatus Status)[] endpoints) =>
        A.Project(Ledger).WithVault(requirePrivateNetworking: true).WithEndpoints(endpoints);

    private static PrivateEndpointsView Of(ProjectSnapshot project, string? askedId = null) =>
        PrivateEndpointsView.Of(project, CloudProvider.Azure, askedId, s_usual, A.Now);
}
