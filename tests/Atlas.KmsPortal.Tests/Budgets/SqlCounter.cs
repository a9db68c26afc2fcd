using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Atlas.KmsPortal.Tests.Budgets;

/// <summary>Counts the commands that are sent to the database: those that read, and those that write. Transactions and PRAGMAs apart.</summary>
internal sealed class SqlCounter : DbCommandInterceptor
{
    private int _reads;
    private int _writes;

    /// <summary>What was sent since <see cref="Reset"/>, to say in a failure.</summary>
    public List<string> Sent { get; } = [];

    public (int Reads, int Writes) Counts => (Volatile.Read(ref _reads), Volatile.Read(ref _writes));

    public void Reset()
    {
        lock (Sent)
        {
            (_reads, _writes) = (0, 0);
            Sent.Clear();
        }
    }

    public override InterceptionResult<DbDataReader> ReaderExecuting(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<DbDataReader> result
    ) => Count(command, result);

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<DbDataReader> result,
        CancellationToken cancellationToken = default
    ) => ValueTask.FromResult(Count(command, result));

    public override InterceptionResult<int> NonQueryExecuting(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<int> result
    ) => Count(command, result);

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<int> result,
        CancellationToken cancellationToken = default
    ) => ValueTask.FromResult(Count(command, result));

    public override InterceptionResult<object> ScalarExecuting(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<object> result
    ) => Count(command, result);

    public override ValueTask<InterceptionResult<object>> ScalarExecutingAsync(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<object> result,
        CancellationToken cancellationToken = default
    ) => ValueTask.FromResult(Count(command, result));

    private T Count<T>(DbCommand command, T result)
    {
        var text = command.CommandText.TrimStart();
        if (!text.StartsWith("PRAGMA", StringComparison.OrdinalIgnoreCase))
        {
            lock (Sent)
            {
                Sent.Add(text);
                _ = text.StartsWith("SELECT", StringComparison.OrdinalIgnoreCase) ? _reads++ : _writes++;
            }
        }

        return result;
    }
}
