using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Atlas.KmsPortal.Data.Sqlite;

/// <summary>Brings a database to the schema of this release. Where it has that already, a few small questions are all it costs.</summary>
public sealed class SqliteUpgrade(IDbContextFactory<PortalDbContext> databases, ILogger<SqliteUpgrade> logger)
{
    // Reading all of a small file takes a few milliseconds; a large one is believed.
    private const int MostPagesChecked = 8_192;
    private static readonly TimeSpan s_askAgainAfter = TimeSpan.FromMilliseconds(100);

    /// <summary>Makes the database ready for use, or says what it lacks.</summary>
    /// <exception cref="InvalidOperationException">It cannot be used; the message names the file, the cause and the way out.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var file = database.Database.GetDbConnection().DataSource;
        try
        {
            await UpgradeAsync(database, file, cancellationToken);
        }
        catch (Exception exception) when (DatabaseTrouble.Of(exception) is { } trouble)
        {
            throw new InvalidOperationException(trouble.AtStart(file), exception);
        }
    }

    private async Task UpgradeAsync(PortalDbContext database, string file, CancellationToken cancellationToken)
    {
        CreatePrivately(file, database.Database.GetDbConnection().ConnectionString);
        await database.Database.OpenConnectionAsync(cancellationToken);
        await CheckAsync(database, file, cancellationToken);
        if (await IsCurrentAsync(database, file, cancellationToken))
        {
            return;
        }

        await using var turn = await TakeTurnAsync(database, cancellationToken);
        // Whoever had the turn before may have done it.
        if (await IsCurrentAsync(database, file, cancellationToken))
        {
            return;
        }

        logger.LogInformation("Upgrading the database to {Migration}.", database.Database.GetMigrations().Last());
        // EF Core's own lock is a row that outlives a start that was killed, and then blocks every later one. The turn is ours, so
        // whatever row is there has no owner any more.
        await database.Database.ExecuteSqlAsync($"""DROP TABLE IF EXISTS "__EFMigrationsLock" """, cancellationToken);
        try
        {
            await database.Database.MigrateAsync(cancellationToken);
        }
        catch (SqliteException exception) when (DatabaseTrouble.Of(exception) is null)
        {
            throw new InvalidOperationException(
                $"The database {file} does not hold what a portal's does ({exception.Message}). Name the portal's own in ConnectionStrings:Portal, or restore a backup.",
                exception
            );
        }
    }

    // SQLite would let everybody read it; what it lays beside it has the database's own mode.
    private static void CreatePrivately(string file, string connectionString)
    {
        var connection = new SqliteConnectionStringBuilder(connectionString);
        if (connection.Mode is not SqliteOpenMode.ReadWriteCreate || file is "" or ":memory:")
        {
            return;
        }

        try
        {
            PrivateFiles.CreateFile(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InvalidOperationException(
                $"The database {file} cannot be opened ({exception.Message}). Check ConnectionStrings:Portal, and that this account may write there.",
                exception
            );
        }
    }

    /// <summary>Whether it can be written, and is whole: better found now than by the first who needs it.</summary>
    private static async Task CheckAsync(PortalDbContext database, string file, CancellationToken cancellationToken)
    {
        var connection = (SqliteConnection)database.Database.GetDbConnection();
        // SQLite would begin all the same, and refuse the first who writes.
        if (SQLitePCL.raw.sqlite3_db_readonly(connection.Handle, "main") == 1)
        {
            throw new InvalidOperationException(DatabaseTrouble.ReadOnly.AtStart(file));
        }

        // Waits for whoever writes. Nothing is written by it.
        await using (await database.Database.BeginTransactionAsync(cancellationToken)) { }

        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA page_count";
        if (await command.ExecuteScalarAsync(cancellationToken) is > (long)MostPagesChecked)
        {
            return;
        }

        command.CommandText = "PRAGMA quick_check(1)";
        if (await command.ExecuteScalarAsync(cancellationToken) is string found and not "ok")
        {
            throw new InvalidOperationException(DatabaseTrouble.Damaged(found).AtStart(file));
        }
    }

    /// <exception cref="InvalidOperationException">A newer release has upgraded it.</exception>
    private static async Task<bool> IsCurrentAsync(PortalDbContext database, string file, CancellationToken cancellationToken)
    {
        await using var command = database.Database.GetDbConnection().CreateCommand();
        command.CommandText = """SELECT EXISTS (SELECT 1 FROM sqlite_master WHERE "name" = '__EFMigrationsHistory')""";
        if (await command.ExecuteScalarAsync(cancellationToken) is not 1L)
        {
            return false;
        }

        var applied = new List<string>();
        command.CommandText = """SELECT "MigrationId" FROM "__EFMigrationsHistory" ORDER BY "MigrationId" """;
        await using (var rows = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await rows.ReadAsync(cancellationToken))
            {
                applied.Add(rows.GetString(0));
            }
        }

        var known = database.Database.GetMigrations().ToList();
        return applied.Except(known, StringComparer.Ordinal).LastOrDefault() is { } unknown
            ? throw new InvalidOperationException(
                $"The database {file} was upgraded by a newer release (to {unknown}; this release knows {known[^1]}). Start that release, or restore a backup from before the upgrade."
            )
            : applied.Count == known.Count;
    }

    /// <summary>One process upgrades at a time. The file's lock is the system's, so it ends with whoever holds it, however that ends.</summary>
    private async Task<IAsyncDisposable?> TakeTurnAsync(PortalDbContext database, CancellationToken cancellationToken)
    {
        var connection = (SqliteConnection)database.Database.GetDbConnection();
        // An empty path: a database in memory, which no other process sees.
        if (string.IsNullOrEmpty(SQLitePCL.raw.sqlite3_db_filename(connection.Handle, "main").utf8_to_string()))
        {
            return null;
        }

        var path = connection.DataSource + ".upgrade";
        for (var asked = 0; ; asked++)
        {
            try
            {
                return PrivateFiles.Hold(path);
            }
            catch (IOException) when (File.Exists(path))
            {
                if (asked == 0)
                {
                    logger.LogInformation("Waiting for another process that upgrades the database: it holds {File}.", path);
                }

                await Task.Delay(s_askAgainAfter, cancellationToken);
            }
        }
    }
}
