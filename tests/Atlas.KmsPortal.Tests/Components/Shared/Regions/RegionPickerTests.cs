using Atlas.KmsPortal.Components.Shared.Regions;
using Atlas.KmsPortal.Encryption;
using Bunit;

namespace Atlas.KmsPortal.Tests.Components.Shared.Regions;

public sealed class RegionPickerTests : ComponentTest
{
    private readonly List<string> _toggled = [];

    [Fact]
    public void Only_regions_of_clusters_are_in_view_until_the_list_is_opened()
    {
        var picker = Picker(used: ["EUROPE_WEST"]);

        Assert.Equal(["EUROPE_WEST"], Offered(picker));
        picker.Button("Browse all 56").Click();

        Assert.Equal("Used by clusters of this project", picker.Find(".picker__list legend").TextContent);
        Assert.Equal((56, "EUROPE_WEST"), (Offered(picker).Count, Offered(picker)[0]));
    }

    [Fact]
    public void A_region_is_selected_by_its_name()
    {
        var picker = Picker(used: ["EUROPE_NORTH"]);

        picker.Labelled("EUROPE_NORTH").Change(true);

        Assert.Equal(["EUROPE_NORTH"], _toggled);
    }

    [Fact]
    public void A_selected_region_can_be_left_out_again()
    {
        var picker = Picker(selected: ["EUROPE_NORTH"], used: ["EUROPE_NORTH"]);

        Assert.True(picker.Labelled("EUROPE_NORTH").HasAttribute("checked"));
        picker.Button("Remove EUROPE_NORTH").Click();

        Assert.Equal(["EUROPE_NORTH"], _toggled);
    }

    [Theory]
    [InlineData("FRANCE_CENTRAL", "FRANCE_CENTRAL")]
    [InlineData("francecentral", "FRANCE_CENTRAL")]
    [InlineData("paris", "FRANCE_CENTRAL")]
    public async Task Search_looks_at_both_names_and_at_places(string typed, string found)
    {
        var picker = Picker();

        await SearchAsync(picker, typed);
        Popups.WaitForAssertion(() => Assert.Equal(found, Assert.Single(Popups.FindAll("[role=option] strong")).TextContent));
        await Popups.Find("[role=option]").ClickAsync(new());

        Assert.Equal([found], _toggled);
    }

    [Fact]
    public async Task A_search_without_result_says_so()
    {
        var picker = Picker();

        await SearchAsync(picker, "atlantis");

        Popups.WaitForAssertion(() => Assert.Contains("No matching region", Popups.Said(), StringComparison.Ordinal));
    }

    [Fact]
    public void A_locked_region_cannot_be_removed_and_says_why()
    {
        var picker = Picker(selected: ["EUROPE_NORTH"], used: ["EUROPE_NORTH"], locked: new() { ["EUROPE_NORTH"] = "has an endpoint" });

        var checkbox = picker.Labelled("EUROPE_NORTH");
        Assert.True(checkbox.HasAttribute("disabled"));
        Assert.EndsWith("has an endpoint", picker.DescriptionOf(checkbox), StringComparison.Ordinal);
        Assert.DoesNotContain(picker.FindAll("button"), button => button.GetAttribute("aria-label") == "Remove EUROPE_NORTH");
    }

    [Fact]
    public void A_region_for_recovery_only_is_marked()
    {
        var picker = Picker(used: ["FRANCE_SOUTH"]);

        Assert.Contains("recovery only", picker.DescriptionOf(picker.Labelled("FRANCE_SOUTH")), StringComparison.Ordinal);
    }

    private static IReadOnlyList<string> Offered(IRenderedComponent<RegionPicker> picker) =>
        [.. picker.FindAll(".option label").Select(label => label.TextContent)];

    private static async Task SearchAsync(IRenderedComponent<RegionPicker> picker, string typed)
    {
        var box = picker.Labelled("Search 56 Azure regions");
        await box.FocusAsync(new());
        await box.InputAsync(typed);
    }

    private IRenderedComponent<RegionPicker> Picker(
        string[]? selected = null,
        string[]? used = null,
        Dictionary<string, string>? locked = null
    ) =>
        Render<RegionPicker>(parameters =>
            parameters
                .Add(picker => picker.Label, "Azure regions")
                .Add(picker => picker.Offered, [.. RegionCatalog.WithPrivateEndpoints(CloudProvider.Azure)])
                .Add(picker => picker.Selected, new HashSet<string>(selected ?? []))
                .Add(picker => picker.UsedByClusters, new HashSet<string>(used ?? []))
                .Add(picker => picker.Locked, locked ?? [])
                .Add(picker => picker.Toggled, _toggled.Add)
        );
}
