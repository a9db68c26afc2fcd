using Atlas.KmsPortal.Data;
using Atlas.KmsPortal.Encryption;
using Microsoft.Extensions.Options;

namespace Atlas.KmsPortal.Simulator;

/// <summary>Calls the engine again and again. Where several processes share a database, the one with the lease does.</summary>
internal sealed class SimulatorWorker(
    SimulatorEngine engine,
    WorkerLease lease,
    DatabaseReady ready,
    IOptions<SimulatorOptions> options,
    TimeProvider clock,
    ILogger<SimulatorWorker> logger
) : BackgroundService
{
    private long _lastRound;

    /// <summary>For how long the loop has not come round; readiness asks. Null until its first round is finished.</summary>
    public TimeSpan? QuietFor => Interlocked.Read(ref _lastRound) is var at and not 0 ? clock.GetElapsedTime(at) : null;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!await ready.WaitAsync(stoppingToken))
        {
            return;
        }

        await TryAsync(engine.CatchUpAsync, stoppingToken);
        using var timer = new PeriodicTimer(options.Value.Tick, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await TryAsync(RoundAsync, stoppingToken);
        }
    }

    private async Task RoundAsync(CancellationToken stoppingToken)
    {
        if (await lease.HoldsAsync(stoppingToken))
        {
            await engine.TickAsync(stoppingToken);
        }

        Interlocked.Exchange(ref _lastRound, clock.GetTimestamp());
    }

    private async Task TryAsync(Func<CancellationToken, Task> round, CancellationToken stoppingToken)
    {
        try
        {
            await round(stoppingToken);
        }
        catch (StoreUnavailableException)
        {
            // The store has said so, once. The next round tries again.
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // The next round tries again; readiness shows when rounds stop succeeding.
            logger.LogError(exception, "A round of the simulator failed.");
        }
    }
}
