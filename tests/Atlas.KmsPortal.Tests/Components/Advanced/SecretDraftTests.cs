using Atlas.KmsPortal.Components.Advanced;
using Atlas.KmsPortal.Encryption;
using Bunit;

namespace Atlas.KmsPortal.Tests.Components.Advanced;

/// <summary>A secret that was typed and not saved stays on the server: the page says that it is there, and saves it.</summary>
public sealed class SecretDraftTests : PageTest
{
    private const string Secret = "typed-and-not-saved";

    public static TheoryData<CloudProvider> Providers => [CloudProvider.Azure, CloudProvider.Gcp];

    [Theory]
    [MemberData(nameof(Providers))]
    public void Whoever_comes_back_sees_that_a_secret_was_typed_and_not_which(CloudProvider provider)
    {
        Given(A.Project(A.Cluster("ledger", "US_EAST_2")));
        Drafts.Kept["advanced"] = Form(provider);

        var page = Page<AdvancedPage>();

        Assert.Contains("Typed, not saved yet", page.Said(), StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, page.Markup, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("input[type=password]"));
    }

    [Fact]
    public async Task Save_saves_the_secret_that_was_kept()
    {
        Given(A.Project(A.Cluster("ledger", "US_EAST_2")));
        Drafts.Kept["advanced"] = Form(CloudProvider.Azure);
        var page = Page<AdvancedPage>();

        await page.Button("Save").ClickAsync();

        Assert.Equal(Secret, Atlas.Change?.AzureKeyVault?.Secret);
        Assert.Empty(Drafts.Kept);
        Assert.DoesNotContain(Secret, page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("Typed", page.Said(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Discard_takes_the_secret_and_nothing_else_out_of_the_draft()
    {
        Given(A.Project(A.Cluster("ledger", "US_EAST_2")));
        Drafts.Kept["advanced"] = Form(CloudProvider.Azure);
        var page = Page<AdvancedPage>();

        await page.Button("Discard Secret").ClickAsync();

        var kept = Assert.IsType<AdvancedForm>(Drafts.Kept["advanced"]);
        Assert.Equal("", kept.Secret);
        Assert.Equal("acme-vault", kept.KeyVaultName);
        Assert.Equal("password", page.Labelled("Secret").GetAttribute("type"));
    }

    [Fact]
    public async Task Replace_puts_another_in_its_place()
    {
        Given(A.Project(A.Cluster("ledger", "US_EAST_2")));
        Drafts.Kept["advanced"] = Form(CloudProvider.Azure);
        var page = Page<AdvancedPage>();

        await page.Button("Replace Secret").ClickAsync();
        await page.Labelled("Secret").ChangeAsync("typed-instead");

        Assert.Equal("typed-instead", Assert.IsType<AdvancedForm>(Drafts.Kept["advanced"]).Secret);
        Assert.DoesNotContain("typed-instead", page.Markup, StringComparison.Ordinal);
    }

    private AdvancedForm Form(CloudProvider provider) =>
        AdvancedForm.From(Atlas.Project, provider) with
        {
            On = true,
            WithRole = false,
            ClientId = "632ff709-32a8-48a3-8224-30d2386fadaf",
            TenantId = "ee46317d-36a3-4472-a3dd-6549e901da0b",
            Secret = Secret,
            SubscriptionId = "a39012fb-d604-4cd1-8841-77f705f3e6d5",
            ResourceGroupName = "acme-kms",
            KeyVaultName = "acme-vault",
            KeyIdentifier = "https://acme-vault.vault.azure.net/keys/atlas/d891821e3d364e9eb88fbd3d11807b86",
        };
}
