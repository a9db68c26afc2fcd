using System.Text.RegularExpressions;
using Atlas.KmsPortal.E2E.Fixtures;
using Atlas.KmsPortal.E2E.Pages;

namespace Atlas.KmsPortal.E2E.Journeys;

/// <summary>What people and their tools do to a form: fill it without keys, paste too much, save without leaving a field.</summary>
public sealed class FormJourneys(BrowserFixture browser) : Journey(browser)
{
    // As password managers do it: the value is set, and told with two events.
    private const string FillIn = """
        (fields) => fields.forEach(([id, value]) => {
            const input = document.getElementById(id);
            input.value = value;
            input.dispatchEvent(new Event('input', { bubbles: true }));
            input.dispatchEvent(new Event('change', { bubbles: true }));
        })
        """;

    [Fact]
    public async Task What_a_password_manager_fills_in_is_saved()
    {
        using var api = new Api(Portal.BaseAddress);
        var advanced = await OpenAsync();
        foreach (var (label, value) in AdvancedPage.AzureFields.Where(field => field.Label is not ("Client ID" or "Tenant ID" or "Secret")))
        {
            await advanced.TypeAsync(label, value);
        }

        string[][] filled =
        [
            ["azureKeyVault-clientID", "632ff709-32a8-48a3-8224-30d2386fadaf"],
            ["azureKeyVault-tenantID", "ee46317d-36a3-4472-a3dd-6549e901da0b"],
            ["azureKeyVault-secret", "demo-client-secret"],
        ];
        await Page.EvaluateAsync(FillIn, filled);
        await Expect(advanced.Field("Client ID")).ToHaveValueAsync(filled[0][1]);
        await Expect(advanced.Field("Tenant ID")).ToHaveValueAsync(filled[1][1]);
        await advanced.SaveAsync();

        var saved = await api.EncryptionAtRestAsync(DemoProjects.Retail);
        Assert.Equal(filled[0][1], saved.GetProperty("clientID").GetString());
        Assert.Equal(filled[1][1], saved.GetProperty("tenantID").GetString());
        Assert.True(saved.GetProperty("valid").GetBoolean());
    }

    [Fact]
    public async Task What_is_typed_fast_is_saved_whole_and_without_its_blank()
    {
        using var api = new Api(Portal.BaseAddress);
        var advanced = await OpenAsync();
        foreach (var (label, value) in AdvancedPage.AzureFields.Where(field => field.Label is not "Key Identifier"))
        {
            await advanced.TypeAsync(label, value);
        }

        await advanced.Field("Key Identifier").PressSequentiallyAsync(AdvancedPage.Key + " ");
        await advanced.SaveAsync();

        Assert.Equal(AdvancedPage.Key, (await api.EncryptionAtRestAsync(DemoProjects.Retail)).GetProperty("keyIdentifier").GetString());
    }

    [Fact]
    public async Task What_was_pasted_too_much_is_named_and_cut_to_its_part()
    {
        var advanced = await OpenAsync();
        await advanced.FillInAzureAsync();
        var vault = advanced.Field("Key Vault Name");
        await advanced.TypeAsync("Key Vault Name", $"https://{AdvancedPage.Vault}.vault.azure.net/");
        await Expect(vault)
            .ToHaveAccessibleDescriptionAsync($"This is the vault’s address. Use only this part of it: {AdvancedPage.Vault}");
        await Page.GetByRole(AriaRole.Button, new() { Name = $"Use {AdvancedPage.Vault}" }).ClickAsync();

        await Expect(vault).ToHaveValueAsync(AdvancedPage.Vault);
        await Expect(vault).Not.ToHaveAttributeAsync("aria-invalid", "true");
        await advanced.SaveAsync();
    }

    [Fact]
    public async Task A_secrets_id_is_pointed_out_and_can_be_saved()
    {
        var advanced = await OpenAsync();
        await advanced.FillInAzureAsync();
        await advanced.ReplaceAsync();
        await advanced.TypeAsync("Secret", "5b6d2f0e-0000-4000-8000-00000000a001");

        await Expect(advanced.Secret()).ToHaveAccessibleDescriptionAsync(new Regex("looks like the secret['’]s ID"));
        await advanced.SaveAsync();
    }

    private async Task<AdvancedPage> OpenAsync()
    {
        var advanced = await (await SignInAsOwnerAsync()).OpenAdvancedAsync(DemoProjects.Retail);
        await advanced.SwitchOnAsync();
        await advanced.ChooseAsync("Azure Key Vault");
        await advanced.ChooseAsync("Static Credentials");
        await Expect(advanced.Field("Secret")).ToBeVisibleAsync();
        return advanced;
    }
}
