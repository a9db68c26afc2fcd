using Atlas.KmsPortal.Throttling;

namespace Atlas.KmsPortal.Auditing;

/// <param name="Times">How often it has happened within <see cref="RefusalCounts.Window"/>, this time included.</param>
internal sealed record CountedRefusal(Refusal Refusal, long Times);

/// <summary>
/// Which refusals are worth an entry: the first, the tenth, the hundredth and so on of the same kind in a quarter of an hour, and a
/// hundred entries an hour in total. Whatever is beyond that is counted together.
/// </summary>
/// <remarks>So at most some 130 entries an hour, whoever tries however often, and the order of magnitude is never lost.</remarks>
internal sealed class RefusalCounts(TimeProvider clock)
{
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(15);

    private const int MostKinds = 1000;
    private const int EntriesPerHour = 100;
    private readonly Lock _gate = new();
    private readonly Dictionary<Refusal, Count> _counts = [];
    private readonly TokenBucket _entries = new(EntriesPerHour, EntriesPerHour / TimeSpan.FromHours(1).TotalSeconds, clock);

    /// <returns>What to tell; null when it is counted and not told.</returns>
    public CountedRefusal? Add(Refusal refusal)
    {
        lock (_gate)
        {
            if (Of(refusal) is not { } count)
            {
                return OneOfMany(refusal);
            }

            return !IsWorthAnEntry(++count.Times) ? null
                : _entries.TryTake(out _, out _) ? new(refusal, count.Times)
                : OneOfMany(refusal);
        }
    }

    private CountedRefusal? OneOfMany(Refusal refusal)
    {
        var many = refusal.AsOneOfMany();
        var count = Current(many) ?? (_counts[many] = new Count(clock.GetTimestamp()));
        return IsWorthAnEntry(++count.Times) ? new(many, count.Times) : null;
    }

    private Count? Of(Refusal refusal)
    {
        if (Current(refusal) is { } known)
        {
            return known;
        }

        if (_counts.Count >= MostKinds)
        {
            foreach (var (old, _) in _counts.Where(pair => IsOver(pair.Value)).ToList())
            {
                _counts.Remove(old);
            }
        }

        return _counts.Count < MostKinds ? _counts[refusal] = new Count(clock.GetTimestamp()) : null;
    }

    private Count? Current(Refusal refusal) => _counts.TryGetValue(refusal, out var count) && !IsOver(count) ? count : null;

    private bool IsOver(Count count) => clock.GetElapsedTime(count.Since) >= Window;

    private static bool IsWorthAnEntry(long times)
    {
        while (times >= 10 && times % 10 == 0)
        {
            times /= 10;
        }

        return times == 1;
    }

    private sealed class Count(long since)
    {
        public long Since { get; } = since;

        public long Times { get; set; }
    }
}
