using AngleSharp.Dom;
using Atlas.KmsPortal.Components.PrivateNetworking.SetUp;
using Atlas.KmsPortal.Encryption;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Atlas.KmsPortal.Tests.Components.PrivateNetworking.SetUp;

public sealed class SetUpPageTests : PageTest
{
    private static ProjectSnapshot Project =>
        A.Project(A.Cluster("orders", "EUROPE_NORTH", "EUROPE_WEST"), A.Cluster("web", "EUROPE_WEST"))
            .WithVault(requirePrivateNetworking: true);

    [Fact]
    public void Regions_of_clusters_that_use_the_key_are_filled_in()
    {
        Given(A.Project(A.Cluster("ledger", "US_EAST_2", "US_CENTRAL").UsingKey()).WithVault(requirePrivateNetworking: true));

        var page = SetUp();

        Assert.True(page.Labelled("US_EAST_2").HasAttribute("checked"));
        Assert.True(page.Labelled("US_CENTRAL").HasAttribute("checked"));
        Assert.False(IsRefused(page));
        Assert.Contains("Filled in from 1 cluster", page.Said(), StringComparison.Ordinal);
    }

    [Fact]
    public void Continue_is_refused_until_each_region_of_each_multi_region_cluster_is_chosen()
    {
        Given(Project);
        var page = SetUp();
        Assert.True(IsRefused(page));
        Assert.Contains("orders runs in EUROPE_NORTH and EUROPE_WEST", page.Said(), StringComparison.Ordinal);

        page.Labelled("EUROPE_NORTH").Change(true);
        Assert.True(IsRefused(page));
        Assert.Equal("Resolve 1 issue to continue", page.DescriptionOf(Continue(page)));
        Continue(page).Click();
        Assert.Empty(Atlas.Asked);

        page.Button("Add EUROPE_WEST").Click();
        Assert.False(IsRefused(page));
        Assert.True(page.Labelled("EUROPE_WEST").HasAttribute("checked"));
    }

    [Fact]
    public void Pressing_twice_makes_each_endpoint_once()
    {
        Given(Project);
        var page = SetUp();
        page.Button("Add EUROPE_NORTH").Click();
        page.Button("Add EUROPE_WEST").Click();

        Continue(page).Click();
        Continue(page).Click();

        Assert.Equal(["EUROPE_NORTH", "EUROPE_WEST"], Atlas.Project.Endpoints.Select(endpoint => endpoint.Region));
        Assert.EndsWith("advanced/azure/approve", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
        Assert.Empty(Drafts.Kept);
    }

    [Fact]
    public void The_choice_is_there_again_after_the_page_was_left()
    {
        Given(Project);
        SetUp().Button("Add EUROPE_NORTH").Click();

        var again = SetUp();

        Assert.True(again.Labelled("EUROPE_NORTH").HasAttribute("checked"));
        Assert.Contains("As you left it", again.Said(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_region_that_has_an_endpoint_stays()
    {
        Given(Project.WithEndpoints(("EUROPE_NORTH", EndpointStatus.Active)));

        var page = SetUp();

        Assert.True(page.Labelled("EUROPE_NORTH").HasAttribute("disabled"));
        Assert.Contains("has an endpoint, ACTIVE", page.Said(), StringComparison.Ordinal);
        page.Button("Add EUROPE_WEST");
    }

    [Fact]
    public void What_will_happen_is_told_before_anything_is_chosen()
    {
        Given(Project);

        Assert.Contains("Atlas creates one endpoint in each region you select.", SetUp().Said(), StringComparison.Ordinal);
    }

    [Fact]
    public void Before_private_networking_is_required_the_page_leads_back()
    {
        Given(A.Project(A.Cluster("orders", "EUROPE_NORTH")).WithVault());

        var page = SetUp();

        Assert.Contains("Require Private Networking is off", page.Said(), StringComparison.Ordinal);
        page.Button("Require Private Networking").Click();
        Assert.EndsWith("/advanced", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
    }

    private static IElement Continue(IRenderedComponent<SetUpPage> page) => page.Button("Continue");

    private static bool IsRefused(IRenderedComponent<SetUpPage> page) => Continue(page).GetAttribute("aria-disabled") == "true";

    private IRenderedComponent<SetUpPage> SetUp() =>
        Render<SetUpPage>(parameters => parameters.Add(page => page.ProjectId, Atlas.Project.Id).Add(page => page.Service, "azure"));
}
