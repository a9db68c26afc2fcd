using Atlas.KmsPortal.E2E.Fixtures;
using Atlas.KmsPortal.E2E.Pages;

namespace Atlas.KmsPortal.E2E.Journeys;

/// <summary>A secret goes in and never comes back, also while it is only typed.</summary>
public sealed class SecretJourneys(BrowserFixture browser) : Journey(browser)
{
    private const string Secret = "Qx7-typed-and-not-saved-9Zk";
    private const string Tenant = "ee46317d-36a3-4472-a3dd-6549e901da0b";

    [Fact]
    public async Task A_typed_secret_is_kept_and_saved_and_never_sent_back()
    {
        using var api = new Api(Portal.BaseAddress);
        var (advanced, here) = await OpenAsync(Page);
        await advanced.SwitchOnAsync();
        await advanced.FillInAzureAsync(Secret);
        await Expect(advanced.Secret()).ToContainTextAsync("Typed, not saved yet");
        await Page.ReloadAsync();
        await Page.InteractiveAsync();
        await Expect(advanced.Secret()).ToContainTextAsync("Typed, not saved yet");

        var (later, there) = await OpenAsync(await OpenBrowserAsync());
        await Expect(later.Secret()).ToContainTextAsync("Typed, not saved yet");
        await later.SaveAsync();
        await Expect(later.Secret()).ToContainTextAsync("Set");

        Assert.True((await api.EncryptionAtRestAsync(DemoProjects.Retail)).GetProperty("valid").GetBoolean());
        Assert.True(here.Carries(Tenant) && there.Carries(Tenant), "Nothing was listened to.");
        Assert.False(here.Carries(Secret) || there.Carries(Secret));
        Assert.DoesNotContain(Secret, Portal.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_typed_key_file_is_replaced_and_discarded_and_never_sent_back()
    {
        const string Label = "Service Account Key";
        const string KeyFile = $$"""{"type": "service_account", "private_key": "{{Secret}}"}""";
        var (advanced, here) = await OpenAsync(Page);
        await advanced.SwitchOnAsync();
        await advanced.ChooseAsync("Google Cloud KMS");
        await advanced.ChooseAsync("Service Account (Recommended)");
        await advanced.ChooseAsync("Static Credentials");
        await advanced.TypeAsync(Label, KeyFile);
        var secret = advanced.Secret(Label);
        await Expect(secret).ToContainTextAsync("Typed, not saved yet");

        await advanced.ReplaceAsync(Label);
        await advanced.TypeAsync(Label, KeyFile + " ");
        await secret.GetByRole(AriaRole.Button, new() { Name = "Discard" }).ClickAsync();
        await Expect(advanced.Field(Label)).ToBeFocusedAsync();
        await Page.ReloadAsync();
        await Page.InteractiveAsync();

        await Expect(advanced.Field(Label)).ToHaveValueAsync("");
        Assert.True(here.Carries("Google Cloud KMS"), "Nothing was listened to.");
        Assert.False(here.Carries(Secret));
    }

    private static async Task<(AdvancedPage Page, Outgoing FromServer)> OpenAsync(IPage page)
    {
        var projects = await new SignInPage(page).SignInAsync("owner@acme.example");
        var outgoing = await Outgoing.OfAsync(page);
        return (await projects.OpenAdvancedAsync(DemoProjects.Retail), outgoing);
    }
}
