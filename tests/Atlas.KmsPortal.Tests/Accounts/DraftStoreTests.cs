using Atlas.KmsPortal.Accounts;
using Atlas.KmsPortal.Components.Advanced;
using Atlas.KmsPortal.Data;
using Atlas.KmsPortal.Encryption;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Atlas.KmsPortal.Tests.Accounts;

public sealed class DraftStoreTests : IDisposable
{
    private const string Secret = "typed-and-not-saved";

    // The clean-up runs on a connection of its own.
    private readonly SqliteConnection _connection = new($"Data Source={Guid.NewGuid()};Mode=Memory;Cache=Shared");
    private readonly FakeTimeProvider _clock = new(A.Now);
    private readonly IDbContextFactory<PortalDbContext> _databases;
    private readonly DraftStore _drafts;

    public DraftStoreTests()
    {
        _connection.Open();
        _databases = new ServiceCollection()
            .AddDbContextFactory<PortalDbContext>(options => options.UseSqlite(_connection.ConnectionString))
            .BuildServiceProvider()
            .GetRequiredService<IDbContextFactory<PortalDbContext>>();
        _drafts = new DraftStore(_databases, new EphemeralDataProtectionProvider(), _clock, NullLogger<DraftStore>.Instance);
        using var database = _databases.CreateDbContext();
        database.Database.EnsureCreated();
    }

    [Fact]
    public async Task A_draft_lives_a_day_from_its_last_change()
    {
        await KeepAsync();
        _clock.Advance(TimeSpan.FromHours(20));
        await KeepAsync();

        _clock.Advance(TimeSpan.FromDays(1) - TimeSpan.FromSeconds(1));
        Assert.Equal(Secret, (await FindAsync())?.Secret);
        await _drafts.DeleteExpiredAsync(TestContext.Current.CancellationToken);
        Assert.Equal(1, await CountAsync());

        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(await FindAsync());
        await _drafts.DeleteExpiredAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, await CountAsync());
    }

    [Fact]
    public async Task What_is_kept_cannot_be_read_in_the_database()
    {
        await KeepAsync();

        await using var database = await _databases.CreateDbContextAsync(TestContext.Current.CancellationToken);
        var row = await database.Drafts.SingleAsync(TestContext.Current.CancellationToken);
        Assert.DoesNotContain(Secret, row.Content, StringComparison.Ordinal);
    }

    /// <summary>Nobody has to open the form for it.</summary>
    [Fact(Timeout = 30_000)]
    public async Task What_was_typed_a_day_ago_is_deleted_within_an_hour()
    {
        var ready = new DatabaseReady();
        ready.Succeed();
        await KeepAsync();
        using var expiry = new DraftExpiry(_drafts, ready, _clock, NullLogger<DraftExpiry>.Instance);
        await expiry.StartAsync(TestContext.Current.CancellationToken);

        _clock.Advance(TimeSpan.FromDays(1));
        while (await CountAsync() > 0)
        {
            await Task.Yield();
        }

        await expiry.StopAsync(CancellationToken.None);
    }

    public void Dispose() => _connection.Dispose();

    private Task KeepAsync() =>
        _drafts.KeepAsync("me", "p", "advanced", new AdvancedForm { Secret = Secret }, TestContext.Current.CancellationToken);

    private Task<AdvancedForm?> FindAsync() =>
        _drafts.FindAsync<AdvancedForm>("me", "p", "advanced", TestContext.Current.CancellationToken);

    private async Task<int> CountAsync()
    {
        await using var database = await _databases.CreateDbContextAsync(TestContext.Current.CancellationToken);
        return await database.Drafts.CountAsync(TestContext.Current.CancellationToken);
    }
}
