using System.Collections.Concurrent;
using System.Globalization;
using Atlas.KmsPortal.AdminApi;
using Microsoft.Extensions.Options;

namespace Atlas.KmsPortal.Simulator.Api;

/// <summary><c>Simulator:RateLimit</c>: a token bucket for each caller, or Atlas's own ones. Off by default.</summary>
internal sealed class RateLimitOptions
{
    public const string Section = "Simulator:RateLimit";

    /// <summary>How many requests a caller may make at once; 0 for any number.</summary>
    public int Capacity { get; set; }

    /// <summary>How many requests a second come back.</summary>
    public double Refill { get; set; } = 1;

    /// <summary>Whether Atlas's own buckets hold, where its documentation names one.</summary>
    public bool Documented { get; set; }
}

internal sealed class RateLimiting(RequestDelegate next, IOptions<RateLimitOptions> options, TimeProvider clock)
{
    // Atlas sends the headers always; without a limit of ours they name one that nobody reaches.
    private const string Unlimited = "1000000";
    private const int ManyBuckets = 10_000;
    private readonly ConcurrentDictionary<string, TokenBucket> _buckets = new(StringComparer.Ordinal);

    public Task InvokeAsync(HttpContext context, ApiRequest request)
    {
        var headers = context.Response.Headers;
        if (LimitOf(context.Request, request.Caller.Name) is not { } limit)
        {
            headers["RateLimit-Limit"] = headers["RateLimit-Remaining"] = Unlimited;
            return next(context);
        }

        var taken = BucketOf(limit).TryTake(out var remaining, out var wait);
        headers["RateLimit-Limit"] = limit.Capacity.ToString(CultureInfo.InvariantCulture);
        headers["RateLimit-Remaining"] = remaining.ToString(CultureInfo.InvariantCulture);
        if (taken)
        {
            return next(context);
        }

        var seconds = Math.Max(1, (int)Math.Min(3600, Math.Ceiling(wait.TotalSeconds)));
        headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        throw new AtlasApiException(
            AtlasErrors.RateLimited(context.Request.Path.Value!, seconds, limit.Capacity, limit.Refill, limit.PeriodSeconds)
        );
    }

    private RateLimit? LimitOf(HttpRequest request, string caller) =>
        (options.Value.Documented ? DocumentedLimits.Of(request.Method, request.Path.Value!, caller) : null)
        ?? (options.Value.Capacity > 0 ? new(caller, options.Value.Capacity, options.Value.Refill, PeriodSeconds: 1) : null);

    private TokenBucket BucketOf(RateLimit limit)
    {
        if (_buckets.Count >= ManyBuckets)
        {
            // A full one is like one that was never asked for.
            foreach (var (name, _) in _buckets.Where(pair => pair.Value.IsFull()))
            {
                _buckets.TryRemove(name, out _);
            }
        }

        return _buckets.GetOrAdd(limit.Name, _ => new TokenBucket(limit.Capacity, limit.Refill / limit.PeriodSeconds, clock));
    }
}

/// <summary>Fills evenly and is emptied one by one.</summary>
internal sealed class TokenBucket(int capacity, double perSecond, TimeProvider clock)
{
    private readonly Lock _gate = new();
    private double _tokens = capacity;
    private long _filledAt = clock.GetTimestamp();

    public bool TryTake(out int remaining, out TimeSpan wait)
    {
        lock (_gate)
        {
            Fill();
            var taken = _tokens >= 1;
            _tokens -= taken ? 1 : 0;
            remaining = (int)_tokens;
            wait =
                taken ? TimeSpan.Zero
                : perSecond > 0 ? TimeSpan.FromSeconds((1 - _tokens) / perSecond)
                : TimeSpan.FromHours(1);
            return taken;
        }
    }

    public bool IsFull()
    {
        lock (_gate)
        {
            Fill();
            return _tokens >= capacity;
        }
    }

    private void Fill()
    {
        var now = clock.GetTimestamp();
        _tokens = Math.Min(capacity, _tokens + (clock.GetElapsedTime(_filledAt, now).TotalSeconds * perSecond));
        _filledAt = now;
    }
}
