using Atlas.KmsPortal.Data;
using Atlas.KmsPortal.Data.Sqlite;
using Atlas.KmsPortal.Simulator;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.Logging.Abstractions;

namespace Atlas.KmsPortal.Tests.Data.Sqlite;

public sealed class SqliteUpgradeTests : IDisposable
{
    private const string Initial = "20261122101838_Initial";
    private const string Listings = "20261125030611_ProjectListings";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("kms-portal-upgrade-");
    private readonly Databases _databases;

    public SqliteUpgradeTests() => _databases = new(Path.Combine(_folder.FullName, "portal.db"));

    [Fact]
    public async Task A_database_that_the_first_release_made_keeps_its_audit_log()
    {
        await MakeAsync(Initial);
        await ExecuteAsync(
            """
            INSERT INTO "Audit" ("EventId", "At", "Actor", "Door", "EventType", "Summary")
            VALUES ('65a0000000000000000000f1', 638000000000000000, 'owner@acme.example', 'Api', 'GROUP_CREATED', 'Created.')
            """
        );

        await UpgradeAsync();

        await using var database = _databases.CreateDbContext();
        var entry = Assert.Single(await database.Audit.ToListAsync());
        Assert.Equal(("65a0000000000000000000f1", KmsPortal.Encryption.AuditSource.Api), (entry.EventId, entry.Source));
        Assert.Empty(await database.Database.GetPendingMigrationsAsync());
    }

    [Fact]
    public async Task Listings_are_kept_and_sort_whatever_the_case()
    {
        await MakeAsync(Listings);
        await ExecuteAsync(
            """
            INSERT INTO "ProjectListings"
            VALUES ('65a0000000000000000000a1', 'o', 'Zebra', 4, 4, 0, 0, 0, 'zebra'), ('65a0000000000000000000a2', 'o', 'ant', 4, 4, 0, 0, 0, 'ant')
            """
        );

        await UpgradeAsync();

        await using var database = _databases.CreateDbContext();
        Assert.Equal(["ant", "Zebra"], await database.ProjectListings.OrderBy(row => row.Name).Select(row => row.Name).ToListAsync());
    }

    [Fact]
    public async Task The_secret_of_an_identity_stays_valid_until_its_own_end()
    {
        var hash = SecretHash.Of("demo-client-secret", SecretHash.NewSalt());
        var end = new DateTimeOffset(2027, 3, 1, 12, 0, 0, TimeSpan.Zero);
        await MakeAsync(Listings);
        await ExecuteAsync(
            $"""
            INSERT INTO "CloudCredentials" ("Id", "Provider", "SecretHash", "SecretExpiresAt", "RefusesSecret", "MayUseKey") VALUES
            ('azure/632ff709', 'Azure', '{hash}', {end.UtcTicks}, 0, 0),
            ('AWS/AKIAIOSFODNN7EXAMPLE', 'Aws', '{hash}', NULL, 0, 1),
            ('AWS/role/65a0000000000000000000d6', 'Aws', NULL, NULL, 1, 1)
            """
        );

        await UpgradeAsync();

        await using var database = _databases.CreateDbContext();
        var secrets = await database.CloudSecrets.OrderBy(secret => secret.CredentialId).ToListAsync();
        Assert.Equal(
            [("AWS/AKIAIOSFODNN7EXAMPLE", "Secret 1", hash, null, false), ("azure/632ff709", "Secret 1", hash, end, false)],
            secrets.Select(secret => (secret.CredentialId, secret.Description, secret.Hash, secret.ExpiresAt, secret.Deleted))
        );
        Assert.Equal(end.AddDays(-180), secrets[1].FirstSeenAt);
        Assert.Equal(DateTimeOffset.UtcNow, secrets[0].FirstSeenAt, TimeSpan.FromMinutes(10));
        Assert.All(secrets, secret => Assert.True(Guid.TryParse(secret.Id, out _), secret.Id));
        Assert.Equal(
            [
                ("AWS/AKIAIOSFODNN7EXAMPLE", false, true),
                ("AWS/role/65a0000000000000000000d6", true, true),
                ("azure/632ff709", false, false),
            ],
            (await database.CloudCredentials.OrderBy(row => row.Id).ToListAsync()).Select(row => (row.Id, row.RefusesSecret, row.MayUseKey))
        );
    }

    [Fact]
    public async Task The_way_back_keeps_the_newest_secret()
    {
        await UpgradeAsync();
        await ExecuteAsync(
            """
            INSERT INTO "CloudCredentials" ("Id", "Provider", "RefusesSecret", "RefusesUnknownSecrets", "MayUseKey")
            VALUES ('azure/632ff709', 'Azure', 0, 0, 1);
            INSERT INTO "CloudSecrets" ("Id", "CredentialId", "Description", "Hash", "FirstSeenAt", "ExpiresAt", "Deleted") VALUES
            ('a', 'azure/632ff709', 'Secret 1', 'older', 638000000000000000, 639000000000000000, 0),
            ('b', 'azure/632ff709', 'Secret 2', 'newer', 638100000000000000, 639200000000000000, 0),
            ('c', 'azure/632ff709', 'Secret 3', 'deleted', 638200000000000000, 639300000000000000, 1)
            """
        );

        await MakeAsync(Listings);
        await UpgradeAsync();

        await using var database = _databases.CreateDbContext();
        var secret = Assert.Single(await database.CloudSecrets.ToListAsync());
        Assert.Equal(("newer", 639200000000000000L), (secret.Hash, secret.ExpiresAt?.UtcTicks));
    }

    [Fact]
    public async Task A_start_that_was_killed_does_not_block_the_next()
    {
        await MakeAsync(Initial);
        // What EF Core leaves behind when a process ends in the middle of a migration.
        await ExecuteAsync(
            """
            CREATE TABLE IF NOT EXISTS "__EFMigrationsLock" ("Id" INTEGER NOT NULL PRIMARY KEY, "Timestamp" TEXT NOT NULL);
            DELETE FROM "__EFMigrationsLock";
            INSERT INTO "__EFMigrationsLock" ("Id", "Timestamp") VALUES (1, '2026-01-01 00:00:00+00:00');
            """
        );

        await UpgradeAsync();

        await using var database = _databases.CreateDbContext();
        Assert.Empty(await database.Database.GetPendingMigrationsAsync());
    }

    [Fact]
    public async Task A_current_database_is_only_asked()
    {
        await UpgradeAsync();
        // Whoever wanted to migrate would wait for these for ever.
        await ExecuteAsync("""DROP TABLE IF EXISTS "__EFMigrationsLock"; """);
        using var held = Hold();

        await UpgradeAsync();

        await using var database = _databases.CreateDbContext();
        Assert.Equal(
            0,
            await database
                .Database.SqlQuery<int>($"SELECT COUNT(*) AS Value FROM sqlite_master WHERE name = '__EFMigrationsLock'")
                .SingleAsync()
        );
    }

    [Fact]
    public async Task Who_comes_second_waits_says_so_and_finds_it_done()
    {
        await MakeAsync(Initial);
        var log = new WaitingLog();
        Task second;
        using (Hold())
        {
            second = new SqliteUpgrade(_databases, log).RunAsync(TestContext.Current.CancellationToken);
            await log.Waits.WaitAsync(TestContext.Current.CancellationToken);
            Assert.False(second.IsCompleted);
            await using var database = _databases.CreateDbContext();
            await database.Database.MigrateAsync();
        }

        await second;

        Assert.Contains(_databases.Path + ".upgrade", Assert.Single(log.Messages), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_at_once_all_succeed()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(UpgradeAsync)));

        await using var database = _databases.CreateDbContext();
        Assert.Empty(await database.Database.GetPendingMigrationsAsync());
    }

    /// <summary>Also where its migration has an earlier name than the last one of this release.</summary>
    [Theory]
    [InlineData("29990101000000_Later")]
    [InlineData("20261124000000_OfAnotherBranch")]
    public async Task A_database_of_a_newer_release_is_left_alone(string migration)
    {
        await UpgradeAsync();
        await ExecuteAsync($"""INSERT INTO "__EFMigrationsHistory" VALUES ('{migration}', '99.0.0')""");

        await RefusedAsync(
            _databases,
            $"The database {_databases.Path} was upgraded by a newer release (to {migration}",
            "restore a backup"
        );
    }

    [Fact]
    public async Task A_database_that_cannot_be_opened_is_named()
    {
        var missing = new Databases(Path.Combine(_folder.FullName, "missing", "portal.db"));

        await RefusedAsync(missing, $"The database {missing.Path} cannot be opened", "ConnectionStrings:Portal");
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_named()
    {
        await File.WriteAllTextAsync(_databases.Path, new string('x', 5000), TestContext.Current.CancellationToken);

        await RefusedAsync(_databases, $"The database {_databases.Path} is damaged", "Restore it from a backup");
    }

    /// <summary>It opens, and answers what a start asks: whoever needs that page would be the first to know.</summary>
    [Fact]
    public async Task A_database_with_a_damaged_page_is_named()
    {
        await UpgradeAsync();
        SqliteConnection.ClearAllPools();
        await using (var file = File.OpenWrite(_databases.Path))
        {
            file.Seek(-4096, SeekOrigin.End);
            await file.WriteAsync(Enumerable.Repeat((byte)0xA5, 4096).ToArray(), TestContext.Current.CancellationToken);
        }

        await RefusedAsync(_databases, $"The database {_databases.Path} is damaged", "Restore it from a backup");
    }

    [Fact]
    public async Task A_database_that_must_not_be_written_is_named()
    {
        await UpgradeAsync();
        SqliteConnection.ClearAllPools();

        await RefusedAsync(new(_databases.Path, "Mode=ReadOnly"), $"The database {_databases.Path} is read-only", "Let the account");
    }

    [Fact]
    public async Task The_database_of_another_program_is_left_alone()
    {
        await ExecuteAsync("""CREATE TABLE "Organizations" ("Mine" TEXT)""");

        await RefusedAsync(_databases, $"The database {_databases.Path} does not hold", "ConnectionStrings:Portal");
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }

    private FileStream Hold() => new(_databases.Path + ".upgrade", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);

    private Task UpgradeAsync() =>
        new SqliteUpgrade(_databases, NullLogger<SqliteUpgrade>.Instance).RunAsync(TestContext.Current.CancellationToken);

    private static async Task RefusedAsync(Databases databases, params string[] parts)
    {
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() =>
            new SqliteUpgrade(databases, NullLogger<SqliteUpgrade>.Instance).RunAsync(TestContext.Current.CancellationToken)
        );
        Assert.All(parts, part => Assert.Contains(part, refused.Message, StringComparison.Ordinal));
    }

    private async Task MakeAsync(string migration)
    {
        await using var database = _databases.CreateDbContext();
        await database.GetService<IMigrator>().MigrateAsync(migration);
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var database = _databases.CreateDbContext();
        await database.Database.ExecuteSqlRawAsync(sql);
    }

    private sealed class Databases(string path, string settings = "") : IDbContextFactory<PortalDbContext>
    {
        public string Path => path;

        public PortalDbContext CreateDbContext() =>
            new(
                new DbContextOptionsBuilder<PortalDbContext>()
                    .UseSqlite($"Data Source={path};{settings}")
                    .AddInterceptors(SqlitePragmas.Instance)
                    .Options
            );
    }
}
