using AngleSharp.Dom;
using Atlas.KmsPortal.Components.Overview;
using Atlas.KmsPortal.Encryption;
using Bunit;

namespace Atlas.KmsPortal.Tests.Components.Overview;

/// <summary>After the wizard, the step that all the work was for.</summary>
public sealed class EncryptClustersCardTests : PageTest
{
    private static ProjectSnapshot Ready =>
        A.Project(A.Cluster("ledger", "EUROPE_NORTH"), A.Cluster("orders", "EUROPE_NORTH"), A.Cluster("web", "EUROPE_WEST"), Free())
            .WithVault(requirePrivateNetworking: true)
            .WithEndpoints(("EUROPE_NORTH", EndpointStatus.Active));

    [Fact]
    public void Those_that_can_are_chosen_and_the_others_say_why_not()
    {
        Given(Ready);

        var page = Page<OverviewPage>();

        Assert.Equal(
            [("ledger", true, false), ("orders", true, false), ("web", false, true)],
            Choices(page).Select(item => (item.TextContent.Trim(), Box(item).IsChecked(), Box(item).IsDisabled()))
        );
        Assert.Contains("EUROPE_WEST has none.", page.Said(), StringComparison.Ordinal);
        Assert.Contains("2 clusters chosen.", page.Said(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_review_stands_for_all_and_then_they_are_encrypted()
    {
        Given(Ready);
        var page = Page<OverviewPage>();

        await page.Button("Review Changes").ClickAsync();
        var review = Dialogs.WaitForElement("[role=dialog]").TextContent;
        Assert.Contains("Every node of ledger and orders is re-encrypted with your key", review, StringComparison.Ordinal);
        Assert.Contains("/clusters/orders {\"encryptionAtRestProvider\":\"AZURE\"}", review, StringComparison.Ordinal);
        await Dialogs.Button("Apply Changes").ClickAsync();

        Assert.Equal(["update cluster ledger", "update cluster orders"], Atlas.Asked);
        Assert.Empty(Choices(page));
        Assert.Empty(Dialogs.FindAll("[role=dialog]"));
    }

    [Fact]
    public async Task Without_a_choice_there_is_nothing_to_review()
    {
        Given(Ready);
        var page = Page<OverviewPage>();
        foreach (var name in new[] { "ledger", "orders" })
        {
            await page.InvokeAsync(() => Box(Choices(page).Single(item => item.TextContent.Trim() == name)).Change(false));
        }

        Assert.Equal("true", page.Button("Review Changes").GetAttribute("aria-disabled"));
        Assert.Contains("Choose one or more clusters.", page.Said(), StringComparison.Ordinal);
    }

    [Fact]
    public void Whoever_may_only_look_and_a_project_that_uses_its_key_see_no_such_card()
    {
        Given(Ready, ProjectRole.ReadOnly);
        Assert.Empty(Choices(Page<OverviewPage>()));
    }

    private static Cluster Free()
    {
        var cluster = A.Cluster("sandbox", "EUROPE_NORTH");
        return cluster with { Spec = cluster.Spec with { Tier = "M0" } };
    }

    private static List<IElement> Choices(IRenderedComponent<OverviewPage> page) =>
        [.. page.FindAll("ul[aria-label='Clusters that can use your key'] label")];

    private static IElement Box(IElement label) => label.QuerySelector("input[type=checkbox]")!;
}
