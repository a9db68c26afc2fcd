using Atlas.KmsPortal.Data;
using Atlas.KmsPortal.Tests.Simulator.Api;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Atlas.KmsPortal.Tests.Accounts;

public sealed class CommonPasswordTests(ApiHost host) : IClassFixture<ApiHost>
{
    [Theory]
    [InlineData("password1234")]
    [InlineData("P@ssw0rd1234")]
    [InlineData("passwordpassword")]
    [InlineData("qwertyuiop12")]
    [InlineData("123456789012")]
    [InlineData("aaaaaaaaaaaa")]
    [InlineData("unbelievable")]
    [InlineData("mary.poppins@acme.example")]
    [InlineData("poppins-poppins")]
    [InlineData("atlas-kms-portal")]
    public async Task What_is_guessed_first_is_refused(string password)
    {
        var refused = Assert.Single(await ProblemsAsync(password));

        Assert.StartsWith("The password is among those that are guessed first. Use", refused, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a long passphrase")]
    [InlineData("correct horse battery staple")]
    [InlineData("vrolijk fietsen zonder handen")]
    [InlineData("zvkpqmwnrtbx")]
    [InlineData("481926350174")]
    public async Task Kinds_of_letters_do_not_matter(string password)
    {
        Assert.Empty(await ProblemsAsync(password));
    }

    [Fact]
    public async Task A_short_one_is_told_how_long_to_be()
    {
        Assert.Contains(
            "The password is too short. Use at least 12 characters: a few words are easy to remember.",
            await ProblemsAsync("q8#Lw2!vX")
        );
    }

    /// <summary>ASVS asks for 64 and more; and judging must not take as long as somebody likes.</summary>
    [Fact]
    public async Task Any_length_will_do()
    {
        Assert.Empty(await ProblemsAsync("correct horse battery staple " + new string('x', 10_000)));
    }

    private async Task<IReadOnlyList<string>> ProblemsAsync(string password)
    {
        await using var scope = host.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<PortalUser>>();
        var result = await users.CreateAsync(
            new PortalUser { UserName = $"{Guid.NewGuid():n}", Email = "mary.poppins@acme.example" },
            password
        );
        if (result.Succeeded)
        {
            await users.DeleteAsync((await users.FindByEmailAsync("mary.poppins@acme.example"))!);
        }

        return [.. result.Errors.Select(error => error.Description)];
    }
}
