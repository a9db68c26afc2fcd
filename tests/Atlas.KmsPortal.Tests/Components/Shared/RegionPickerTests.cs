using Atlas.KmsPortal.Components.Shared;
using Atlas.KmsPortal.Encryption;
using Bunit;

namespace Atlas.KmsPortal.Tests.Components.Shared;

public sealed class RegionPickerTests : ComponentTest
{
    private readonly List<string> _toggled = [];

    [Fact]
    public void Regions_of_clusters_come_first()
    {
        var picker = Picker(used: ["EUROPE_WEST"]);

        var first = picker.FindAll("[role=group] [role=group]")[0];
        Assert.Equal("Used by clusters of this project", first.GetAttribute("aria-label"));
        Assert.Equal("EUROPE_WEST", first.QuerySelector("label")!.TextContent);
    }

    [Fact]
    public void A_region_is_chosen_by_its_name()
    {
        var picker = Picker();

        picker.Labelled("EUROPE_NORTH").Change(true);

        Assert.Equal(["EUROPE_NORTH"], _toggled);
    }

    [Fact]
    public void A_chosen_region_can_be_left_out_again()
    {
        var picker = Picker(selected: ["EUROPE_NORTH"]);

        Assert.True(picker.Labelled("EUROPE_NORTH").HasAttribute("checked"));
        picker.Button("Remove EUROPE_NORTH").Click();

        Assert.Equal(["EUROPE_NORTH"], _toggled);
    }

    [Fact]
    public void Search_looks_at_places_too()
    {
        var picker = Picker();

        picker.Find("input[type=search]").Input("paris");

        Assert.Equal(["FRANCE_CENTRAL"], picker.FindAll("label").Select(label => label.TextContent));
    }

    [Fact]
    public void A_search_without_result_says_so()
    {
        var picker = Picker();

        picker.Find("input[type=search]").Input("atlantis");

        Assert.Contains("No region matches “atlantis”", picker.Said(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_locked_region_cannot_be_removed_and_says_why()
    {
        var picker = Picker(selected: ["EUROPE_NORTH"], locked: new() { ["EUROPE_NORTH"] = "has an endpoint" });

        var checkbox = picker.Labelled("EUROPE_NORTH");
        Assert.True(checkbox.HasAttribute("disabled"));
        Assert.EndsWith("has an endpoint", picker.DescriptionOf(checkbox), StringComparison.Ordinal);
        Assert.DoesNotContain(picker.FindAll("button"), button => button.GetAttribute("aria-label") == "Remove EUROPE_NORTH");
    }

    [Fact]
    public void A_region_for_recovery_only_is_marked()
    {
        var picker = Picker();

        picker.Find("input[type=search]").Input("FRANCE_SOUTH");

        Assert.Contains("Recovery only", picker.Said(), StringComparison.Ordinal);
    }

    private IRenderedComponent<RegionPicker> Picker(
        string[]? selected = null,
        string[]? used = null,
        Dictionary<string, string>? locked = null
    ) =>
        Render<RegionPicker>(parameters =>
            parameters
                .Add(picker => picker.Label, "Azure regions")
                .Add(picker => picker.Offered, [.. RegionCatalogue.WithPrivateEndpoints(CloudProvider.Azure)])
                .Add(picker => picker.Selected, new HashSet<string>(selected ?? []))
                .Add(picker => picker.UsedByClusters, new HashSet<string>(used ?? []))
                .Add(picker => picker.Locked, locked ?? [])
                .Add(picker => picker.Toggled, _toggled.Add)
        );
}
