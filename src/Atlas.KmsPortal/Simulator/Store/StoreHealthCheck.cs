using Atlas.KmsPortal.Encryption;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Atlas.KmsPortal.Simulator;

/// <summary>Ready while writes are saved. Once one was not, each question tries one: nobody else may, while it is not ready.</summary>
internal sealed class StoreHealthCheck(SimulatorStore store, StoreHealth health) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (health.Trouble is null)
        {
            return HealthCheckResult.Healthy();
        }

        try
        {
            await store.WriteAsync(Actor.Atlas, NoteAsync, cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (StoreUnavailableException exception)
        {
            return HealthCheckResult.Unhealthy(exception.Message);
        }
    }

    // Leaves a mark in the file and nothing else.
    private static Task NoteAsync(SimulatorStep step)
    {
        step.Changes.NoteEverything();
        return Task.CompletedTask;
    }
}
