using Atlas.KmsPortal.E2E.Fixtures;
using Atlas.KmsPortal.E2E.Pages;

namespace Atlas.KmsPortal.E2E.Journeys;

/// <summary>Everything works without a mouse, in and out of every widget, and a screen reader hears of each change once.</summary>
public sealed class KeyboardJourneys(BrowserFixture browser) : Journey(browser)
{
    private const string IsInDialog = "() => document.activeElement.closest('.mud-dialog-container') !== null";

    private const string Creating = "00:10:00";
    private const string Noticing = "00:03:00";

    // Nothing moves before the journey moves the clock, so that what is said can be compared.
    protected override IReadOnlyDictionary<string, string> Settings =>
        new Dictionary<string, string> { ["Simulator__InitiatingTakes"] = Creating, ["Simulator__AzureNoticedWithin"] = Noticing };

    [Fact]
    public async Task The_whole_wizard_works_by_keyboard_alone_and_is_told_sentence_by_sentence()
    {
        using var api = new Api(Portal.BaseAddress);
        var keyboard = new Keyboard(Page);
        var projects = await SignInAsOwnerAsync();
        var advanced = await projects.OpenAdvancedAsync(DemoProjects.Retail);
        await keyboard.ActivateAsync(Switch("Encryption at Rest using your Key Management"), "Space");
        await keyboard.TabToAsync(Radio("Service Principal (Recommended)"));
        await keyboard.PressAsync("ArrowRight");
        await Expect(Radio("Static Credentials")).ToBeCheckedAsync();
        foreach (var (label, value) in AdvancedPage.AzureFields)
        {
            await keyboard.FillAsync(advanced.Field(label), value);
        }

        await keyboard.ActivateAsync(Switch("Require Private Networking"), "Space");
        await keyboard.ActivateAsync(advanced.SaveButton);
        await Expect(advanced.Unsaved).ToBeHiddenAsync();
        await Expect(advanced.SetUp).ToBeFocusedAsync();
        await keyboard.PressAsync("Enter");

        var setUp = new SetUpPage(Page);
        await Expect(setUp.Continue).ToBeVisibleAsync();
        await keyboard.TabToAsync(setUp.Region("EUROPE_NORTH"));
        await keyboard.PressAsync("Space");
        await Expect(setUp.Chosen("EUROPE_NORTH")).ToBeVisibleAsync();
        await keyboard.ActivateAsync(Page.GetByRole(AriaRole.Button, new() { Name = "Add EUROPE_WEST" }));
        await Expect(setUp.Blockers).ToBeHiddenAsync();
        await keyboard.ActivateAsync(setUp.Continue);

        var approve = new ApprovePage(Page);
        await approve.SeesAsync("EUROPE_WEST", "INITIATING");
        var screenReader = new ScreenReader(Page);
        await screenReader.BeginAsync();
        await api.ForwardAsync(Creating);
        await approve.SeesAsync("EUROPE_NORTH", "PENDING APPROVAL");
        await screenReader.HasSaidAsync(1);
        foreach (var region in new[] { "EUROPE_NORTH", "EUROPE_WEST" })
        {
            await keyboard.ActivateAsync(approve.Rows(region).GetByRole(AriaRole.Button, new() { Name = "Approve", Exact = true }));
            await Expect(approve.Rows(region)).ToContainTextAsync("approved");
            await api.ForwardAsync(Noticing);
            await approve.SeesAsync(region, "ACTIVE");
            await screenReader.HasSaidAsync(region == "EUROPE_NORTH" ? 2 : 3);
        }

        Assert.Equal(
            [
                "2 endpoints pending approval.",
                "EUROPE_NORTH is active. 1 of 2 regions active.",
                "EUROPE_WEST is active. 2 of 2 regions active.",
            ],
            await screenReader.SaidAsync()
        );
        await keyboard.ActivateAsync(approve.Done);
        await Expect(new OverviewPage(Page).Heading("retail-eu")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Tabs_lead_in_and_out_both_ways()
    {
        await SignInAsOwnerAsync();
        await Page.GotoAsync("/simulator");
        await Page.InteractiveAsync();
        var keyboard = new Keyboard(Page);
        var first = Page.GetByRole(AriaRole.Tab).First;
        await first.FocusAsync();

        await keyboard.PressAsync("ArrowRight");
        await Expect(Page.GetByRole(AriaRole.Tab).Nth(1)).ToBeFocusedAsync();
        await keyboard.PressAsync("Enter");
        await Expect(Page.GetByRole(AriaRole.Tab).Nth(1)).ToHaveAttributeAsync("aria-selected", "true");
        await keyboard.PressAsync("Tab");
        await keyboard.TabToAsync(Page.GetByRole(AriaRole.Button, new() { Name = "Copy the Create an endpoint text" }));
        await keyboard.TabToAsync(Page.GetByRole(AriaRole.Link, new() { Name = "OpenAPI document" }));
        await keyboard.TabBackToAsync(Page.GetByRole(AriaRole.Tab).Nth(1));
        await keyboard.TabBackToAsync(Page.GetByRole(AriaRole.Link, new() { Name = "Azure side" }).Last);
    }

    [Fact]
    public async Task Lists_menus_and_dialogs_open_and_close_by_keyboard_and_give_the_focus_back()
    {
        await SignInAsOwnerAsync();
        await Page.GotoAsync($"/projects/{DemoProjects.Payments}/clusters/ledger/edit");
        await Page.InteractiveAsync();
        var keyboard = new Keyboard(Page);

        var tier = Page.GetByRole(AriaRole.Combobox, new() { Name = "Tier", Exact = true });
        await keyboard.TabToAsync(tier);
        await keyboard.PressAsync("Enter");
        await Expect(Page.GetByRole(AriaRole.Option).First).ToBeVisibleAsync();
        await keyboard.PressAsync("Escape");
        await Expect(Page.GetByRole(AriaRole.Option).First).ToBeHiddenAsync();
        await Expect(tier).ToBeFocusedAsync();

        var search = new SetUpPage(Page).Search;
        await keyboard.TabToAsync(search);
        await Page.Keyboard.TypeAsync("northeurope");
        await Expect(Page.GetByRole(AriaRole.Option)).ToHaveCountAsync(1);
        await keyboard.PressAsync("ArrowDown");
        await keyboard.PressAsync("Enter");
        await Expect(new SetUpPage(Page).Chosen("EUROPE_NORTH")).ToBeVisibleAsync();

        await Page.GotoAsync($"/projects/{DemoProjects.Payments}/clusters");
        await Page.InteractiveAsync();
        var delete = Page.GetByRole(AriaRole.Button, new() { Name = "Delete ledger" });
        await keyboard.ActivateAsync(delete);
        var dialog = Page.GetByRole(AriaRole.Dialog, new() { Name = "Delete ledger?" });
        await Expect(dialog).ToBeVisibleAsync();
        await Page.WaitForFunctionAsync(IsInDialog);
        for (var stop = 0; stop < 12; stop++)
        {
            await keyboard.PressAsync("Tab");
            Assert.True(await Page.EvaluateAsync<bool>(IsInDialog));
        }

        await keyboard.PressAsync("Escape");
        await Expect(dialog).ToBeHiddenAsync();
        await Expect(delete).ToBeFocusedAsync();

        var account = Page.GetByRole(AriaRole.Button, new() { Name = "Account owner@acme.example" });
        await keyboard.TabBackToAsync(account);
        await keyboard.PressAsync("Enter");
        var signOut = Page.GetByRole(AriaRole.Menuitem, new() { Name = "Sign out" });
        await Expect(signOut).ToBeFocusedAsync();
        await keyboard.PressAsync("Escape");
        await Expect(signOut).ToBeHiddenAsync();
        await Expect(account).ToBeFocusedAsync();
    }

    [Theory]
    [InlineData("Tab", AriaRole.Textbox)]
    [InlineData("Shift+Tab", AriaRole.Button)]
    public async Task A_dialog_keeps_the_focus_also_while_the_server_is_slow_to_answer(string key, AriaRole goesOnAt)
    {
        var link = await SlowLink.BeginAsync(Page);
        await SignInAsOwnerAsync();
        await Page.GotoAsync($"/projects/{DemoProjects.Payments}/clusters");
        await Page.InteractiveAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Delete ledger" }).ClickAsync();
        await Page.WaitForFunctionAsync(IsInDialog);

        var dialog = Page.GetByRole(AriaRole.Dialog, new() { Name = "Delete ledger?" });
        link.Hold();
        for (var stop = 0; stop < 12; stop++)
        {
            await Page.Keyboard.PressAsync(key);
            Assert.True(await Page.EvaluateAsync<bool>(IsInDialog));
        }

        link.Release();
        await Expect(dialog.GetByRole(goesOnAt).Last).ToBeFocusedAsync();
    }

    [Theory]
    [InlineData("/", "Account owner@acme.example", "Sign out")]
    [InlineData("/azure", "Replicate to…", "EU_CENTRAL_1")]
    public async Task One_Escape_closes_a_menu_that_a_click_opened_and_the_focus_is_back_on_its_button(
        string page,
        string button,
        string item
    )
    {
        await SignInAsOwnerAsync();
        await Page.GotoAsync(page);
        await Page.InteractiveAsync();
        var opener = Page.GetByRole(AriaRole.Button, new() { Name = button });
        await opener.ClickAsync();
        var entry = Page.GetByRole(AriaRole.Menuitem, new() { Name = item });
        await Expect(entry).ToBeVisibleAsync();

        await Page.Keyboard.PressAsync("Escape");

        await Expect(entry).ToBeHiddenAsync();
        await Expect(opener).ToBeFocusedAsync();
    }

    private ILocator Switch(string name) => Page.GetByRole(AriaRole.Switch, new() { Name = name, Exact = true });

    private ILocator Radio(string name) => Page.GetByRole(AriaRole.Radio, new() { Name = name, Exact = true });
}
