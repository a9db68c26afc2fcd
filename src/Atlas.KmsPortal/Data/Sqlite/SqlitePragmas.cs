using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Atlas.KmsPortal.Data.Sqlite;

/// <summary>Nothing acknowledged is lost: a write-ahead log that is flushed with every commit.</summary>
internal sealed class SqlitePragmas : DbConnectionInterceptor
{
    // SQLite waits for a lock in short turns, and the connection string's timeout ends them.
    // SQLite keeps all but journal_mode with the connection, so every connection is told.
    private const string Pragmas =
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=500; PRAGMA foreign_keys=ON; PRAGMA wal_autocheckpoint=8000;";

    // Opening mostly takes a connection out of the pool, which was told when it was made.
    private readonly ConditionalWeakTable<object, object> _told = [];

    public static SqlitePragmas Instance { get; } = new();

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        if (connection is SqliteConnection { Handle: { } handle } && _told.TryAdd(handle, handle))
        {
            using var command = connection.CreateCommand();
            command.CommandText = Pragmas;
            command.ExecuteNonQuery();
        }
    }

    public override Task ConnectionOpenedAsync(
        DbConnection connection,
        ConnectionEndEventData eventData,
        CancellationToken cancellationToken = default
    )
    {
        // SQLite has no asynchronous calls.
        ConnectionOpened(connection, eventData);
        return Task.CompletedTask;
    }
}
