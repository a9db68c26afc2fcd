using Atlas.KmsPortal.E2E.Fixtures;
using Atlas.KmsPortal.E2E.Pages;

namespace Atlas.KmsPortal.E2E.Journeys;

/// <summary>Every page, in both themes, wide and narrow, with axe; and no page scrolls sideways on a small screen.</summary>
public sealed class AccessibilityJourneys(BrowserFixture browser) : Journey(browser)
{
    private const int Desk = 1280;
    private const int Phone = 390;
    private const string NoSuchPage = "/no-such-page";

    private static readonly string[] s_pages =
    [
        "/",
        "/azure",
        "/simulator",
        NoSuchPage,
        .. DemoProjects.All.SelectMany(project =>
            new[] { $"/projects/{project}", $"/projects/{project}/advanced", $"/projects/{project}/clusters" }
        ),
        $"/projects/{DemoProjects.Retail}/advanced/azure/set-up",
        $"/projects/{DemoProjects.Payments}/advanced/azure/set-up",
        $"/projects/{DemoProjects.Payments}/advanced/azure/approve",
        $"/projects/{DemoProjects.Payments}/advanced/azure/private-endpoints",
        $"/projects/{DemoProjects.Payments}/advanced/azure/take-down",
        $"/projects/{DemoProjects.Payments}/advanced/azure/rotate",
        $"/projects/{DemoProjects.Payments}/advanced/azure/access",
        $"/projects/{DemoProjects.LedgerAws}/advanced/aws/access",
        $"/projects/{DemoProjects.LedgerAws}/advanced/aws/set-up",
        $"/projects/{DemoProjects.LedgerAws}/advanced/aws/take-down",
        $"/projects/{DemoProjects.Payments}/clusters/new",
        $"/projects/{DemoProjects.Payments}/clusters/ledger/edit",
        $"/projects/{DemoProjects.Payments}/activity",
        "/projects/65a000000000000000000099",
    ];

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task No_page_keeps_anybody_out(ColorScheme theme)
    {
        using var api = new Api(Portal.BaseAddress);
        await api.RequirePrivateNetworkingAsync(DemoProjects.Payments);
        await api.CreateEndpointAsync(DemoProjects.Payments, "US_EAST_2");
        await api.FaultAsync("""{"nextCreationFails": "PrivateEndpointQuotaExceeded in uksouth"}""");
        await api.CreateEndpointAsync(DemoProjects.Payments, "UK_SOUTH");
        await api.RequirePrivateNetworkingAsync(DemoProjects.LedgerAws, "awsKms");
        await Page.EmulateMediaAsync(new() { ColorScheme = theme });
        await Page.GotoAsync("/sign-in");
        var findings = new List<string>(await FindAsync("/sign-in"));
        await SignInAsOwnerAsync();

        foreach (var page in s_pages)
        {
            await Page.GotoAsync(page);
            await Expect(Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync();
            if (page != NoSuchPage)
            {
                // Between the prerendered picture and the live page even the title is away for a moment.
                await Page.InteractiveAsync();
            }

            await Expect(Page.GetByRole(AriaRole.Status, new() { Name = "Loading…" })).ToHaveCountAsync(0);
            await Expect(Page).ToHaveTitleAsync(new System.Text.RegularExpressions.Regex("Atlas KMS Portal"));
            findings.AddRange(await FindAsync(page));
            await Page.SetViewportSizeAsync(Phone, 844);
            findings.AddRange(await FindAsync($"{page} at {Phone} px"));
            await Page.SetViewportSizeAsync(Desk, 900);
        }

        Assert.True(findings.Count == 0, string.Join('\n', findings));
    }

    [Fact]
    public async Task No_page_scrolls_sideways_on_a_small_screen()
    {
        await SignInAsOwnerAsync();
        await Page.SetViewportSizeAsync(320, 640);
        List<string> wide = [];
        foreach (var page in s_pages)
        {
            await Page.GotoAsync(page);
            await Expect(Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync();
            var width = await Page.EvaluateAsync<int>("document.documentElement.scrollWidth");
            if (width > 320)
            {
                wide.Add($"{page}: {width} px");
            }
        }

        Assert.True(wide.Count == 0, string.Join('\n', wide));
    }

    private Task<IEnumerable<string>> FindAsync(string page) => Axe.FindAsync(Page, page);
}
