using Atlas.KmsPortal.Components.Shared.Advice;
using Atlas.KmsPortal.Encryption;
using Bunit;

namespace Atlas.KmsPortal.Tests.Components.Shared.Advice;

public sealed class BlockersTests : ComponentTest
{
    private static readonly Blocker s_missing = new(
        "REGION_NOT_SELECTED",
        "EUROPE_WEST is missing",
        "orders also runs in EUROPE_WEST.",
        Remedy: new Remedy(RemedyKind.AddRegion, "Add EUROPE_WEST", "EUROPE_WEST")
    );

    [Fact]
    public void Nothing_is_shown_when_nothing_stops()
    {
        var blockers = Render<Blockers>(parameters => parameters.Add(b => b.Items, []));

        Assert.Empty(blockers.Markup.Trim());
    }

    [Fact]
    public void Each_finding_stands_with_its_way_out()
    {
        Blocker? remedied = null;
        var blockers = Render<Blockers>(parameters =>
            parameters.Add(b => b.Items, [s_missing]).Add(b => b.To, "continue").Add(b => b.OnRemedy, blocker => remedied = blocker)
        );

        Assert.Equal("Resolve 1 issue to continue", blockers.Find("h2").TextContent.Trim());
        Assert.Contains("orders also runs in EUROPE_WEST.", blockers.Said(), StringComparison.Ordinal);
        blockers.Button("Add EUROPE_WEST").Click();
        Assert.Same(s_missing, remedied);
    }

    [Fact]
    public void A_command_is_there_to_copy()
    {
        var command = new Remedy(RemedyKind.Command, "Copy command", "az provider register --namespace Microsoft.Network");

        var blockers = Render<Blockers>(parameters => parameters.Add(b => b.Items, [s_missing with { Remedy = command }]));

        Assert.Equal(command.Target, blockers.Button("Copy command").GetAttribute("data-copy"));
    }

    [Fact]
    public void Several_findings_are_counted()
    {
        var blockers = Render<Blockers>(parameters => parameters.Add(b => b.Items, [s_missing, s_missing]).Add(b => b.To, "save"));

        Assert.Equal("Resolve 2 issues to save", blockers.Find("h2").TextContent.Trim());
    }
}
