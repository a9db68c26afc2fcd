using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Atlas.KmsPortal.Simulator;

/// <summary>Ready while the worker's rounds come round: a simulator whose time stands still answers nobody well.</summary>
internal sealed class SimulatorHealth(SimulatorWorker worker) : IHealthCheck
{
    private static readonly TimeSpan s_quietFor = TimeSpan.FromSeconds(30);

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(
            worker.QuietFor switch
            {
                null => HealthCheckResult.Unhealthy("The simulator's worker has not finished its first round yet."),
                var quiet when quiet <= s_quietFor => HealthCheckResult.Healthy(),
                _ => HealthCheckResult.Unhealthy("The simulator's worker has not finished a round for a while; the log says why."),
            }
        );
}
