using Atlas.KmsPortal.Components.Clusters.Form;
using Atlas.KmsPortal.Components.PrivateNetworking.Approve;
using Atlas.KmsPortal.Components.PrivateNetworking.Endpoints;
using Atlas.KmsPortal.Encryption;
using Bunit;
using Microsoft.Extensions.DependencyInjection;

namespace Atlas.KmsPortal.Tests.Components.Frame;

public sealed class ProjectPageTests : PageTest
{
    [Fact]
    public void Another_key_service_in_the_address_is_shown_at_once()
    {
        Given(
            A.Project().WithVault() with
            {
                Endpoints =
                [
                    A.Endpoint("US_EAST_2", EndpointStatus.Active),
                    A.Endpoint("EU_WEST_1", EndpointStatus.Active, 1, CloudProvider.Aws),
                ],
            }
        );
        var page = Render<PrivateEndpointsPage>(parameters =>
            parameters.Add(p => p.ProjectId, Atlas.Project.Id).Add(p => p.Service, "azure")
        );
        Assert.Equal(["US_EAST_2"], Regions(page));

        page.Render(parameters => parameters.Add(p => p.Service, "aws"));

        Assert.Equal(["EU_WEST_1"], Regions(page));
    }

    [Fact]
    public void Another_cluster_in_the_address_is_shown_at_once()
    {
        Given(A.Project(A.Cluster("ledger", "US_EAST_2"), A.Cluster("fraud", "US_CENTRAL")).WithVault());
        var page = Page<EditClusterPage>("ledger");
        Assert.Equal("US_EAST_2", Region(page));

        page.Render(parameters => parameters.Add(p => p.Name, "fraud"));

        Assert.Equal("US_CENTRAL", Region(page));
    }

    [Fact]
    public async Task A_page_that_was_led_elsewhere_while_it_opened_follows_nothing_once_it_is_left()
    {
        Given(A.Project().WithVault());
        var opening = new TaskCompletionSource<ProjectSnapshot?>();
        Atlas.NextFound = opening.Task;
        var page = Render<PrivateEndpointsPage>(parameters =>
            parameters.Add(p => p.ProjectId, Atlas.Project.Id).Add(p => p.Service, "azure")
        );
        page.Render(parameters => parameters.Add(p => p.Service, "aws"));
        await page.InvokeAsync(() => opening.SetResult(Atlas.Project));
        await DisposeComponentsAsync();

        var unread = Atlas.NextFound = Task.FromResult<ProjectSnapshot?>(Atlas.Project);
        var told = new TaskCompletionSource();
        var watch = Services.GetRequiredService<ProjectWatch>();
        using var last = watch.Watch(
            Atlas.Project.Id,
            () =>
            {
                told.SetResult();
                return Task.CompletedTask;
            }
        );
        watch.Changed([Atlas.Project.Id]);
        await told.Task;

        Assert.Same(unread, Atlas.NextFound);
    }

    [Fact]
    public void The_browser_is_told_of_a_moved_clock_while_rows_that_show_the_same_stay_as_they_are()
    {
        Given(A.Project().WithVault(requirePrivateNetworking: true).WithEndpoints(("US_EAST_2", EndpointStatus.Initiating)));
        var page = Render<ApprovePage>(parameters => parameters.Add(p => p.ProjectId, Atlas.Project.Id).Add(p => p.Service, "azure"));
        var drawn = page.FindComponent<EndpointLine>().RenderCount;

        Atlas.Now += TimeSpan.FromHours(1);
        Services.GetRequiredService<ProjectWatch>().EverythingChanged();

        page.WaitForAssertion(() => Assert.Equal(Atlas.Now.ToString("O"), page.Find("#atlas-clock").GetAttribute("datetime")));
        Assert.Equal(drawn, page.FindComponent<EndpointLine>().RenderCount);
    }

    private static IEnumerable<string> Regions(IRenderedComponent<PrivateEndpointsPage> page) =>
        page.FindAll("td[data-th=Region] strong").Select(region => region.TextContent);

    private static string Region(IRenderedComponent<EditClusterPage> page) =>
        page.Find("ul[aria-label='Nodes by region'] strong").TextContent;
}
