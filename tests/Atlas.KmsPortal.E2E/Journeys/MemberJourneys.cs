using Atlas.KmsPortal.E2E.Fixtures;
using Atlas.KmsPortal.E2E.Pages;

namespace Atlas.KmsPortal.E2E.Journeys;

public sealed class MemberJourneys(BrowserFixture browser) : Journey(browser)
{
    [Fact]
    public async Task A_read_only_member_looks_and_changes_nothing()
    {
        using var api = new Api(Portal.BaseAddress);
        await api.RequirePrivateNetworkingAsync(DemoProjects.Payments);
        await api.CreateEndpointAsync(DemoProjects.Payments, "US_EAST_2");
        var projects = await SignInAsReaderAsync();
        var advanced = await projects.OpenAdvancedAsync(DemoProjects.Payments);

        await Expect(advanced.Field("Key Vault Name")).ToHaveValueAsync("acme-vault");
        await Expect(advanced.Field("Key Vault Name")).ToHaveAttributeAsync("readonly", "");
        await Expect(advanced.PrivateNetworking).ToHaveAttributeAsync("aria-disabled", "true");
        await Expect(advanced.Manage).ToBeHiddenAsync();
        foreach (
            var page in new[]
            {
                "advanced/azure/approve",
                "advanced/azure/private-endpoints",
                "advanced/azure/set-up",
                "advanced/azure/take-down",
            }
        )
        {
            await Page.GotoAsync($"/projects/{DemoProjects.Payments}/{page}");
            await Expect(Page.GetByText("For Project Owners only")).ToBeVisibleAsync();
        }

        await Page.GotoAsync($"/projects/{DemoProjects.Payments}");
        await Expect(new OverviewPage(Page).Heading("payments")).ToBeVisibleAsync();
        await Expect(Page.GetByText("INITIATING")).ToBeHiddenAsync();
        await Expect(Page.GetByText("PENDING APPROVAL")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task After_five_wrong_passwords_the_next_has_to_wait()
    {
        await Page.GotoAsync("/sign-in");
        var signIn = new SignInPage(Page);
        for (var attempt = 0; attempt < 5; attempt++)
        {
            await signIn.TryAsync("owner@acme.example", $"Wrong-{attempt}");
            await Expect(signIn.Problem).ToBeVisibleAsync();
        }

        await signIn.TryAsync("owner@acme.example", "Owner-demo-1");

        await Expect(signIn.Problem).ToContainTextAsync("Too many failed attempts. Try again in");
        await Expect(Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/sign-in"));
    }

    [Fact]
    public async Task The_later_of_two_owners_sees_what_the_other_changed_and_chooses()
    {
        var projects = await SignInAsOwnerAsync();
        var mine = await projects.OpenAdvancedAsync(DemoProjects.Payments);
        await Page.SwitchAsync("Encrypt Search Nodes with your key too", on: true);
        await Expect(mine.Unsaved).ToBeVisibleAsync();

        using var api = new Api(Portal.BaseAddress);
        await api.RequirePrivateNetworkingAsync(DemoProjects.Payments);

        var conflict = Page.GetByRole(AriaRole.Alert).Filter(new() { HasText = "Someone else changed these settings" });
        await Expect(conflict).ToContainTextAsync("Require Private Networking: Off to On");
        await conflict.GetByRole(AriaRole.Button, new() { Name = "Take theirs" }).ClickAsync();
        await Expect(mine.PrivateNetworking).ToBeCheckedAsync();
    }

    [Fact]
    public async Task Nobody_gets_in_without_signing_in()
    {
        foreach (var page in new[] { "/", $"/projects/{DemoProjects.Retail}", "/azure", "/simulator" })
        {
            await Page.GotoAsync(page);
            await Expect(Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/sign-in"));
        }
    }
}
