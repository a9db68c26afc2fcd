namespace Atlas.KmsPortal.Throttling;

/// <summary>How often somebody may be wrong about a password or a secret.</summary>
/// <param name="Strangers">About one account, by all together who never were right about it.</param>
/// <param name="Known">About one account, by one browser or address that was right before.</param>
/// <param name="Address">About any account, from one address.</param>
/// <param name="Per">In how long these come back, evenly.</param>
public sealed record GuessAllowance(string Name, int Strangers, int Known, int Address, TimeSpan Per);

/// <summary>Somebody who says who they are.</summary>
/// <param name="Network">By <see cref="ClientAddress.NetworkOf"/>.</param>
/// <param name="Account">The name as given, whether there is such an account or not.</param>
/// <param name="KnownBy">The browser or address by which this account was proved before; null for a stranger.</param>
public sealed record Claimant(string Network, string Account, string? KnownBy);

/// <summary>
/// Slows guessing by account and by address. Whoever was right before has an allowance of their own: however busy strangers are, they
/// cannot use it up, so nobody locks the owner out.
/// </summary>
/// <remarks>Kept in memory: each process counts for itself, and a restart begins anew.</remarks>
public sealed class GuessLimits(TimeProvider clock)
{
    /// <summary>People's passwords: five wrong ones in a quarter of an hour.</summary>
    public static GuessAllowance Passwords { get; } = new("passwords", 5, 5, 20, TimeSpan.FromMinutes(15));

    /// <summary>Programs' secrets, which are long: a script that retries with an old one soon stops being heard.</summary>
    public static GuessAllowance Secrets { get; } = new("secrets", 50, 50, 50, TimeSpan.FromMinutes(15));

    private const int MostNames = 20_000;
    private const int LongestName = 128;
    private readonly Buckets _buckets = new(MostNames);

    /// <summary>How many are counted for.</summary>
    internal int Count => _buckets.Count;

    /// <summary>How long the claimant has to wait; null when they may try.</summary>
    public TimeSpan? WaitOf(GuessAllowance allowance, Claimant claimant)
    {
        var wait = BucketsOf(allowance, claimant).Max(bucket => bucket.Wait());
        return wait > TimeSpan.Zero ? wait : null;
    }

    /// <summary>Counts a try as wrong, before it is looked at: of many at once no more get through than one after the other.</summary>
    /// <returns>How long the claimant has to wait; null when they may try.</returns>
    public TimeSpan? Begin(GuessAllowance allowance, Claimant claimant)
    {
        var taken = new List<TokenBucket>();
        foreach (var bucket in BucketsOf(allowance, claimant))
        {
            if (!bucket.TryTake(out _, out var wait))
            {
                taken.ForEach(other => other.GiveBack());
                return wait;
            }

            taken.Add(bucket);
        }

        return null;
    }

    /// <summary>A try that was begun was right.</summary>
    public void Succeed(GuessAllowance allowance, Claimant claimant)
    {
        foreach (var bucket in BucketsOf(allowance, claimant))
        {
            bucket.GiveBack();
        }
    }

    /// <summary>Counts a wrong try that was not begun.</summary>
    public void Fail(GuessAllowance allowance, Claimant claimant)
    {
        foreach (var bucket in BucketsOf(allowance, claimant))
        {
            bucket.TryTake(out _, out _);
        }
    }

    /// <summary>Counts something wrong that names no account.</summary>
    /// <returns>How long the address has to wait; null when it is still within its allowance.</returns>
    public TimeSpan? FailNameless(GuessAllowance allowance, string network) =>
        OfAddress(allowance, network).TryTake(out _, out var wait) ? null : wait;

    private IEnumerable<TokenBucket> BucketsOf(GuessAllowance allowance, Claimant claimant)
    {
        var account = claimant.Account.Length > LongestName ? claimant.Account[..LongestName] : claimant.Account;
        return claimant.KnownBy is { } known
            ? [Get(allowance, $"known/{account}/{known}", allowance.Known)]
            : [OfAddress(allowance, claimant.Network), Get(allowance, $"account/{account}", allowance.Strangers)];
    }

    private TokenBucket OfAddress(GuessAllowance allowance, string network) => Get(allowance, $"address/{network}", allowance.Address);

    private TokenBucket Get(GuessAllowance allowance, string name, int capacity) =>
        _buckets.Get($"{allowance.Name}/{name}", () => new TokenBucket(capacity, capacity / allowance.Per.TotalSeconds, clock));
}
