using System.Text.Json;
using Atlas.KmsPortal.Data;
using Atlas.KmsPortal.Encryption;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Atlas.KmsPortal.Simulator;

/// <summary>
/// Runs the simulator's steps: one transaction each, with its audit entries and follow-ups, and word to whoever watches once it
/// is on disk. SQLite has one writer at a time, so writers queue here instead of meeting SQLITE_BUSY.
/// </summary>
public sealed class SimulatorStore(
    IDbContextFactory<PortalDbContext> database,
    ProjectWatch watch,
    SimulatedClock clock,
    IOptionsMonitor<SimulatorOptions> options
) : IDisposable
{
    private readonly SemaphoreSlim _writer = new(1, 1);
    private volatile SettingsInForce _settings = new(Chosen: null, new SimulatorFaults());

    public SimulatorTiming Timing => SimulatorTiming.From(options.CurrentValue, _settings.Chosen);

    public SimulatorFaults Faults => _settings.Faults;

    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>Reads the clock's offset, the timing and the faults that an earlier run left. Before anything else.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        await using var db = await database.CreateDbContextAsync(cancellationToken);
        var state = await db.SimulatorState.AsNoTracking().SingleOrDefaultAsync(cancellationToken);
        TakeOver(state ?? new SimulatorStateRow());
    }

    internal async Task<T> ReadAsync<T>(Func<PortalDbContext, Task<T>> read, CancellationToken cancellationToken)
    {
        await using var db = await database.CreateDbContextAsync(cancellationToken);
        db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        return await read(db);
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
    internal async Task<T> WriteAsync<T>(Actor actor, Func<SimulatorStep, Task<T>> step, CancellationToken cancellationToken)
    {
        T result;
        SimulatorStep work;
        await _writer.WaitAsync(cancellationToken);
        try
        {
            await using var db = await database.CreateDbContextAsync(cancellationToken);
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            work = new SimulatorStep(db, actor, Now, Timing, Faults);
            result = await step(work);
            // Once the step is decided it is carried out: a caller who hangs up now must not leave half of it.
            await db.SaveChangesAsync(CancellationToken.None);
            await transaction.CommitAsync(CancellationToken.None);
            if (work.ChangedState is { } state)
            {
                TakeOver(state);
            }
        }
        finally
        {
            _writer.Release();
        }

        if (work.Touched.Count > 0)
        {
            watch.Changed(work.Touched);
        }

        return result;
    }

    public void Dispose() => _writer.Dispose();

    private void TakeOver(SimulatorStateRow state)
    {
        clock.Offset = state.ClockOffset;
        _settings = new(
            state.Timing is null ? null : Enum.Parse<Timing>(state.Timing),
            JsonSerializer.Deserialize<SimulatorFaults>(state.Faults, JsonSerializerOptions.Default) ?? new()
        );
    }

    private sealed record SettingsInForce(Timing? Chosen, SimulatorFaults Faults);
}
