using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;

namespace Atlas.KmsPortal.Data;

/// <summary>
/// Tells this process's commits from those of others on the same database: every commit leaves a random number in the file's header,
/// and whoever finds a number there that is not their own knows that somebody else wrote since.
/// </summary>
public sealed class ChangeMark
{
    private readonly Lock _lock = new();
    private int _known;
    private int? _coming;

    /// <summary>Takes what stands there as known. Before anything is remembered of the database.</summary>
    public void Begin(DbConnection connection)
    {
        lock (_lock)
        {
            _known = Read(connection);
        }
    }

    /// <summary>Whether somebody else has committed since this was asked last.</summary>
    public bool OthersWrote(DbConnection connection)
    {
        lock (_lock)
        {
            var found = Read(connection);
            if (found == _known || found == _coming)
            {
                return false;
            }

            _known = found;
            return true;
        }
    }

    /// <summary>Leaves a new number, inside the transaction that is going to be committed.</summary>
    public void Leave(DbConnection connection, DbTransaction transaction)
    {
        // Not zero, which a new file has.
        var number = RandomNumberGenerator.GetInt32(1, int.MaxValue);
        lock (_lock)
        {
            _coming = number;
        }

        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {number}");
        command.ExecuteNonQuery();
    }

    /// <summary>The transaction is on disk, or it is not going to be.</summary>
    public void Settle(bool committed)
    {
        lock (_lock)
        {
            _known = committed && _coming is { } number ? number : _known;
            _coming = null;
        }
    }

    private static int Read(DbConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA user_version";
        return Convert.ToInt32(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }
}
