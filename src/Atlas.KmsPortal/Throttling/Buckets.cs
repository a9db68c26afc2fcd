using System.Collections.Concurrent;

namespace Atlas.KmsPortal.Throttling;

/// <summary>A bucket for each name, up to a number: names are chosen by strangers.</summary>
internal sealed class Buckets(int most)
{
    private readonly ConcurrentDictionary<string, TokenBucket> _byName = new(StringComparer.Ordinal);
    private readonly Lock _room = new();

    public int Count => _byName.Count;

    public TokenBucket Get(string name, Func<TokenBucket> make)
    {
        if (_byName.TryGetValue(name, out var known))
        {
            return known;
        }

        if (_byName.Count >= most)
        {
            MakeRoom();
        }

        return _byName.GetOrAdd(name, _ => make());
    }

    // A full one is like one that was never asked for. Where that is not enough, those go that are nearest to it; half of them, so that
    // sorting them stays rare.
    private void MakeRoom()
    {
        lock (_room)
        {
            if (_byName.Count < most)
            {
                return;
            }

            var byUse = _byName.Select(pair => (pair.Key, Used: pair.Value.Used())).OrderBy(pair => pair.Used).ToList();
            var full = byUse.TakeWhile(pair => pair.Used <= 0).Count();
            foreach (var (name, _) in byUse.Take(Math.Max(full, most / 2)))
            {
                _byName.TryRemove(name, out _);
            }
        }
    }
}
