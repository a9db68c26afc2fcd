using System.Collections.Concurrent;
using Atlas.KmsPortal.Data;
using Atlas.KmsPortal.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Atlas.KmsPortal.Simulator;

/// <summary>A write that waits for its turn.</summary>
internal interface IQueuedWrite
{
    /// <summary>Whether somebody began it, or its caller gave up waiting.</summary>
    bool IsTaken { get; }

    /// <summary>False when its caller gave up waiting: it is not to be run.</summary>
    bool TryBegin();

    /// <summary>Does its work and saves it inside the transaction. Throws what its caller is to see.</summary>
    /// <returns>Whether what follows has to see this one committed first.</returns>
    Task<bool> RunAsync(PortalDbContext db);

    /// <summary>Whether it left anything that another process has to see.</summary>
    bool ChangesSomething { get; }

    /// <summary>It is on disk. What was remembered of before goes now, before anybody hears of it.</summary>
    /// <param name="generation">That of the snapshots inside the transaction.</param>
    void Publish(long generation);

    void Succeed();

    /// <summary>Whoever looks is told last: the caller waits, they do not.</summary>
    void Tell();

    void Fail(Exception exception);
}

/// <summary>
/// One writer at a time, and one flush to disk for all that wait together: whoever comes first carries out the others' writes too,
/// each in a savepoint of its own, and everybody hears only once the common transaction is on disk.
/// </summary>
internal sealed class WriterQueue(DbContextOptions<PortalDbContext> options, OtherProcesses others) : IDisposable
{
    // Keeps the time that a reader of the newest state waits, and what a failing commit takes with it, small.
    private const int MaxTogether = 32;

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly ConcurrentQueue<IQueuedWrite> _waiting = new();

    // Of whoever has the turn. Kept, because it is the connection's prepared statements that make a write cheap.
    private PortalDbContext? _db;

    /// <summary>Sees to it that the write is carried out, by this caller or by somebody who was faster.</summary>
    public async Task RunAsync(IQueuedWrite own, CancellationToken cancellationToken)
    {
        _waiting.Enqueue(own);
        await _turn.WaitAsync(cancellationToken);
        try
        {
            while (!own.IsTaken)
            {
                await RunBatchAsync();
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose()
    {
        // Whoever still writes keeps it until the process ends.
        if (_turn.Wait(TimeSpan.Zero))
        {
            LetGo();
        }

        _turn.Dispose();
    }

    private async Task RunBatchAsync()
    {
        var done = new List<IQueuedWrite>();
        long generation;
        try
        {
            // Once begun, a write is carried out: a caller who hangs up must not leave half of it.
            var db = _db ?? await OpenAsync();
            await using var transaction = await db.Database.BeginTransactionAsync(CancellationToken.None);
            generation = others.NoticeInside(db);
            var mayGoOn = true;
            while (mayGoOn && done.Count < MaxTogether && _waiting.TryDequeue(out var write))
            {
                mayGoOn = !write.TryBegin() || await RunOneAsync(write, db, transaction, done);
            }

            await others.CommitAsync(db, transaction, done.Exists(write => write.ChangesSomething));
        }
        catch (Exception exception)
        {
            // Whatever is wrong with it, the next one begins anew.
            LetGo();
            foreach (var write in done)
            {
                write.Fail(exception);
            }

            throw;
        }

        done.ForEach(write => write.Publish(generation));
        done.ForEach(write => write.Succeed());
        done.ForEach(write => write.Tell());
    }

    private async Task<PortalDbContext> OpenAsync()
    {
        var db = _db = new PortalDbContext(options);
        db.Database.AutoSavepointsEnabled = false;
        // What a step leaves behind looks for itself, once.
        db.ChangeTracker.AutoDetectChangesEnabled = false;
        db.Database.SetDbConnection(new PreparedConnection(db.Database.GetConnectionString()!), contextOwnsConnection: true);
        await db.Database.OpenConnectionAsync(CancellationToken.None);
        return db;
    }

    private void LetGo()
    {
        _db?.Dispose();
        _db = null;
    }

    private static async Task<bool> RunOneAsync(
        IQueuedWrite write,
        PortalDbContext db,
        IDbContextTransaction transaction,
        List<IQueuedWrite> done
    )
    {
        const string savepoint = "write";
        await transaction.CreateSavepointAsync(savepoint);
        try
        {
            var mustCommitNow = await write.RunAsync(db);
            await transaction.ReleaseSavepointAsync(savepoint);
            done.Add(write);
            return !mustCommitNow;
        }
        catch (Exception exception)
        {
            write.Fail(exception);
            await transaction.RollbackToSavepointAsync(savepoint);
            return true;
        }
        finally
        {
            db.ChangeTracker.Clear();
        }
    }
}
