using Atlas.KmsPortal.Auditing;
using Atlas.KmsPortal.Components.Overview;
using Atlas.KmsPortal.Data;
using Atlas.KmsPortal.Encryption;
using Bunit;

namespace Atlas.KmsPortal.Tests.Components.Overview;

public sealed class OverviewPageTests : PageTest
{
    private static ProjectSnapshot Waiting =>
        A.Project(A.Cluster("ledger", "US_EAST_2", "US_CENTRAL").UsingKey(), A.Cluster("fraud", "US_EAST_2"))
            .WithVault(requirePrivateNetworking: true)
            .WithEndpoints(("US_EAST_2", EndpointStatus.Active), ("US_CENTRAL", EndpointStatus.PendingAcceptance));

    [Fact]
    public void An_owner_sees_the_state_and_what_to_do_next()
    {
        Given(Waiting);

        var page = Page<OverviewPage>();

        Assert.Contains("Private networking is 1 approval away.", page.Find(".page__lede").TextContent, StringComparison.Ordinal);
        Assert.Contains("Approve the endpoint in US_CENTRAL", page.Find("ol.list").TextContent, StringComparison.Ordinal);
        page.Button("Check now");
        Assert.Contains(
            page.FindAll("a"),
            link => link.GetAttribute("href")!.EndsWith("advanced/azure/take-down", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Whoever_may_only_look_sees_no_endpoint_and_has_nothing_to_press()
    {
        Given(Waiting, ProjectRole.ReadOnly);

        var page = Page<OverviewPage>();

        Assert.DoesNotContain("PENDING APPROVAL", page.Said(), StringComparison.Ordinal);
        Assert.DoesNotContain("Approve", page.Said(), StringComparison.Ordinal);
        Assert.Empty(page.FindAll("button"));
        Assert.DoesNotContain(page.FindAll("a"), link => link.TextContent.Contains("Take down", StringComparison.Ordinal));
    }

    [Fact]
    public void What_happened_to_endpoints_is_told_to_owners_only()
    {
        Given(Waiting, ProjectRole.ReadOnly);
        using (var database = Database())
        {
            database.Audit.AddRange(
                Entry(AtlasEvents.EndpointCreated, "Endpoint made."),
                Entry(AtlasEvents.ClusterReady, "fraud is ready.")
            );
            database.SaveChanges();
        }

        var page = Page<OverviewPage>();

        Assert.Contains("fraud is ready.", page.Said(), StringComparison.Ordinal);
        Assert.DoesNotContain("Endpoint made.", page.Said(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_drawing_is_a_list_too_for_screens_that_are_too_narrow_for_it()
    {
        Given(Waiting);

        var regions = Page<OverviewPage>().FindAll("ol.path > li").Select(item => item.TextContent).ToList();

        Assert.Equal(3, regions.Count);
        Assert.Contains("ledger", regions[1], StringComparison.Ordinal);
        Assert.Contains("PENDING APPROVAL", regions[1], StringComparison.Ordinal);
        Assert.Contains("acme-vault", regions[2], StringComparison.Ordinal);
    }

    [Fact]
    public void Check_now_tries_the_keys()
    {
        Given(Waiting);

        Page<OverviewPage>().Button("Check now").Click();

        Assert.Equal(["validate"], Atlas.Asked);
    }

    [Fact]
    public void A_cluster_that_is_shut_down_says_why_and_how_it_comes_back()
    {
        var down = A.Cluster("ledger", "US_EAST_2").UsingKey() with { Shutdown = ShutdownReason.KeyInvalid };
        Given(A.Project(down).WithVault(key: KeyState.Invalid));

        var page = Page<OverviewPage>();

        Assert.Contains("ledger is shut down", page.Said(), StringComparison.Ordinal);
        Assert.Contains("Restore the key", page.Said(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_project_that_is_not_there_is_missing()
    {
        Given(Waiting, ProjectRole.None);

        Assert.Contains("No such project", Page<OverviewPage>().Said(), StringComparison.Ordinal);
    }

    private static AuditRow Entry(string type, string summary) =>
        new()
        {
            EventId = Guid.NewGuid().ToString("n")[..24],
            At = A.Now,
            Actor = "Atlas",
            ProjectId = Waiting.Id,
            EventType = type,
            Summary = summary,
        };
}
