using Atlas.KmsPortal.Components.Advanced;
using Bunit;

namespace Atlas.KmsPortal.Tests.Components.Frame;

/// <summary>What is typed while it cannot be kept.</summary>
public sealed class DraftTests : PageTest
{
    private const string ClientId = "11111111-2222-3333-4444-555555555555";

    [Fact]
    public void What_is_typed_stays_on_the_page_and_is_kept_with_what_comes_next()
    {
        Given(A.Project().WithVault());
        Drafts.Unavailable = "The portal's database is locked.";
        var page = Page<AdvancedPage>();

        page.Labelled("Client ID").Change(ClientId);

        Toasts.WaitForAssertion(() => Assert.Contains("Your input is not kept yet", Toasts.Said(), StringComparison.Ordinal));
        Assert.Equal(ClientId, page.Labelled("Client ID").GetAttribute("value"));

        Drafts.Unavailable = null;
        page.Labelled("Tenant ID").Change("66666666-2222-3333-4444-555555555555");

        page.WaitForAssertion(() => Assert.Equal(ClientId, Assert.IsType<AdvancedForm>(Assert.Single(Drafts.Kept).Value).ClientId));
    }
}
