using System.Net;
using Atlas.KmsPortal.Accounts;
using Atlas.KmsPortal.Auditing;
using Atlas.KmsPortal.Data;
using Atlas.KmsPortal.Encryption;
using Atlas.KmsPortal.Tests.Simulator.Api;
using Atlas.KmsPortal.Throttling;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Atlas.KmsPortal.Tests.Accounts;

public sealed class SignInTests(SignInTests.Host host) : IClassFixture<SignInTests.Host>
{
    private const string Password = "a long passphrase";
    private const string Wrong = "hunter2 hunter2";

    [Fact]
    public async Task A_stranger_who_guesses_does_not_keep_the_owner_s_browser_out()
    {
        var email = await NewPersonAsync();
        using var owner = SignedInBrowser.Stranger(host.Address, NewAddress());
        await InAsync(owner, email);
        await owner.SignOutAsync();

        await GuessAsync(email, times: 10);

        await InAsync(owner, email);
    }

    [Fact]
    public async Task Nor_a_new_browser_at_an_address_that_the_owner_came_from()
    {
        var email = await NewPersonAsync();
        var home = NewAddress();
        using var owner = SignedInBrowser.Stranger(host.Address, home);
        await InAsync(owner, email);

        await GuessAsync(email, times: 10);

        using var another = SignedInBrowser.Stranger(host.Address, home);
        await InAsync(another, email);
        using var elsewhere = SignedInBrowser.Stranger(host.Address, NewAddress());
        Assert.Equal(HttpStatusCode.TooManyRequests, (await SignInAsync(elsewhere, email, Password)).Status);
    }

    [Fact]
    public async Task A_thief_s_cookie_of_another_account_makes_nobody_known()
    {
        var (email, thief) = (await NewPersonAsync(), await NewPersonAsync());
        using var browser = SignedInBrowser.Stranger(host.Address, NewAddress());
        await InAsync(browser, thief);
        await GuessAsync(email, times: 10);
        var known = browser.Cookies.GetAllCookies().Single(cookie => cookie.Name.StartsWith("kms-portal-known-", StringComparison.Ordinal));
        using var theirs = SignedInBrowser.Stranger(host.Address, NewAddress());
        await InAsync(theirs, thief);

        // The same value under the name that belongs to the other account.
        browser.Cookies.Add(new Cookie(NameFor(email), known.Value, "/sign-in", host.Address.Host));

        Assert.Equal(HttpStatusCode.TooManyRequests, (await SignInAsync(browser, email, Password)).Status);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task After_five_guesses_the_next_waits_whether_there_is_such_an_account(bool exists)
    {
        var email = exists ? await NewPersonAsync() : $"{Guid.NewGuid():n}@acme.example";

        var answers = await GuessAsync(email, times: 6);

        Assert.All(answers[..5], answer => Assert.Contains("The e-mail address or the password is wrong.", answer.Text));
        Assert.Equal(HttpStatusCode.TooManyRequests, answers[5].Status);
        Assert.InRange(answers[5].RetryAfter!.Value.TotalSeconds, 1, 180);
        Assert.Matches("Too many failed attempts. Try again in (3 min|2 min [0-9]+ s).", answers[5].Text);
    }

    [Fact]
    public async Task One_address_cannot_try_one_password_on_everybody()
    {
        using var browser = SignedInBrowser.Stranger(host.Address, NewAddress());
        var statuses = new List<HttpStatusCode>();
        for (var account = 0; account < 21; account++)
        {
            statuses.Add((await SignInAsync(browser, $"nobody{account}@acme.example", Wrong)).Status);
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, statuses[^1]);
        Assert.All(statuses[..^1], status => Assert.Equal(HttpStatusCode.OK, status));
    }

    /// <summary>Time tells what words do not, and most of it goes into hashing.</summary>
    [Theory]
    [InlineData("nobody")]
    [InlineData("wrong password")]
    [InlineData("blocked")]
    [InlineData("without a password")]
    public async Task One_hash_is_compared_whoever_it_is(string who)
    {
        var email = who is "nobody" ? $"{Guid.NewGuid():n}@acme.example" : await NewPersonAsync();
        await MakeAsync(who, email);
        using var browser = SignedInBrowser.Stranger(host.Address, NewAddress());
        var before = host.Hasher.Compared;

        var answer = await SignInAsync(browser, email, Wrong);

        Assert.Equal(1, host.Hasher.Compared - before);
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Contains("The e-mail address or the password is wrong.", answer.Text);
    }

    [Fact]
    public async Task Whoever_knows_the_password_of_a_blocked_account_is_told()
    {
        var email = await NewPersonAsync();
        await MakeAsync("blocked", email);
        using var browser = SignedInBrowser.Stranger(host.Address, NewAddress());

        Assert.Contains("This account is blocked. Ask an administrator.", (await SignInAsync(browser, email, Password)).Text);
    }

    [Fact]
    public async Task Coming_going_and_being_refused_are_told_of_with_the_address()
    {
        var email = await NewPersonAsync();
        var from = NewAddress();
        using var browser = SignedInBrowser.Stranger(host.Address, from);
        for (var guess = 0; guess < 6; guess++)
        {
            await SignInAsync(browser, email, Wrong);
        }

        using var owner = SignedInBrowser.Stranger(host.Address, "192.0.2.77");
        await using (var scope = host.Services.CreateAsyncScope())
        {
            await scope
                .ServiceProvider.GetRequiredService<KmsPortal.Throttling.KnownAddresses>()
                .RememberAsync(email.ToUpperInvariant(), "192.0.2.77", TestContext.Current.CancellationToken);
        }

        await InAsync(owner, email);
        await owner.SignOutAsync();

        var told = await EntriesAsync(email);
        Assert.Equal(
            [AtlasEvents.SignInRefused, AtlasEvents.SignInPaused, AtlasEvents.SignedIn, AtlasEvents.SignedOut],
            told.Select(entry => entry.EventType)
        );
        Assert.All(told, entry => Assert.Equal((email, AuditSource.Portal), (entry.Actor, entry.Source)));
        Assert.All(told[..2], entry => Assert.Contains($"at the sign-in page, from {from}. ", entry.Summary, StringComparison.Ordinal));
        Assert.All(told[2..], entry => Assert.EndsWith(", from 192.0.2.77.", entry.Summary, StringComparison.Ordinal));
        Assert.All(told, entry => Assert.DoesNotContain("hunter2", entry.Summary + entry.After, StringComparison.Ordinal));
    }

    private async Task InAsync(SignedInBrowser browser, string email) =>
        Assert.Equal(HttpStatusCode.Redirect, (await SignInAsync(browser, email, Password)).Status);

    private async Task<List<(HttpStatusCode Status, string Text, TimeSpan? RetryAfter)>> GuessAsync(string email, int times)
    {
        using var stranger = SignedInBrowser.Stranger(host.Address, NewAddress());
        var answers = new List<(HttpStatusCode, string, TimeSpan?)>();
        for (var guess = 0; guess < times; guess++)
        {
            answers.Add(await SignInAsync(stranger, email, Wrong));
        }

        return answers;
    }

    private static async Task<(HttpStatusCode Status, string Text, TimeSpan? RetryAfter)> SignInAsync(
        SignedInBrowser browser,
        string email,
        string password
    )
    {
        using var answer = await browser.SignInAsync(email, password);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return (answer.StatusCode, text, answer.Headers.RetryAfter?.Delta);
    }

    private static string NameFor(string email) =>
        "kms-portal-known-"
        + Convert.ToHexStringLower(
            System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(email.ToUpperInvariant()))
        )[..16];

    private static string NewAddress() => $"10.{Random.Shared.Next(256)}.{Random.Shared.Next(256)}.{Random.Shared.Next(1, 255)}";

    private async Task<string> NewPersonAsync()
    {
        var email = $"{Guid.NewGuid():n}@acme.example";
        await using var scope = host.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<PortalUser>>();
        Assert.True((await users.CreateAsync(new PortalUser { UserName = email, Email = email }, Password)).Succeeded);
        return email;
    }

    private async Task MakeAsync(string what, string email)
    {
        await using var scope = host.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<PortalUser>>();
        if (await users.FindByEmailAsync(email) is not { } user)
        {
            return;
        }

        switch (what)
        {
            case "blocked":
                await users.SetLockoutEndDateAsync(user, DateTimeOffset.MaxValue);
                break;
            case "without a password":
                await users.RemovePasswordAsync(user);
                break;
        }
    }

    private async Task<List<AuditRow>> EntriesAsync(string email)
    {
        await using var database = await host
            .Services.GetRequiredService<IDbContextFactory<PortalDbContext>>()
            .CreateDbContextAsync(TestContext.Current.CancellationToken);
        return await database
            .Audit.Where(row => row.Actor == email)
            .OrderBy(row => row.Id)
            .ToListAsync(TestContext.Current.CancellationToken);
    }

    public sealed class Host : ApiHost
    {
        internal CountingHasher Hasher { get; } = new();

        protected override IEnumerable<(string Key, string Value)> Settings => [("ForwardedHeaders:KnownProxies", "127.0.0.1,::1")];

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.ConfigureTestServices(services =>
            {
                services.AddSingleton<IPasswordHasher<PortalUser>>(Hasher);
                // No guess comes back by itself, however long a test takes.
                services.AddSingleton(new GuessLimits(new FakeTimeProvider()));
            });
        }
    }

    internal sealed class CountingHasher : PasswordHasher<PortalUser>
    {
        private int _compared;

        public int Compared => Volatile.Read(ref _compared);

        public override PasswordVerificationResult VerifyHashedPassword(PortalUser user, string hashedPassword, string providedPassword)
        {
            Interlocked.Increment(ref _compared);
            return base.VerifyHashedPassword(user, hashedPassword, providedPassword);
        }
    }
}
