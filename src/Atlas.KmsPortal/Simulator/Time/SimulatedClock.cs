namespace Atlas.KmsPortal.Simulator;

/// <summary>
/// The real clock, moved forward by as much as somebody asked for. Timers run in real time. It never goes back while the process
/// lives: what was begun at a time must not lie in the future because the wall clock was set back.
/// </summary>
public sealed class SimulatedClock : TimeProvider
{
    /// <summary>How far ahead of real time it can be moved in all.</summary>
    public static readonly TimeSpan Furthest = TimeSpan.FromDays(36_500);

    private readonly TimeProvider _real;
    private readonly Lock _lock = new();
    private long _offsetTicks;
    private DateTimeOffset _last;
    private long _lastAt;

    public SimulatedClock(TimeProvider real)
    {
        _real = real;
        (_last, _lastAt) = (real.GetUtcNow(), real.GetTimestamp());
    }

    public TimeSpan Offset
    {
        get => TimeSpan.FromTicks(Interlocked.Read(ref _offsetTicks));
        internal set => Interlocked.Exchange(ref _offsetTicks, value.Ticks);
    }

    /// <summary>Real time, as steady as the simulated one: what it is once nothing is moved.</summary>
    public DateTimeOffset RealNow
    {
        get
        {
            lock (_lock)
            {
                var (wall, at) = (_real.GetUtcNow(), _real.GetTimestamp());
                var steady = _last + _real.GetElapsedTime(_lastAt, at);
                (_last, _lastAt) = (wall > steady ? wall : steady, at);
                return _last;
            }
        }
    }

    /// <summary>Goes on from a time that an earlier process has reached.</summary>
    internal void NotBefore(DateTimeOffset reached)
    {
        lock (_lock)
        {
            (_last, _lastAt) = (reached > _last ? reached : _last, _real.GetTimestamp());
        }
    }

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override long TimestampFrequency => _real.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => RealNow + Offset;

    public override long GetTimestamp() => _real.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        _real.CreateTimer(callback, state, dueTime, period);
}
