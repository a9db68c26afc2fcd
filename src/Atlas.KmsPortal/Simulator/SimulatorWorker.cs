using System.Diagnostics;
using System.Globalization;
using Atlas.KmsPortal.Data;
using Atlas.KmsPortal.Encryption;
using Microsoft.Extensions.Options;

namespace Atlas.KmsPortal.Simulator;

/// <summary>Calls the engine again and again. Where several processes share a database, the one with the lease does.</summary>
internal sealed class SimulatorWorker(
    SimulatorEngine engine,
    SimulatorStore store,
    DatabaseReady ready,
    IOptions<SimulatorOptions> options,
    ILogger<SimulatorWorker> logger
) : BackgroundService
{
    private static readonly TimeSpan s_leaseLasts = TimeSpan.FromSeconds(15);
    private readonly string _owner = $"{Environment.MachineName}/{Environment.ProcessId}";
    private DateTimeOffset _renewAt = DateTimeOffset.MinValue;
    private bool _leading;
    private long _lastRound;

    /// <summary>When the loop last came round, in real time; readiness asks.</summary>
    public DateTimeOffset LastRound => new(Interlocked.Read(ref _lastRound), TimeSpan.Zero);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!await ready.WaitAsync(stoppingToken))
        {
            return;
        }

        // Real time: a clock that is moved forward must not make the lease end.
        using var timer = new PeriodicTimer(options.Value.Tick, TimeProvider.System);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                if (await HasLeaseAsync(stoppingToken))
                {
                    await engine.TickAsync(stoppingToken);
                }

                Interlocked.Exchange(ref _lastRound, TimeProvider.System.GetUtcNow().UtcTicks);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                // The next round tries again; readiness shows when rounds stop succeeding.
                logger.LogError(exception, "A round of the simulator failed.");
            }
        }
    }

    private async Task<bool> HasLeaseAsync(CancellationToken cancellationToken)
    {
        var now = TimeProvider.System.GetUtcNow();
        if (now < _renewAt)
        {
            return _leading;
        }

        _leading = await store.WriteAsync(
            Actor.Atlas,
            async step =>
            {
                var lease = await step.Db.Leases.FindAsync(["simulator"], cancellationToken);
                if (lease is not null && lease.Owner != _owner && lease.ExpiresAt > now && !IsGone(lease.Owner))
                {
                    return false;
                }

                lease ??= step.Db.Leases.Add(new LeaseRow { Name = "simulator", Owner = _owner }).Entity;
                lease.Owner = _owner;
                lease.ExpiresAt = now + s_leaseLasts;
                return true;
            },
            cancellationToken
        );
        _renewAt = now + (_leading ? s_leaseLasts / 3 : TimeSpan.FromSeconds(1));
        return _leading;
    }

    /// <summary>Whether the owner ran on this machine and runs no more: nobody need wait for the lease of a process that is gone.</summary>
    private static bool IsGone(string owner)
    {
        var parts = owner.Split('/');
        if (parts[0] != Environment.MachineName)
        {
            return false;
        }

        try
        {
            using var process = Process.GetProcessById(int.Parse(parts[^1], CultureInfo.InvariantCulture));
            return process.HasExited;
        }
        catch (ArgumentException)
        {
            // There is no such process.
            return true;
        }
    }
}
