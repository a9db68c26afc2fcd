using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Atlas.KmsPortal.Hosting;

/// <summary>Nothing acknowledged is lost: a write-ahead log that is flushed with every commit.</summary>
internal sealed class SqlitePragmas : DbConnectionInterceptor
{
    // SQLite keeps all but journal_mode with the connection, so every connection is told.
    private const string Pragmas = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=5000; PRAGMA foreign_keys=ON;";

    public static SqlitePragmas Instance { get; } = new();

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        command.ExecuteNonQuery();
    }

    public override async Task ConnectionOpenedAsync(
        DbConnection connection,
        ConnectionEndEventData eventData,
        CancellationToken cancellationToken = default
    )
    {
        await using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
