using Atlas.KmsPortal.Accounts;
using Atlas.KmsPortal.Data;
using Atlas.KmsPortal.Tests.Simulator.Api;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Atlas.KmsPortal.Tests.Accounts;

/// <summary>A sign-in ends when it is ended, whoever still has its cookie.</summary>
public sealed class SessionTests(ApiHost host) : IClassFixture<ApiHost>
{
    private const string Password = "a long passphrase";

    [Fact]
    public async Task Whoever_signs_out_takes_the_cookie_s_worth_along()
    {
        var email = await NewPersonAsync();
        using var browser = await OpenAsync(email);
        using var thief = browser.Copy();
        using var phone = await OpenAsync(email);
        Assert.True(await thief.IsInAsync());

        await browser.SignOutAsync();

        Assert.False(await thief.IsInAsync());
        Assert.True(await phone.IsInAsync());
    }

    [Theory]
    [InlineData("another password")]
    [InlineData("changed stamp")]
    [InlineData("blocked")]
    [InlineData("deleted")]
    public async Task What_ends_an_account_s_sign_ins_ends_them_all(string deed)
    {
        var email = await NewPersonAsync();
        using var browser = await OpenAsync(email);
        using var phone = await OpenAsync(email);

        await DoAsync(deed, email);

        Assert.False(await browser.IsInAsync());
        Assert.False(await phone.IsInAsync());
    }

    [Fact]
    public async Task Guessing_locks_the_door_and_throws_nobody_out()
    {
        var email = await NewPersonAsync();
        using var browser = await OpenAsync(email);

        await DoAsync("locked by guessing", email);
        Sessions.Forget(await SessionIdAsync(email));

        Assert.True(await browser.IsInAsync());
    }

    [Theory]
    [InlineData("another password")]
    [InlineData("blocked")]
    [InlineData("deleted")]
    [InlineData("signed out")]
    public async Task Another_process_s_word_counts_within_seconds(string deed)
    {
        var email = await NewPersonAsync();
        using var browser = await OpenAsync(email);
        var id = await SessionIdAsync(email);
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        var here = new LiveSessions(Databases, host.Services.GetRequiredService<IOptions<IdentityOptions>>(), clock);
        Assert.NotNull(await here.FindAsync(id, TestContext.Current.CancellationToken));

        await DoAsync(deed, email);
        clock.Advance(LiveSessions.KeptFor);

        Assert.Null(await here.FindAsync(id, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_sign_in_that_has_run_out_is_over_also_while_it_is_remembered()
    {
        var email = await NewPersonAsync();
        using var browser = await OpenAsync(email);
        var id = await SessionIdAsync(email);
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        var here = new LiveSessions(Databases, host.Services.GetRequiredService<IOptions<IdentityOptions>>(), clock);
        var ticket = await here.FindAsync(id, TestContext.Current.CancellationToken);

        clock.SetUtcNow(ticket!.Properties.ExpiresUtc!.Value);

        Assert.Null(await here.FindAsync(id, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task An_open_page_becomes_nobody_s()
    {
        var email = await NewPersonAsync();
        using var browser = await OpenAsync(email);
        var ticket = await Sessions.FindAsync(await SessionIdAsync(email), TestContext.Current.CancellationToken);
        var page = new Page(host.Services.GetRequiredService<Microsoft.Extensions.Logging.ILoggerFactory>(), Sessions);
        var state = new AuthenticationState(ticket!.Principal);
        Assert.True(await page.AsksAsync(state));

        await DoAsync("signed out", email);

        Assert.False(await page.AsksAsync(state));
        Assert.InRange(page.Every + LiveSessions.KeptFor, TimeSpan.Zero, TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Neither_the_database_nor_the_ticket_holds_what_the_cookie_says()
    {
        var email = await NewPersonAsync();
        using var browser = await OpenAsync(email);

        await using var database = await Databases.CreateDbContextAsync(TestContext.Current.CancellationToken);
        var row = await Of(database, email).SingleAsync(TestContext.Current.CancellationToken);

        Assert.Matches("^[0-9a-f]{64}$", row.Id);
        Assert.NotNull(row.Address);
        var ticket = TicketSerializer.Default.Deserialize(row.Ticket)!;
        Assert.Equal(row.Id, ticket.Principal.FindFirst(LiveSessions.Claim)!.Value);
    }

    [Fact]
    public async Task Roles_are_an_account_s_that_is_there_and_not_blocked()
    {
        var email = await NewPersonAsync();
        var memberships = host.Services.GetRequiredService<Memberships>();
        var id = await IdAsync(email);
        Assert.True((await memberships.RolesOfAsync(id, TestContext.Current.CancellationToken)).OwnsEverything);

        await DoAsync("blocked", email);
        memberships.Forget(id);
        Assert.False((await memberships.RolesOfAsync(id, TestContext.Current.CancellationToken)).OwnsEverything);

        await DoAsync("deleted", email);
        await using var database = await Databases.CreateDbContextAsync(TestContext.Current.CancellationToken);
        Assert.False(await database.Memberships.AnyAsync(row => row.UserId == id, TestContext.Current.CancellationToken));
    }

    private LiveSessions Sessions => host.Services.GetRequiredService<LiveSessions>();

    private IDbContextFactory<PortalDbContext> Databases => host.Services.GetRequiredService<IDbContextFactory<PortalDbContext>>();

    private async Task<string> NewPersonAsync()
    {
        var email = $"{Guid.NewGuid():n}@acme.example";
        await using var scope = host.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<PortalUser>>();
        var user = new PortalUser { UserName = email, Email = email };
        Assert.True((await users.CreateAsync(user, Password)).Succeeded);
        await using var database = await Databases.CreateDbContextAsync(TestContext.Current.CancellationToken);
        database.Memberships.Add(
            new()
            {
                UserId = user.Id,
                ScopeId = Membership.EveryOrganization,
                Role = Membership.OrgOwner,
            }
        );
        await database.SaveChangesAsync(TestContext.Current.CancellationToken);
        return email;
    }

    private Task<SignedInBrowser> OpenAsync(string email) => SignedInBrowser.OpenAsync(host.Address, email, Password);

    private async Task DoAsync(string deed, string email)
    {
        await using var scope = host.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<PortalUser>>();
        var user = (await users.FindByEmailAsync(email))!;
        var result = deed switch
        {
            "another password" => await users.ChangePasswordAsync(user, Password, "another passphrase"),
            "changed stamp" => await users.UpdateSecurityStampAsync(user),
            "blocked" => await users.SetLockoutEndDateAsync(user, DateTimeOffset.MaxValue),
            "locked by guessing" => await users.SetLockoutEndDateAsync(user, DateTimeOffset.UtcNow.AddMinutes(15)),
            "deleted" => await users.DeleteAsync(user),
            "signed out" => await SignOutElsewhereAsync(email),
            _ => throw new InvalidOperationException($"Nobody does {deed}."),
        };
        Assert.True(result.Succeeded);
        Sessions.ForgetAll();
    }

    private async Task<string> IdAsync(string email)
    {
        await using var database = await Databases.CreateDbContextAsync(TestContext.Current.CancellationToken);
        return await database
            .Users.Where(user => user.Email == email)
            .Select(user => user.Id)
            .SingleAsync(TestContext.Current.CancellationToken);
    }

    private async Task<string> SessionIdAsync(string email)
    {
        await using var database = await Databases.CreateDbContextAsync(TestContext.Current.CancellationToken);
        return await Of(database, email).Select(row => row.Id).SingleAsync(TestContext.Current.CancellationToken);
    }

    private static IQueryable<SessionRow> Of(PortalDbContext database, string email) =>
        database.Sessions.Where(row => database.Users.Any(user => user.Id == row.UserId && user.Email == email));

    private async Task<IdentityResult> SignOutElsewhereAsync(string email)
    {
        await Sessions.EndAllAsync(await IdAsync(email), except: null, TestContext.Current.CancellationToken);
        return IdentityResult.Success;
    }

    private sealed class Page(Microsoft.Extensions.Logging.ILoggerFactory loggers, LiveSessions sessions)
        : LiveAuthenticationState(loggers, sessions)
    {
        public TimeSpan Every => RevalidationInterval;

        public Task<bool> AsksAsync(AuthenticationState state) =>
            ValidateAuthenticationStateAsync(state, TestContext.Current.CancellationToken);
    }
}
