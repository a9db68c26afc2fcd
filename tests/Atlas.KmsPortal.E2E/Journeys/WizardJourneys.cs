using Atlas.KmsPortal.E2E.Fixtures;
using Atlas.KmsPortal.E2E.Pages;

namespace Atlas.KmsPortal.E2E.Journeys;

public sealed class WizardJourneys(BrowserFixture browser) : Journey(browser)
{
    [Fact]
    public async Task An_owner_takes_a_project_from_nothing_to_private_endpoints()
    {
        var projects = await SignInAsOwnerAsync();
        var advanced = await projects.OpenAdvancedAsync(DemoProjects.Retail);
        await advanced.SwitchOnAsync();
        await advanced.FillInAzureAsync();
        await advanced.RequirePrivateNetworkingAsync();
        await advanced.SaveAsync();

        var setUp = await advanced.SetUpAsync();
        await setUp.SelectAsync("EUROPE_NORTH");
        await Expect(setUp.Blockers).ToContainTextAsync("orders runs in EUROPE_NORTH and EUROPE_WEST");
        await Expect(setUp.Continue).ToHaveAttributeAsync("aria-disabled", "true");
        await setUp.Continue.ClickAsync(new() { Force = true });
        await Expect(Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("set-up$"));
        await setUp.AddAsync("EUROPE_WEST");
        await Expect(setUp.Blockers).ToBeHiddenAsync();

        var approve = await setUp.ContinueAsync();
        await approve.SeesAsync("EUROPE_NORTH", "PENDING APPROVAL");
        await approve.SeesAsync("EUROPE_WEST", "PENDING APPROVAL");
        await Expect(approve.Done).ToHaveAttributeAsync("aria-disabled", "true");
        await approve.ApproveAsync("EUROPE_NORTH");
        await approve.SeesAsync("EUROPE_NORTH", "ACTIVE");
        await approve.ApproveAsync("EUROPE_WEST");
        await approve.SeesAsync("EUROPE_WEST", "ACTIVE");
        await approve.Done.ClickAsync();

        await Expect(new OverviewPage(Page).Heading("retail-eu")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task What_was_typed_and_chosen_survives_a_refresh_and_a_killed_server()
    {
        var projects = await SignInAsOwnerAsync();
        var advanced = await projects.OpenAdvancedAsync(DemoProjects.Retail);
        await advanced.SwitchOnAsync();
        await advanced.FillInAzureAsync();
        await Page.ReloadAsync();
        await Page.InteractiveAsync();
        await Expect(advanced.Field("Key Identifier")).ToHaveValueAsync(AdvancedPage.Key);
        await advanced.RequirePrivateNetworkingAsync();
        await advanced.SaveAsync();
        var setUp = await advanced.SetUpAsync();
        await setUp.SelectAsync("EUROPE_NORTH");
        await setUp.SelectAsync("UK_SOUTH");
        await Expect(setUp.Chosen("UK_SOUTH")).ToBeVisibleAsync();
        await Expect(setUp.Kept).ToBeVisibleAsync();

        await KillAndStartAgainAsync();

        await Expect(setUp.Chosen("UK_SOUTH")).ToBeVisibleAsync();
        await Page.InteractiveAsync();
        await setUp.AddAsync("EUROPE_WEST");
        var approve = await setUp.ContinueAsync();
        await approve.SeesAsync("UK_SOUTH", "PENDING APPROVAL");

        await KillAndStartAgainAsync();

        await approve.SeesAsync("UK_SOUTH", "PENDING APPROVAL");
        await Page.InteractiveAsync();
        await approve.ApproveAsync("UK_SOUTH");
        await approve.SeesAsync("UK_SOUTH", "ACTIVE");
    }

    [Fact]
    public async Task The_client_secret_stands_in_no_page_no_log_and_no_file()
    {
        var projects = await SignInAsOwnerAsync();
        var advanced = await projects.OpenAdvancedAsync(DemoProjects.Retail);
        await advanced.SwitchOnAsync();
        await advanced.FillInAzureAsync();
        const string Secret = "demo-client-secret";
        await advanced.SaveAsync();
        await Page.ReloadAsync();
        await Page.InteractiveAsync();

        await Expect(Page.GetByRole(AriaRole.Group, new() { Name = "Secret" })).ToContainTextAsync("Set");
        Assert.DoesNotContain(Secret, await Page.ContentAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, Portal.Output, StringComparison.Ordinal);
        await Portal.KillAsync();
        foreach (var file in Directory.EnumerateFiles(Path.GetDirectoryName(Portal.DatabasePath)!, "*", SearchOption.AllDirectories))
        {
            var bytes = await File.ReadAllBytesAsync(file);
            Assert.Equal(-1, bytes.AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(Secret)));
        }
    }

    /// <summary>The page says that the portal is gone, and is back by itself within 5 s of it.</summary>
    private async Task KillAndStartAgainAsync()
    {
        var gone = Page.GetByText("The portal does not answer");
        await Portal.KillAsync();
        await Expect(gone).ToBeVisibleAsync();
        await Portal.StartAgainAsync();
        await Expect(gone).ToBeHiddenAsync(new() { Timeout = 5_000 });
    }
}
