using System.Globalization;
using Atlas.KmsPortal.AdminApi;

namespace Atlas.KmsPortal.Simulator.Api;

/// <summary>What is to go wrong with a call.</summary>
/// <param name="Status">429, 500 or 503; null to answer properly.</param>
/// <param name="Delay">How much later to answer.</param>
public sealed record ApiFault(int? Status, TimeSpan Delay);

/// <summary>The Admin API's faults on purpose.</summary>
public interface IApiFaults
{
    /// <returns>The fault that the next call meets; null for none.</returns>
    Task<ApiFault?> NextAsync(CancellationToken cancellationToken);
}

/// <summary>Breaks calls when the owner of the simulator wants them broken.</summary>
internal sealed class FaultInjection(RequestDelegate next, TimeProvider clock)
{
    private const int RetryAfterSeconds = 1;

    public async Task InvokeAsync(HttpContext context, IApiFaults faults)
    {
        if (await faults.NextAsync(context.RequestAborted) is { } fault)
        {
            await Task.Delay(fault.Delay, clock, context.RequestAborted);
            Fail(fault.Status, context.Response.Headers);
        }

        await next(context);
    }

    private static void Fail(int? status, IHeaderDictionary headers)
    {
        if (status is 429 or 503)
        {
            headers.RetryAfter = RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
        }

        if (status is not null)
        {
            throw new AtlasApiException(
                status switch
                {
                    429 => AtlasErrors.RateLimited(RetryAfterSeconds),
                    503 => AtlasErrors.Unavailable,
                    _ => AtlasErrors.Unexpected("The simulator was asked to fail this call."),
                }
            );
        }
    }
}
