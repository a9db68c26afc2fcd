using System.Globalization;
using Atlas.KmsPortal.AdminApi;

namespace Atlas.KmsPortal.Simulator.Api;

/// <summary>Breaks or delays calls while the owner of the simulator wants it.</summary>
internal sealed class FaultInjection(RequestDelegate next, SimulatorStore store, TimeProvider clock)
{
    private const int RetryAfterSeconds = 1;

    public async Task InvokeAsync(HttpContext context)
    {
        var faults = store.Faults;
        if (faults.ApiDelay is { } delay)
        {
            await Task.Delay(delay, clock, context.RequestAborted);
        }

        if (faults.ApiStatus is { } status)
        {
            if (status is 429 or 503)
            {
                context.Response.Headers.RetryAfter = RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
            }

            throw new AtlasApiException(
                status switch
                {
                    429 => AtlasErrors.RateLimited(context.Request.Path.Value!, RetryAfterSeconds, capacity: 1, refill: 1, period: 1),
                    503 => AtlasErrors.Unavailable,
                    _ => AtlasErrors.Unexpected("The simulator was asked to fail this call."),
                }
            );
        }

        await next(context);
    }
}
