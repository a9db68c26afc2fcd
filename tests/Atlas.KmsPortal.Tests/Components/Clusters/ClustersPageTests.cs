using Atlas.KmsPortal.Components.Clusters;
using Atlas.KmsPortal.Encryption;
using Bunit;

namespace Atlas.KmsPortal.Tests.Components.Clusters;

public sealed class ClustersPageTests : PageTest
{
    [Fact]
    public void A_cluster_at_work_shows_what_for_and_how_long()
    {
        var busy = A.Cluster("bi", "US_EAST_2").UsingKey() with
        {
            State = ClusterState.Updating,
            StateSince = A.Now.AddMinutes(-2),
            Work = "Re-encrypting with your key",
            WorkEndsAt = A.Now.AddMinutes(5),
        };
        Given(A.Project(busy).WithVault());

        var page = Page<ClustersPage>();

        Assert.Contains("Re-encrypting with your key", page.Said(), StringComparison.Ordinal);
        Assert.Contains("usually 7 min", page.Said(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_multi_cloud_cluster_that_is_disabled_names_the_way_back()
    {
        Given(
            A.Project(A.MultiCloud("lake") with { Shutdown = ShutdownReason.MultiCloudOverPrivateNetworking })
                .WithVault(requirePrivateNetworking: true)
        );

        var page = Page<ClustersPage>();

        Assert.Contains("lake is disabled", page.Said(), StringComparison.Ordinal);
        Assert.Contains("Run it on one cloud, or switch private networking off", page.Said(), StringComparison.Ordinal);
    }

    [Fact]
    public void Deleting_asks_for_the_name_first()
    {
        Given(A.Project(A.Cluster("bi", "US_EAST_2")));
        var page = Page<ClustersPage>();

        page.Button("Delete bi").Click();
        Dialogs.WaitForElement("[role=dialog]");
        Dialogs.Button("Delete").Click();
        Assert.Empty(Atlas.Asked);

        Dialogs.Labelled("Type bi to confirm").Input("bi");
        Dialogs.WaitForAssertion(() => Assert.False(Dialogs.Button("Delete").HasAttribute("aria-disabled")));
        Dialogs.Button("Delete").Click();
        page.WaitForAssertion(() => Assert.Equal(["delete cluster bi"], Atlas.Asked));
    }

    [Fact]
    public void Why_tells_the_history_of_that_cluster()
    {
        var cluster = A.Cluster("bi", "US_EAST_2");
        Given(A.Project(cluster, A.Cluster("other", "US_EAST_2")));
        Atlas.Timeline =
        [
            new(cluster.Id, "IDLE", A.Now, "The change is done.", "Atlas"),
            new("another", "IDLE", A.Now, "Not this one.", "Atlas"),
        ];
        var page = Page<ClustersPage>();

        page.FindAll("button[aria-expanded]")[0].Click();

        Assert.Contains("The change is done.", page.Said(), StringComparison.Ordinal);
        Assert.DoesNotContain("Not this one.", page.Said(), StringComparison.Ordinal);
    }

    [Fact]
    public void Whoever_may_only_look_may_ask_why_and_nothing_else()
    {
        Given(A.Project(A.Cluster("bi", "US_EAST_2")).WithVault(), ProjectRole.ReadOnly);

        var page = Page<ClustersPage>();

        Assert.Single(page.FindAll("button"));
        Assert.DoesNotContain("Edit Configuration", page.Said(), StringComparison.Ordinal);
        Assert.DoesNotContain("Create a Cluster", page.Said(), StringComparison.Ordinal);
    }
}
