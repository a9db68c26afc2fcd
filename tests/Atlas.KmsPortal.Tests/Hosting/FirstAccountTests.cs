using Atlas.KmsPortal.Accounts;
using Atlas.KmsPortal.Auditing;
using Atlas.KmsPortal.Data;
using Atlas.KmsPortal.Encryption;
using Atlas.KmsPortal.Hosting;
using Atlas.KmsPortal.Tests.Simulator.Api;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Atlas.KmsPortal.Tests.Hosting;

/// <summary>An empty database outside Development.</summary>
public sealed class FirstAccountTests
{
    private static readonly Inhabitants s_nobody = new(DemoWorld: false, DemoKeys: false, Anybody: false, DemoAccounts: 0);

    [Fact]
    public async Task The_first_password_needs_length_and_nothing_else()
    {
        await using var host = new ProductionHost();
        await using var scope = host.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<PortalUser>>();

        var owner = await users.FindByEmailAsync("you@example.com");

        Assert.NotNull(owner);
        Assert.True(await users.CheckPasswordAsync(owner, "a long passphrase"));
    }

    [Theory]
    [InlineData("you@example.com", "another passphrase", 0, "another passphrase")]
    [InlineData("you@example.com", "q8#Lw2!", 1, "a long passphrase")]
    [InlineData("nobody@example.com", "another passphrase", 1, "a long passphrase")]
    public async Task A_lost_password_is_replaced_beside_the_database(string email, string given, int exitCode, string works)
    {
        await using var host = new ProductionHost();
        using var input = new StringReader(given);
        await using var output = new StringWriter();

        Assert.Equal(exitCode, await host.Services.SetPasswordAsync(email, input, output));

        await using var scope = host.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<PortalUser>>();
        var owner = await users.FindByEmailAsync("you@example.com");
        Assert.True(await users.CheckPasswordAsync(owner!, works));
        Assert.DoesNotContain(given, output.ToString(), StringComparison.Ordinal);
        await using var database = await host
            .Services.GetRequiredService<IDbContextFactory<PortalDbContext>>()
            .CreateDbContextAsync(TestContext.Current.CancellationToken);
        var told = await database.Audit.OrderBy(row => row.Id).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal(
            [AtlasEvents.AccountCreated, .. exitCode == 0 ? [AtlasEvents.PasswordChanged] : Array.Empty<string>()],
            told.Select(row => row.EventType)
        );
        Assert.All(told, row => Assert.Contains("you@example.com", row.Summary, StringComparison.Ordinal));
        Assert.All(told, row => Assert.DoesNotContain(given, row.Summary, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_new_password_lets_a_locked_account_in()
    {
        await using var host = new ProductionHost();
        await using var scope = host.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<PortalUser>>();
        var owner = await users.FindByEmailAsync("you@example.com");
        await users.SetLockoutEndDateAsync(owner!, DateTimeOffset.MaxValue);
        using var input = new StringReader("another passphrase");

        await host.Services.SetPasswordAsync("you@example.com", input, TextWriter.Null);

        await using var later = host.Services.CreateAsyncScope();
        var afterwards = later.ServiceProvider.GetRequiredService<UserManager<PortalUser>>();
        Assert.False(await afterwards.IsLockedOutAsync((await afterwards.FindByEmailAsync("you@example.com"))!));
    }

    /// <summary>Everybody knows them: a button on a page must not let the world in at the next start.</summary>
    [Fact]
    public async Task The_demo_keys_do_not_come_with_a_demo_world_that_was_reset()
    {
        await using var host = new ProductionHost();
        await host.Controls.ResetAsync(Actor.Atlas, TestContext.Current.CancellationToken);

        await host.Services.PrepareAtlasAsync(s_nobody with { DemoWorld = true }, TestContext.Current.CancellationToken);

        (await host.Owner().GetAsync("/groups")).Refused(401, "USER_UNAUTHORIZED");
    }

    /// <summary>As when the process is killed in between: the next start would find somebody there, who may do nothing.</summary>
    [Fact]
    public async Task Whoever_is_created_first_has_a_role_or_is_not_there()
    {
        await using var host = new ProductionHost();
        await using var scope = host.Services.CreateAsyncScope();
        await using var database = await host
            .Services.GetRequiredService<IDbContextFactory<PortalDbContext>>()
            .CreateDbContextAsync(TestContext.Current.CancellationToken);
        await database.Database.ExecuteSqlRawAsync(
            """
            DELETE FROM "AspNetUsers";
            CREATE TRIGGER "Cut" BEFORE INSERT ON "Memberships" BEGIN SELECT RAISE(ABORT, 'cut short'); END
            """,
            TestContext.Current.CancellationToken
        );

        await Assert.ThrowsAnyAsync<Exception>(() =>
            scope.ServiceProvider.GetRequiredService<AccountSeeder>().SeedAsync(TestContext.Current.CancellationToken)
        );

        Assert.Empty(await database.Users.ToListAsync(TestContext.Current.CancellationToken));
    }

    private sealed class ProductionHost : ApiHost
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.UseEnvironment("Production");
            builder.UseSetting("Portal:Admin:Email", "you@example.com");
            builder.UseSetting("Portal:Admin:Password", "a long passphrase");
        }
    }
}
