using Atlas.KmsPortal.Accounts;

namespace Atlas.KmsPortal.Tests.Accounts;

public sealed class LocalAddressTests
{
    [Theory]
    [InlineData("/")]
    [InlineData("/projects/65a0000000000000000000a2/advanced?x=1#key")]
    public void A_path_of_this_site_is_kept(string address) => Assert.Equal(address, LocalAddress.OrHome(address));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("projects")]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("/\t/evil.example")]
    [InlineData("https://evil.example/")]
    [InlineData("javascript:alert(1)")]
    public void Anything_else_leads_home(string? address) => Assert.Equal("/", LocalAddress.OrHome(address));
}
