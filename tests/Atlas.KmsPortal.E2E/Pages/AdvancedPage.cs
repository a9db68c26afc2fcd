using System.Text.RegularExpressions;

namespace Atlas.KmsPortal.E2E.Pages;

public sealed class AdvancedPage(IPage page)
{
    public const string Vault = "acme-vault";
    public const string Key = $"https://{Vault}.vault.azure.net/keys/atlas/d891821e3d364e9eb88fbd3d11807b86";

    /// <summary>What the demo's vault wants, in the order of the form.</summary>
    public static IReadOnlyList<(string Label, string Value)> AzureFields { get; } =
    [
        ("Client ID", "632ff709-32a8-48a3-8224-30d2386fadaf"),
        ("Tenant ID", "ee46317d-36a3-4472-a3dd-6549e901da0b"),
        ("Secret", "demo-client-secret"),
        ("Subscription ID", "a39012fb-d604-4cd1-8841-77f705f3e6d5"),
        ("Resource Group Name", "acme-kms"),
        ("Key Vault Name", Vault),
        ("Key Identifier", Key),
    ];

    public ILocator SaveButton => page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true });

    public ILocator SetUp => page.GetByRole(AriaRole.Link, new() { Name = "Set up", Exact = true });

    public ILocator Manage => page.GetByRole(AriaRole.Link, new() { Name = "Manage", Exact = true });

    public ILocator Saved => page.GetByText("Saved", new() { Exact = true });

    public ILocator Unsaved => page.GetByRole(AriaRole.Region, new() { Name = "Unsaved changes" });

    public ILocator PrivateNetworking => page.GetByRole(AriaRole.Switch, new() { Name = "Require Private Networking" });

    /// <summary>What is said of a secret that is set or typed, with its buttons.</summary>
    public ILocator Secret(string label = "Secret") => page.GetByRole(AriaRole.Group, new() { Name = label, Exact = true });

    public ILocator Field(string label) => page.GetByLabel(label, new() { Exact = true });

    public Task SwitchOnAsync() => page.SwitchAsync("Encryption at Rest using your Key Management", on: true);

    public Task RequirePrivateNetworkingAsync(bool required = true) => page.SwitchAsync("Require Private Networking", required);

    public Task ChooseAsync(string choice) => page.GetByRole(AriaRole.Radio, new() { Name = choice, Exact = true }).CheckAsync();

    /// <summary>Opens a list, takes what it offers, and goes on once the field shows it: what is pressed earlier is still about the old choice.</summary>
    public async Task PickAsync(string label, string option)
    {
        var field = page.GetByRole(AriaRole.Combobox, new() { Name = label, Exact = true });
        await field.ClickAsync();
        await page.GetByRole(AriaRole.Option).Filter(new() { HasText = option }).First.ClickAsync();
        await Expect(field).ToHaveValueAsync(new Regex(Regex.Escape(option)));
    }

    /// <summary>Types into a field and leaves it.</summary>
    public async Task TypeAsync(string label, string value)
    {
        await Field(label).FillAsync(value);
        await Field(label).BlurAsync();
    }

    /// <param name="secret">Another one than the demo's.</param>
    public async Task FillInAzureAsync(string? secret = null)
    {
        await ChooseAsync("Azure Key Vault");
        await ChooseAsync("Static Credentials");
        foreach (var (label, value) in AzureFields)
        {
            await TypeAsync(label, label is "Secret" ? secret ?? value : value);
        }
    }

    /// <summary>Asks for a secret's field, which then waits for what is typed.</summary>
    public async Task ReplaceAsync(string label = "Secret")
    {
        await Secret(label).GetByRole(AriaRole.Button, new() { Name = "Replace" }).ClickAsync();
        await Expect(Field(label)).ToBeFocusedAsync();
        await Expect(Field(label)).ToHaveValueAsync("");
    }

    public async Task SaveAsync()
    {
        await SaveButton.ClickAsync();
        await Expect(Unsaved).ToBeHiddenAsync();
    }

    public async Task<SetUpPage> SetUpAsync(string cloud = "Azure")
    {
        await SetUp.ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = $"Set Up Private Networking for {cloud}", Level = 1 }))
            .ToBeVisibleAsync();
        return new(page);
    }
}
