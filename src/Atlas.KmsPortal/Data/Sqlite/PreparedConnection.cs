using System.Data;
using Microsoft.Data.Sqlite;

namespace Atlas.KmsPortal.Data.Sqlite;

/// <summary>
/// A connection that stays open, and keeps what is asked over it prepared: SQLite takes longer to understand a statement than to
/// carry it out. For one caller at a time.
/// </summary>
internal sealed class PreparedConnection(string connectionString) : SqliteConnection(connectionString)
{
    private const int MostRecent = 100;

    // Two ages: what is not asked again while the younger one fills is let go with the older one.
    private Dictionary<string, Prepared> _recent = new(StringComparer.Ordinal);
    private Dictionary<string, Prepared> _older = new(StringComparer.Ordinal);

    public override SqliteCommand CreateCommand() =>
        new Command(this)
        {
            Connection = this,
            CommandTimeout = DefaultTimeout,
            Transaction = Transaction,
        };

    public override void Close()
    {
        LetGo(_recent);
        LetGo(_older);
        base.Close();
    }

    private Prepared Find(string sql)
    {
        if (_recent.TryGetValue(sql, out var known))
        {
            return known;
        }

        if (_recent.Count >= MostRecent)
        {
            LetGo(_older);
            (_recent, _older) = (_older, _recent);
        }

        return _recent[sql] = _older.Remove(sql, out var older) ? older : new Prepared { CommandText = sql, Connection = this };
    }

    private static void LetGo(Dictionary<string, Prepared> commands)
    {
        foreach (var command in commands.Values)
        {
            command.Dispose();
        }

        commands.Clear();
    }

    /// <summary>What callers make, fill and dispose of: carried out by the prepared one with the same text.</summary>
    private sealed class Command(PreparedConnection connection) : SqliteCommand
    {
        public override SqliteDataReader ExecuteReader(CommandBehavior behavior)
        {
            if (connection.State is not ConnectionState.Open || connection.Find(CommandText) is not { IsReading: false } prepared)
            {
                return base.ExecuteReader(behavior);
            }

            prepared.Transaction = Transaction;
            prepared.CommandTimeout = CommandTimeout;
            prepared.Parameters.Clear();
            foreach (SqliteParameter parameter in Parameters)
            {
                prepared.Parameters.Add(parameter);
            }

            return prepared.ExecuteReader(behavior);
        }
    }

    private sealed class Prepared : SqliteCommand
    {
        public bool IsReading => DataReader is not null;
    }
}
