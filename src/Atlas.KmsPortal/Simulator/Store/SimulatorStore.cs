using System.Text.Json;
using Atlas.KmsPortal.Data;
using Atlas.KmsPortal.Data.Sqlite;
using Atlas.KmsPortal.Encryption;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Atlas.KmsPortal.Simulator;

/// <summary>
/// Runs the simulator's steps: each whole or not at all, with its audit entries and follow-ups, and word to whoever watches once it
/// is on disk. SQLite has one writer at a time, so writers queue here instead of meeting SQLITE_BUSY.
/// </summary>
public sealed class SimulatorStore(
    IDbContextFactory<PortalDbContext> database,
    DbContextOptions<PortalDbContext> databaseOptions,
    ProjectSnapshots snapshots,
    ProjectDirectory directory,
    OtherProcesses others,
    ProjectWatch watch,
    SimulatedClock clock,
    StoreHealth health,
    IOptionsMonitor<SimulatorOptions> options
) : IDisposable
{
    private readonly StoreHealth _health = health;
    private readonly WriterQueue _queue = new(databaseOptions, others);
    private volatile SettingsInForce _settings = new(Chosen: null, new SimulatorFaults());

    public SimulatorTiming Timing => SimulatorTiming.From(options.CurrentValue, _settings.Chosen);

    public SimulatorFaults Faults => _settings.Faults;

    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>What <see cref="Now"/> is once the clock is put back.</summary>
    public DateTimeOffset RealNow => clock.RealNow;

    /// <summary>How far the clock is ahead.</summary>
    public TimeSpan ClockOffset => clock.Offset;

    /// <summary>Whole projects, as the last commit left them.</summary>
    public ProjectSnapshots Snapshots => snapshots;

    /// <summary>Reads the clock's offset, the timing and the faults that an earlier run left. Before anything else.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        await using var db = await database.CreateDbContextAsync(cancellationToken);
        var stored = await StoredState.ReadAsync(db, cancellationToken);
        if (stored.Repaired is var right && right != stored)
        {
            await right.WriteAsync(db, cancellationToken);
            _health.SayRepaired();
        }

        if (stored.RealTimeSeen(clock.RealNow) is { } seen)
        {
            clock.NotBefore(seen);
        }

        await others.BeginAsync(db, cancellationToken);
        var state = await db.SimulatorState.AsNoTracking().SingleOrDefaultAsync(cancellationToken);
        Apply(state ?? new SimulatorStateRow());
    }

    internal async Task<T> ReadAsync<T>(Func<PortalDbContext, Task<T>> read, CancellationToken cancellationToken)
    {
        await using var db = await database.CreateDbContextAsync(cancellationToken);
        db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        try
        {
            return await read(db);
        }
        catch (Exception exception) when (DatabaseTrouble.Of(exception) is not null)
        {
            throw _health.Explain(exception);
        }
    }

    internal Task WriteAsync(Actor actor, Func<SimulatorStep, Task> step, CancellationToken cancellationToken) =>
        WriteAsync(
            actor,
            async work =>
            {
                await step(work);
                return true;
            },
            cancellationToken
        );

    /// <summary>Everything that <paramref name="step"/> does is kept, or nothing.</summary>
    /// <exception cref="StoreUnavailableException">It cannot be kept now.</exception>
    internal async Task<T> WriteAsync<T>(Actor actor, Func<SimulatorStep, Task<T>> step, CancellationToken cancellationToken)
    {
        var write = new QueuedStep<T>(this, actor, step);
        _queue.Add(write);
        try
        {
            return await write.Result.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (!write.TryGiveUp())
        {
            // It was begun already; its own outcome counts, not that of the waiting.
            return await write.Result;
        }
    }

    public void Dispose() => _queue.Dispose();

    private void Publish(CommittedChanges changes, long generation)
    {
        snapshots.Publish(changes, generation);
        if (changes.Listings)
        {
            directory.Forget();
        }
    }

    private void Tell(CommittedChanges changes)
    {
        if (changes.Listings)
        {
            watch.ListChanged();
        }

        if (changes.Everything)
        {
            watch.EverythingChanged();
        }
        else if (changes.Any)
        {
            watch.Changed(changes.ProjectIds);
        }
    }

    private void Apply(SimulatorStateRow state)
    {
        clock.Offset = state.ClockOffset;
        _settings = new(
            state.Timing is null ? null : Enum.Parse<Timing>(state.Timing),
            JsonSerializer.Deserialize<SimulatorFaults>(state.Faults, JsonSerializerOptions.Default) ?? new()
        );
    }

    private sealed record SettingsInForce(Timing? Chosen, SimulatorFaults Faults);

    private sealed class QueuedStep<T>(SimulatorStore store, Actor actor, Func<SimulatorStep, Task<T>> step) : IQueuedWrite
    {
        private readonly TaskCompletionSource<T> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _taken;
        private SimulatorStep? _work;
        private T? _value;

        public Task<T> Result => _result.Task;

        public bool TryGiveUp() => TryBegin();

        public bool TryBegin() => Interlocked.Exchange(ref _taken, 1) == 0;

        public bool ChangesSomething => _work!.Changes.Any;

        public async Task<bool> RunAsync(PortalDbContext db)
        {
            _work = new SimulatorStep(db, actor, store.Now, store.Timing, store.Faults);
            _value = await step(_work);
            await _work.FlushAsync(CancellationToken.None);
            // The next step must not see a fault that this one used up, nor a clock that it moved.
            return _work.ChangedState is not null;
        }

        public void Publish(long generation)
        {
            if (_work!.ChangedState is { } state)
            {
                store.Apply(state);
            }

            store.Publish(_work.Changes, generation);
        }

        public void Succeed()
        {
            if (_work!.WritesSomething || ChangesSomething)
            {
                store._health.Wrote();
            }

            _result.SetResult(_value!);
        }

        public void Tell() => store.Tell(_work!.Changes);

        public void Fail(Exception exception) => _result.SetException(store._health.Explain(exception));
    }
}
