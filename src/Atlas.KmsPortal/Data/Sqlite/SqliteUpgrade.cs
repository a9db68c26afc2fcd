using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Atlas.KmsPortal.Data.Sqlite;

/// <summary>Brings a database to the schema of this release. Where it has that already, two small questions are all it costs.</summary>
public sealed class SqliteUpgrade(IDbContextFactory<PortalDbContext> databases, ILogger<SqliteUpgrade> logger)
{
    private static readonly TimeSpan s_askAgainAfter = TimeSpan.FromMilliseconds(100);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await OpenAsync(database, cancellationToken);
        if (await IsCurrentAsync(database, cancellationToken))
        {
            return;
        }

        await using var turn = await TakeTurnAsync(database, cancellationToken);
        // Whoever had the turn before may have done it.
        if (await IsCurrentAsync(database, cancellationToken))
        {
            return;
        }

        logger.LogInformation("Upgrading the database to {Migration}.", database.Database.GetMigrations().Last());
        // EF Core's own lock is a row that outlives a start that was killed, and then blocks every later one. The turn is ours, so
        // whatever row is there has no owner any more.
        await database.Database.ExecuteSqlAsync($"""DROP TABLE IF EXISTS "__EFMigrationsLock" """, cancellationToken);
        await database.Database.MigrateAsync(cancellationToken);
    }

    private static async Task OpenAsync(PortalDbContext database, CancellationToken cancellationToken)
    {
        try
        {
            await database.Database.OpenConnectionAsync(cancellationToken);
        }
        catch (SqliteException exception)
        {
            throw new InvalidOperationException(
                $"The database {database.Database.GetDbConnection().DataSource} cannot be opened ({exception.Message}). Check ConnectionStrings:Portal, and that this account may write there.",
                exception
            );
        }
    }

    /// <exception cref="InvalidOperationException">A newer release has upgraded it.</exception>
    private static async Task<bool> IsCurrentAsync(PortalDbContext database, CancellationToken cancellationToken)
    {
        await using var command = database.Database.GetDbConnection().CreateCommand();
        command.CommandText = """SELECT EXISTS (SELECT 1 FROM sqlite_master WHERE "name" = '__EFMigrationsHistory')""";
        if (await command.ExecuteScalarAsync(cancellationToken) is not 1L)
        {
            return false;
        }

        command.CommandText = """SELECT MAX("MigrationId") FROM "__EFMigrationsHistory" """;
        var applied = await command.ExecuteScalarAsync(cancellationToken) as string;
        var wanted = database.Database.GetMigrations().Last();
        return string.CompareOrdinal(applied, wanted) <= 0
            ? applied == wanted
            : throw new InvalidOperationException(
                $"The database was upgraded by a newer release (to {applied}; this release knows {wanted}). Start that release, or restore a backup from before the upgrade."
            );
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
