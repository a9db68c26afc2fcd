using Atlas.KmsPortal.Components.Projects;
using Atlas.KmsPortal.Encryption;
using Atlas.KmsPortal.Tests.Encryption.State;
using Bunit;
using Bunit.TestDoubles;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Atlas.KmsPortal.Tests.Components.Projects;

public sealed class ProjectsPageTests : PageTest
{
    private static ProjectSnapshot Waiting =>
        A.Project(A.Cluster("ledger", "US_EAST_2", "US_CENTRAL").UsingKey())
            .WithVault(requirePrivateNetworking: true)
            .WithEndpoints(("US_EAST_2", EndpointStatus.Active), ("US_CENTRAL", EndpointStatus.PendingAcceptance));

    [Fact]
    public void An_owner_sees_what_is_covered_and_what_waits()
    {
        Given(Waiting);

        var page = Render<ProjectsPage>();

        Assert.Contains("1 of 2 regions", page.Said(), StringComparison.Ordinal);
        Assert.Contains("Waits for approval", page.Said(), StringComparison.Ordinal);
        Assert.EndsWith("/advanced/azure/approve", page.Find("td[data-th=Attention] a").GetAttribute("href"), StringComparison.Ordinal);
    }

    [Fact]
    public void Whoever_may_only_look_learns_nothing_of_endpoints()
    {
        Given(Waiting, ProjectRole.ReadOnly);

        var page = Render<ProjectsPage>();

        Assert.Contains("For owners only", page.Said(), StringComparison.Ordinal);
        Assert.DoesNotContain("Approve", page.Said(), StringComparison.Ordinal);
        Assert.Empty(page.FindAll("td[data-th=Attention] a"));
    }

    [Fact]
    public void Without_a_project_it_says_how_one_comes()
    {
        Given(Waiting, ProjectRole.None);

        Assert.Contains("You’re not a member of any project yet", Render<ProjectsPage>().Said(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_owner_of_everything_is_not_sent_to_another_owner()
    {
        Given(Waiting);
        ((FakeDirectory)Services.GetRequiredService<IProjectDirectory>()).IsEmpty = true;

        var page = Render<ProjectsPage>();

        Assert.Contains("No projects yet", page.Said(), StringComparison.Ordinal);
        Assert.Equal("simulator", page.Find(".empty a").GetAttribute("href"));
    }

    [Theory]
    [InlineData("?q=ledger", true)]
    [InlineData("?q=us_central%20vault", true)]
    [InlineData("?q=nowhere", false)]
    [InlineData("?show=waiting", true)]
    [InlineData("?show=trouble", false)]
    [InlineData("?show=no-such-tile", true)]
    public void The_address_says_what_is_searched_and_filtered(string query, bool isFound)
    {
        Given(Waiting);
        Services.GetRequiredService<BunitNavigationManager>().NavigateTo(query);

        var page = Render<ProjectsPage>();

        Assert.Equal(isFound, page.FindAll("tbody tr").Count == 1);
    }

    [Fact]
    public void Pressing_a_tile_and_searching_go_into_the_address()
    {
        Given(Waiting);
        var page = Render<ProjectsPage>();
        var navigation = Services.GetRequiredService<NavigationManager>();

        page.FindAll(".tile")[1].Click();
        page.Labelled("Search projects").Input("ledger");

        page.WaitForAssertion(() => Assert.EndsWith("?show=waiting&q=ledger", navigation.Uri, StringComparison.Ordinal));
    }
}
