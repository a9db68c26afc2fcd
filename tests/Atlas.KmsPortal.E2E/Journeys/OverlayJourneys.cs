using Atlas.KmsPortal.E2E.Fixtures;
using Atlas.KmsPortal.E2E.Pages;

namespace Atlas.KmsPortal.E2E.Journeys;

/// <summary>What opens over a page: every dialog, menu and list, in both themes, wide and narrow, with axe.</summary>
public sealed class OverlayJourneys(BrowserFixture browser) : Journey(browser)
{
    private const int Desk = 1280;
    private const int Phone = 390;
    private static readonly string s_project = $"/projects/{DemoProjects.Payments}";

    [Theory]
    [InlineData(ColorScheme.Light, Desk)]
    [InlineData(ColorScheme.Light, Phone)]
    [InlineData(ColorScheme.Dark, Desk)]
    [InlineData(ColorScheme.Dark, Phone)]
    public async Task Nothing_that_opens_keeps_anybody_out(ColorScheme theme, int width)
    {
        await Page.EmulateMediaAsync(new() { ColorScheme = theme });
        await Page.SetViewportSizeAsync(width, 844);
        await SignInAsOwnerAsync();
        List<string> findings = [];
        foreach (var (name, page, press, opened) in Overlays(isNarrow: width == Phone))
        {
            await Page.GotoAsync(page);
            await Page.InteractiveAsync();
            await press();
            await Expect(opened).ToBeVisibleAsync();
            await Page.StandsStillAsync();
            findings.AddRange(await Axe.FindAsync(Page, name));
        }

        Assert.True(findings.Count == 0, string.Join('\n', findings));
    }

    private IEnumerable<(string Name, string Page, Func<Task> Press, ILocator Opened)> Overlays(bool isNarrow)
    {
        yield return ("account", "/", () => Button("^Account ").ClickAsync(), MenuItem());
        yield return ("project switcher", s_project, () => OpenSwitcherAsync(isNarrow), Option());
        yield return ("regions", $"{s_project}/advanced/azure/set-up", () => new SetUpPage(Page).Search.ClickAsync(), Option());
        yield return (
            "tiers",
            $"{s_project}/clusters/new",
            () => Page.GetByRole(AriaRole.Combobox, new() { Name = "Tier" }).ClickAsync(),
            Option()
        );
        yield return ("delete a cluster", $"{s_project}/clusters", () => Button("^Delete ledger$").ClickAsync(), Dialog());
        yield return ("rotate", $"{s_project}/advanced/azure/rotate", RotateAsync, Dialog());
        yield return ("reset the world", "/simulator", () => Button("^Reset the demo world").ClickAsync(), Dialog());
        yield return ("replicate a key", "/azure", () => Button("^Replicate to… ").First.ClickAsync(), MenuItem());
    }

    private async Task OpenSwitcherAsync(bool isNarrow)
    {
        if (isNarrow)
        {
            await Button("^Menu$").ClickAsync();
        }

        await Button("^Switch project").ClickAsync();
    }

    private async Task RotateAsync()
    {
        var key = Page.GetByLabel("Key Identifier");
        await key.FillAsync("https://acme-vault.vault.azure.net/keys/atlas/00000000000000000000000000000000");
        await key.BlurAsync();
        await Button("^Update Credentials$").ClickAsync();
    }

    private ILocator Button(string name) => Page.GetByRole(AriaRole.Button, new() { NameRegex = new(name) });

    private ILocator Option() => Page.GetByRole(AriaRole.Option).First;

    private ILocator MenuItem() => Page.GetByRole(AriaRole.Menuitem).First;

    private ILocator Dialog() => Page.GetByRole(AriaRole.Dialog);
}
