using Atlas.KmsPortal.Components.Layout;
using Atlas.KmsPortal.Encryption;
using Bunit;
using Bunit.TestDoubles;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor.Interfaces;

namespace Atlas.KmsPortal.Tests.Components.Layout;

public sealed class NavMenuTests : ComponentTest
{
    private const string Id = "65a0000000000000000000a2";
    private static readonly Menu s_menu = new("owner@acme.example", "Simulated Atlas", true, [new(Id, "payments", ProjectRole.Owner, 3)]);
    private readonly Drawer _drawer = new();

    public NavMenuTests() => ComponentFactories.AddStub<ProjectSwitcher>();

    [Theory]
    [InlineData("", "Projects", "page")]
    [InlineData($"projects/{Id}", "Overview", "page")]
    [InlineData($"projects/{Id}/clusters", "Clusters", "page")]
    [InlineData($"projects/{Id}/clusters/new", "Clusters", "true")]
    [InlineData($"projects/{Id}/activity?page=2", "Activity", "page")]
    [InlineData($"projects/{Id}/advanced/azure/set-up", "Advanced", "true")]
    [InlineData("azure", "Azure side", "page")]
    [InlineData("simulator", "Simulator", "page")]
    public void Only_the_link_to_where_one_is_is_marked(string path, string link, string mark)
    {
        var menu = At(path);

        var current = Assert.Single(menu.FindAll("a[aria-current]"));
        Assert.StartsWith(link, current.TextContent.Trim(), StringComparison.Ordinal);
        Assert.Equal(mark, current.GetAttribute("aria-current"));
        Assert.Contains("active", current.ClassList);
    }

    [Fact]
    public void What_waits_is_counted_in_words_too()
    {
        var menu = At($"projects/{Id}");

        Assert.Contains(
            menu.FindAll("a"),
            link =>
                string.Join(' ', link.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
                == "Advanced 3 waiting for you"
        );
    }

    [Fact]
    public void Without_a_project_there_are_no_links_into_one() =>
        Assert.Equal(["Projects", "Azure side", "Simulator"], At("").FindAll("a").Select(link => link.TextContent.Trim()));

    [Fact]
    public void Going_elsewhere_tells_the_drawer_which_closes_on_a_phone()
    {
        At($"projects/{Id}").Link("Clusters").Click();

        Assert.Equal(1, _drawer.Told);
    }

    private IRenderedComponent<NavMenu> At(string path)
    {
        Services.GetRequiredService<BunitNavigationManager>().NavigateTo(path);
        return Render<NavMenu>(parameters =>
            parameters.Add(menu => menu.Menu, s_menu).AddCascadingValue<INavigationEventReceiver>(_drawer)
        );
    }

    private sealed class Drawer : INavigationEventReceiver
    {
        public int Told { get; private set; }

        public Task OnNavigation()
        {
            Told++;
            return Task.CompletedTask;
        }
    }
}
