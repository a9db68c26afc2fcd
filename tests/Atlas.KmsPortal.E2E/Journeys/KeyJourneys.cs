using Atlas.KmsPortal.E2E.Fixtures;
using Atlas.KmsPortal.E2E.Pages;

namespace Atlas.KmsPortal.E2E.Journeys;

public sealed class KeyJourneys(BrowserFixture browser) : Journey(browser)
{
    private const string Rotating = "00:05:00";

    // A rotation goes on until the journey moves the clock, so that it is seen however slow the machine is.
    protected override IReadOnlyDictionary<string, string> Settings =>
        new Dictionary<string, string> { ["Simulator__ClusterWorkTakes"] = Rotating };

    [Fact]
    public async Task A_rotation_is_checked_runs_and_ends()
    {
        using var api = new Api(Portal.BaseAddress);
        await SignInAsOwnerAsync();
        await Page.GotoAsync($"/projects/{DemoProjects.Payments}/advanced/azure/rotate");
        await Page.InteractiveAsync();
        var key = Page.GetByLabel("Key Identifier");
        await key.FillAsync("https://other-vault.vault.azure.net/keys/atlas/00000000000000000000000000000000");
        await key.BlurAsync();
        await Expect(Page.GetByText("This key is in other-vault, but the vault named above is acme-vault.")).ToBeVisibleAsync();

        await key.FillAsync("https://acme-vault.vault.azure.net/keys/atlas/00000000000000000000000000000000");
        await key.BlurAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Update Credentials" }).ClickAsync();
        await Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Update Credentials" }).ClickAsync();

        var rotating = Page.GetByRole(AriaRole.Main).GetByText("ledger is rotating to the new key.");
        await Expect(rotating).ToBeVisibleAsync();
        await api.ForwardAsync(Rotating);
        await Expect(rotating).ToBeHiddenAsync();
    }

    [Fact]
    public async Task A_lost_key_shuts_a_cluster_down_and_restoring_it_brings_it_back()
    {
        using var api = new Api(Portal.BaseAddress);
        await SignInAsOwnerAsync();
        await api.FaultAsync("""{"keyDisabled": true}""");
        await Page.GotoAsync($"/projects/{DemoProjects.Payments}/advanced");
        await Page.InteractiveAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Try Again" }).First.ClickAsync();

        var lost = Page.GetByRole(AriaRole.Group, new() { NameRegex = new("ledger shut down") });
        await Expect(lost).ToContainTextAsync("The key is disabled in the vault. Enable it there.");
        await Expect(lost).ToContainTextAsync("AZURE_KEY_VAULT_KEY_NOT_ENABLED");
        await api.FaultAsync("""{"keyDisabled": false}""");
        await lost.GetByRole(AriaRole.Button, new() { Name = "Try Again" }).ClickAsync();

        await Expect(lost).ToBeHiddenAsync();
    }

    [Fact]
    public async Task AWS_is_set_up_with_a_replicated_key_and_no_approval()
    {
        var projects = await SignInAsOwnerAsync();
        var advanced = await projects.OpenAdvancedAsync(DemoProjects.LedgerAws);
        await advanced.RequirePrivateNetworkingAsync();
        await advanced.SaveAsync();
        var setUp = await advanced.SetUpAsync("AWS");

        await Page.GetByRole(AriaRole.Button, new() { Name = "Replicate to EU_WEST_1 (simulated AWS)" }).ClickAsync();
        await Expect(Page.GetByText("No replica yet.")).ToBeHiddenAsync();
        await setUp.Continue.ClickAsync();
        await Expect(setUp.Region("EU_WEST_1")).ToBeCheckedAsync();
        await Expect(setUp.Region("US_EAST_1")).ToBeCheckedAsync();
        var status = await setUp.ContinueAsync("Private Endpoints for AWS KMS");

        await status.SeesAsync("EU_WEST_1", "ACTIVE");
        await status.SeesAsync("US_EAST_1", "ACTIVE");
        await status.Done.ClickAsync();
        await Expect(new OverviewPage(Page).Heading("ledger-aws")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Static_credentials_give_way_to_a_service_principal()
    {
        await SignInAsOwnerAsync();
        await Page.GotoAsync($"/projects/{DemoProjects.Payments}/advanced/azure/access");
        await Page.InteractiveAsync();
        await Page.GetByLabel("Tenant ID").FillAsync("ee46317d-36a3-4472-a3dd-6549e901da0b");
        await Page.GetByLabel("Service Principal ID").FillAsync("not-an-id");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Validate and Finish" }).ClickAsync();
        await Expect(Page.GetByText("Enter a UUID, as Azure shows it.").First).ToBeVisibleAsync();
        await Page.GetByLabel("Service Principal ID").FillAsync("5f2d1a00-0000-4000-8000-000000000001");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Validate and Finish" }).ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Cell, new() { Name = "5f2d1a00-0000-4000-8000-000000000001", Exact = true }))
            .ToBeVisibleAsync();

        var advanced = await new ProjectsPage(Page).OpenAdvancedAsync(DemoProjects.Payments);
        await advanced.ChooseAsync("Service Principal (Recommended)");
        await advanced.PickAsync("Service principal", "authorized");
        await advanced.SaveAsync();

        await Page.GotoAsync($"/projects/{DemoProjects.Payments}/advanced/azure/access");
        await Page.InteractiveAsync();
        await Expect(Page.GetByRole(AriaRole.Button, new() { Name = "Remove" })).ToHaveAttributeAsync("aria-disabled", "true");
        await Expect(Page.GetByText("The role is in use")).ToBeVisibleAsync();
    }
}
