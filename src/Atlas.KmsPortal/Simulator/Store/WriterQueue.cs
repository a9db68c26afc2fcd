using System.Collections.Concurrent;
using System.Data.Common;
using Atlas.KmsPortal.Data;
using Atlas.KmsPortal.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Atlas.KmsPortal.Simulator;

/// <summary>A write that waits for its turn.</summary>
internal interface IQueuedWrite
{
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
/// One writer at a time, and one flush to disk for all that wait together: each in a savepoint of its own, and everybody hears only
/// once the common transaction is on disk. The writer is nobody's own thread, so that no caller waits for others that came later.
/// </summary>
internal sealed class WriterQueue(DbContextOptions<PortalDbContext> options, OtherProcesses others) : IDisposable
{
    // Keeps the time that a reader of the newest state waits, and what a failing commit takes with it, small.
    private const int MaxTogether = 32;

    private readonly ConcurrentQueue<IQueuedWrite> _waiting = new();
    private int _isWriting;
    private volatile bool _isDisposed;

    // Kept, because it is the connection's prepared statements that make a write cheap.
    private PortalDbContext? _db;

    /// <summary>Sees to it that the write is carried out; it tells its caller itself.</summary>
    public void Add(IQueuedWrite write)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        _waiting.Enqueue(write);
        if (TryBecomeWriter())
        {
            // The steps of others must not run in what surrounds this caller.
            ThreadPool.UnsafeQueueUserWorkItem(static queue => _ = queue.RunAllAsync(), this, preferLocal: false);
        }
    }

    public void Dispose()
    {
        _isDisposed = true;
        // Whoever still writes keeps it until the process ends.
        if (TryBecomeWriter())
        {
            LetGo();
        }
    }

    private bool TryBecomeWriter() => Interlocked.Exchange(ref _isWriting, 1) == 0;

    private async Task RunAllAsync()
    {
        do
        {
            while (!_waiting.IsEmpty)
            {
                await RunBatchAsync();
            }

            Interlocked.Exchange(ref _isWriting, 0);
            // Whoever came between the two saw a writer that had looked for the last time.
        } while (!_waiting.IsEmpty && TryBecomeWriter());
    }

    private async Task RunBatchAsync()
    {
        var done = new List<IQueuedWrite>();
        var begun = 0;
        try
        {
            // Once begun, a write is carried out: a caller who hangs up must not leave half of it.
            var db = _db ?? await OpenAsync();
            await using var transaction = await db.Database.BeginTransactionAsync(CancellationToken.None);
            var generation = others.NoticeInside(db);
            var mayGoOn = true;
            while (mayGoOn && done.Count < MaxTogether && _waiting.TryDequeue(out var write))
            {
                if (write.TryBegin())
                {
                    begun++;
                    mayGoOn = await RunOneAsync(write, db, transaction, done);
                }
            }

            await others.CommitAsync(db, transaction, done.Exists(write => write.ChangesSomething));
            done.ForEach(write => write.Publish(generation));
        }
        catch (Exception exception)
        {
            if (begun == 0)
            {
                // Without a transaction all would wait for ever. Whoever waited while another process held the lock has waited
                // enough; otherwise the first one hears of it, and the next one may do better.
                Take(DatabaseTrouble.Of(exception) is null ? 1 : _waiting.Count, done);
            }

            done.ForEach(write => write.Fail(exception));
            // Whatever is wrong with the connection, the next transaction begins anew.
            LetGo();
            return;
        }

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
        var db = _db;
        _db = null;
        try
        {
            db?.Dispose();
        }
        catch (DbException)
        {
            // It is thrown away for what its writers have heard already.
        }
    }

    private void Take(int most, List<IQueuedWrite> taken)
    {
        while (taken.Count < most && _waiting.TryDequeue(out var next))
        {
            if (next.TryBegin())
            {
                taken.Add(next);
            }
        }
    }

    private static async Task<bool> RunOneAsync(
        IQueuedWrite write,
        PortalDbContext db,
        IDbContextTransaction transaction,
        List<IQueuedWrite> done
    )
    {
        const string savepoint = "write";
        try
        {
            await transaction.CreateSavepointAsync(savepoint);
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
