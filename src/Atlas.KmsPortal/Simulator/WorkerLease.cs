using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Simulator;

/// <summary>
/// Decides which of several processes on one database lets time pass. Whoever holds it renews it every second; one that is gone
/// loses it after three.
/// </summary>
internal sealed class WorkerLease(SimulatorStore store, TimeProvider clock)
{
    private const string Name = "simulator";
    private static readonly TimeSpan s_lasts = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan s_renewedEvery = TimeSpan.FromSeconds(1);

    // Not machine and process: containers are all number 1, and a number comes again.
    private readonly string _me = Guid.NewGuid().ToString("n");
    private (string Owner, DateTimeOffset ExpiresAt, long Since)? _seen;
    private long? _askedAt;
    private bool _holds;

    /// <summary>Whether this process leads now.</summary>
    public async Task<bool> HoldsAsync(CancellationToken cancellationToken)
    {
        // By a clock that only goes forward: the wall clock may be set back.
        if (_askedAt is { } at && clock.GetElapsedTime(at) < s_renewedEvery)
        {
            return _holds;
        }

        var asked = clock.GetTimestamp();
        _holds = await store.WriteAsync(Actor.Atlas, step => TakeAsync(step, cancellationToken), cancellationToken);
        _askedAt = asked;
        return _holds;
    }

    private async Task<bool> TakeAsync(SimulatorStep step, CancellationToken cancellationToken)
    {
        var lease = await step.Db.Leases.FindAsync([Name], cancellationToken);
        if (lease is not null && lease.Owner != _me && IsAlive(lease.Owner, lease.ExpiresAt))
        {
            return false;
        }

        lease ??= step.Db.Leases.Add(new() { Name = Name, Owner = _me }).Entity;
        lease.Owner = _me;
        lease.ExpiresAt = clock.GetUtcNow() + s_lasts;
        return true;
    }

    // An owner that renews moves the end; one whose end has stood still for as long as a lease lasts is gone, whatever the wall
    // clocks of the two say.
    private bool IsAlive(string owner, DateTimeOffset expiresAt)
    {
        if (_seen is not { } seen || (seen.Owner, seen.ExpiresAt) != (owner, expiresAt))
        {
            _seen = (owner, expiresAt, clock.GetTimestamp());
            return expiresAt > clock.GetUtcNow();
        }

        return expiresAt > clock.GetUtcNow() && clock.GetElapsedTime(seen.Since) < s_lasts;
    }
}
