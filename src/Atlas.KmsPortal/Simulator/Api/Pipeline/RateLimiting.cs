using System.Globalization;
using Atlas.KmsPortal.AdminApi;
using Atlas.KmsPortal.Throttling;
using Microsoft.Extensions.Options;

namespace Atlas.KmsPortal.Simulator.Api;

/// <summary><c>Simulator:RateLimit</c>: a token bucket for each caller, or Atlas's own ones, at every door. Off by default.</summary>
internal sealed class RateLimitOptions
{
    public const string Section = "Simulator:RateLimit";

    /// <summary>How many requests a caller may make at once, or an address whose credentials are not accepted yet; 0 for any number.</summary>
    public int Capacity { get; set; }

    /// <summary>How many requests a second come back.</summary>
    public double Refill { get; set; } = 1;

    /// <summary>Whether Atlas's own buckets hold, where its documentation names one.</summary>
    public bool Documented { get; set; }
}

/// <summary>The buckets of all doors.</summary>
internal sealed class RateLimits(IOptions<RateLimitOptions> options, TimeProvider clock)
{
    private const int MostBuckets = 10_000;
    private readonly Buckets _buckets = new(MostBuckets);

    /// <summary>Takes a token from what is the caller's own, where there is a limit.</summary>
    /// <param name="owner">A caller's name, or an address.</param>
    /// <returns>Whether there is a limit.</returns>
    /// <exception cref="AtlasApiException">429</exception>
    public bool Take(HttpContext context, string owner)
    {
        var limits = options.Value;
        if (limits.Capacity <= 0)
        {
            return false;
        }

        Take(context, new RateLimit(owner, limits.Capacity, limits.Refill, PeriodSeconds: 1));
        return true;
    }

    /// <summary>Atlas's own bucket for the request, where its documentation names one and that is asked for.</summary>
    public RateLimit? DocumentedFor(HttpRequest request, string caller) =>
        options.Value.Documented ? DocumentedLimits.Of(request.Method, request.Path.Value!, caller) : null;

    /// <exception cref="AtlasApiException">429</exception>
    public void Take(HttpContext context, RateLimit limit)
    {
        var bucket = _buckets.Get(limit.Name, () => new TokenBucket(limit.Capacity, limit.Refill / limit.PeriodSeconds, clock));
        var taken = bucket.TryTake(out var remaining, out var wait);
        var headers = context.Response.Headers;
        headers["RateLimit-Limit"] = limit.Capacity.ToString(CultureInfo.InvariantCulture);
        headers["RateLimit-Remaining"] = remaining.ToString(CultureInfo.InvariantCulture);
        if (!taken)
        {
            var seconds = Math.Max(1, (int)Math.Min(3600, Math.Ceiling(wait.TotalSeconds)));
            headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
            throw new AtlasApiException(
                AtlasErrors.RateLimited(context.Request.Path.Value!, seconds, limit.Capacity, limit.Refill, limit.PeriodSeconds)
            );
        }
    }
}

/// <summary>Counts the requests of whoever has proved who they are, whatever becomes of them.</summary>
internal sealed class RateLimiting(RequestDelegate next, RateLimits limits)
{
    // Atlas sends the headers always; without a limit of ours they name one that nobody reaches.
    private const string Unlimited = "1000000";

    public Task InvokeAsync(HttpContext context, ApiRequest request)
    {
        var caller = request.Caller.Name;
        if (limits.DocumentedFor(context.Request, caller) is null && !limits.Take(context, caller))
        {
            var headers = context.Response.Headers;
            headers["RateLimit-Limit"] = headers["RateLimit-Remaining"] = Unlimited;
        }

        return next(context);
    }
}

/// <summary>A project's bucket, for those who may call it; a stranger could empty it otherwise.</summary>
internal sealed class DocumentedRateLimiting(RequestDelegate next, RateLimits limits)
{
    public Task InvokeAsync(HttpContext context, ApiRequest request)
    {
        if (limits.DocumentedFor(context.Request, request.Caller.Name) is { } limit)
        {
            limits.Take(context, limit);
        }

        return next(context);
    }
}
