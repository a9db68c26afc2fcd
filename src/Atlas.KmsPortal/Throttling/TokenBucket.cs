namespace Atlas.KmsPortal.Throttling;

/// <summary>Fills evenly and is emptied one by one.</summary>
/// <remarks>The framework's limiters read the system's own clock, so that no test could move their time, and forget nobody who is not idle.</remarks>
internal sealed class TokenBucket(int capacity, double perSecond, TimeProvider clock)
{
    private readonly Lock _gate = new();
    private double _tokens = capacity;
    private long _filledAt = clock.GetTimestamp();

    /// <param name="remaining">Whole tokens that are left.</param>
    /// <param name="wait">How long until there is one again; zero when one was taken.</param>
    public bool TryTake(out int remaining, out TimeSpan wait)
    {
        lock (_gate)
        {
            Fill();
            var taken = _tokens >= 1;
            _tokens -= taken ? 1 : 0;
            remaining = (int)_tokens;
            wait = taken ? TimeSpan.Zero : Missing();
            return taken;
        }
    }

    /// <summary>One that was taken was not needed.</summary>
    public void GiveBack()
    {
        lock (_gate)
        {
            _tokens = Math.Min(capacity, _tokens + 1);
        }
    }

    /// <summary>How long until there is a token; zero when there is one.</summary>
    public TimeSpan Wait()
    {
        lock (_gate)
        {
            Fill();
            return _tokens >= 1 ? TimeSpan.Zero : Missing();
        }
    }

    /// <summary>How much of it was used; 0 for one that is like new.</summary>
    public double Used()
    {
        lock (_gate)
        {
            Fill();
            return capacity - _tokens;
        }
    }

    private TimeSpan Missing() => perSecond > 0 ? TimeSpan.FromSeconds((1 - _tokens) / perSecond) : TimeSpan.FromHours(1);

    private void Fill()
    {
        var now = clock.GetTimestamp();
        _tokens = Math.Min(capacity, _tokens + (clock.GetElapsedTime(_filledAt, now).TotalSeconds * perSecond));
        _filledAt = now;
    }
}
