using System.Text.RegularExpressions;
using Atlas.KmsPortal.E2E.Fixtures;
using Atlas.KmsPortal.E2E.Pages;

namespace Atlas.KmsPortal.E2E.Journeys;

public sealed class EndpointJourneys(BrowserFixture browser) : Journey(browser)
{
    private const string Making = "00:10:00";

    // Nothing is made before the journey moves the clock.
    protected override IReadOnlyDictionary<string, string> Settings =>
        new Dictionary<string, string> { ["Simulator__InitiatingTakes"] = Making };

    [Fact]
    public async Task A_rejected_endpoint_and_its_replacement_stand_side_by_side_and_the_owner_is_told()
    {
        using var api = new Api(Portal.BaseAddress);
        await api.RequirePrivateNetworkingAsync(DemoProjects.Payments);
        await api.CreateEndpointAsync(DemoProjects.Payments, "US_EAST_2");
        await api.CreateEndpointAsync(DemoProjects.Payments, "US_CENTRAL");
        await api.ForwardAsync(Making);
        await SignInAsOwnerAsync();
        await Page.GotoAsync($"/projects/{DemoProjects.Payments}/advanced/azure/approve");
        await Page.InteractiveAsync();
        var approve = new ApprovePage(Page);
        await approve.SeesAsync("US_EAST_2", "PENDING APPROVAL");
        await approve.ApproveAsync("US_EAST_2");
        await approve.SeesAsync("US_EAST_2", "ACTIVE");

        var azure = new AzureSidePage(await Page.Context.NewPageAsync());
        await azure.OpenAsync();
        await azure.RejectAsync("US_EAST_2");

        await approve.SeesAsync("US_EAST_2", "PENDING RECREATION");
        await approve.SeesAsync("US_EAST_2", "INITIATING");
        await Expect(Page.GetByText("private endpoint was rejected").First).ToBeVisibleAsync();
        await api.ForwardAsync(Making);
        await Expect(approve.Row("US_EAST_2", "PENDING RECREATION")).ToBeHiddenAsync();
        await approve.SeesAsync("US_EAST_2", "PENDING APPROVAL");
        await Page.GotoAsync($"/projects/{DemoProjects.Payments}");
        await Expect(new OverviewPage(Page).NextSteps).ToContainTextAsync("Approve 2 endpoints");
        await Expect(new OverviewPage(Page).NextSteps).ToContainTextAsync("US_EAST_2 replaces one that was rejected or removed in Azure");
    }

    [Fact]
    public async Task A_failed_endpoint_says_why_and_is_tried_again()
    {
        using var api = new Api(Portal.BaseAddress);
        await api.RequirePrivateNetworkingAsync(DemoProjects.Payments);
        await api.FaultAsync("""{"nextCreationFails": "PrivateEndpointQuotaExceeded in uksouth"}""");
        await api.CreateEndpointAsync(DemoProjects.Payments, "UK_SOUTH");
        await api.ForwardAsync(Making);
        await SignInAsOwnerAsync();
        await Page.GotoAsync($"/projects/{DemoProjects.Payments}/advanced/azure/approve");
        await Page.InteractiveAsync();
        var approve = new ApprovePage(Page);

        await approve.SeesAsync("UK_SOUTH", "FAILED");
        await Expect(Page.GetByText("PrivateEndpointQuotaExceeded in uksouth").First).ToBeVisibleAsync();
        await approve.Rows("UK_SOUTH").GetByRole(AriaRole.Button, new() { Name = "Try again" }).ClickAsync();
        await approve.SeesAsync("UK_SOUTH", "INITIATING");
        await api.ForwardAsync(Making);

        await approve.SeesAsync("UK_SOUTH", "PENDING APPROVAL");
        await Expect(approve.Row("UK_SOUTH", "FAILED")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Elapsed_times_on_an_open_page_follow_a_clock_that_somebody_else_moves()
    {
        using var api = new Api(Portal.BaseAddress);
        await api.RequirePrivateNetworkingAsync(DemoProjects.Payments);
        await api.CreateEndpointAsync(DemoProjects.Payments, "US_EAST_2");
        await api.ForwardAsync(Making);
        await SignInAsOwnerAsync();
        await Page.GotoAsync($"/projects/{DemoProjects.Payments}/advanced/azure/approve");
        await Page.InteractiveAsync();
        var approve = new ApprovePage(Page);
        await approve.SeesAsync("US_EAST_2", "PENDING APPROVAL");
        await Expect(approve.Rows("US_EAST_2")).ToContainTextAsync(new Regex(@"waits for \d+ s"));

        await api.ForwardAsync("02:00:00");

        await Expect(approve.Rows("US_EAST_2")).ToContainTextAsync("waits for 2 h");
    }

    [Fact]
    public async Task The_way_back_is_led_through_in_order()
    {
        using var api = new Api(Portal.BaseAddress);
        await api.RequirePrivateNetworkingAsync(DemoProjects.Payments);
        await api.CreateEndpointAsync(DemoProjects.Payments, "US_EAST_2");
        await SignInAsOwnerAsync();
        await Page.GotoAsync($"/projects/{DemoProjects.Payments}/advanced/azure/take-down");
        await Page.InteractiveAsync();

        var dialog = Page.GetByRole(AriaRole.Dialog);

        // Asked for while Atlas still refuses; it follows by itself.
        await Page.GetByRole(AriaRole.Button, new() { Name = "Delete US_EAST_2 when possible" }).ClickAsync();
        await dialog.GetByLabel("Type US_EAST_2 to confirm").FillAsync("US_EAST_2");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Start with ledger" }).ClickAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Re-encrypt" }).ClickAsync();
        await Expect(Page.GetByText("It is deleted as soon as Atlas allows.")).ToBeVisibleAsync();
        await api.ForwardAsync(Making);
        await Expect(Page.GetByText("No private endpoint is left.")).ToBeVisibleAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Switch off Require Private Networking" }).ClickAsync();
        await Expect(Page.GetByText("No cluster uses the key.")).ToBeVisibleAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Switch off customer-managed keys…" }).ClickAsync();
        await dialog.GetByLabel("Type payments to confirm").FillAsync("payments");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Switch off" }).ClickAsync();

        await Expect(Page.GetByText("Azure Key Vault is off: nothing is left to take down")).ToBeVisibleAsync();
    }
}
