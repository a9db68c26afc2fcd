using Atlas.KmsPortal.Data;
using Atlas.KmsPortal.Simulator;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Atlas.KmsPortal.Tests.Simulator;

public sealed class SimulatorHealthTests
{
    private static readonly TimeSpan s_tick = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task A_worker_that_has_just_started_is_not_ready_and_nothing_is_said_to_be_wrong()
    {
        await using var world = await SimulatorWorld.CreateAsync();

        var health = await HealthAsync(world);

        Assert.Equal(HealthStatus.Unhealthy, health.Status);
        Assert.Equal("The simulator's worker has not finished its first round yet.", health.Description);
    }

    [Fact]
    public async Task A_worker_whose_rounds_stop_is_ready_no_more_and_the_log_is_named()
    {
        await using var world = await SimulatorWorld.CreateAsync();
        var worker = world.Get<SimulatorWorker>();
        world.Get<DatabaseReady>().Succeed();
        await worker.StartAsync(default);
        await FinishRoundAsync(world);
        await worker.StopAsync(default);

        world.Time.Advance(TimeSpan.FromSeconds(31));

        var health = await HealthAsync(world);
        Assert.Equal(HealthStatus.Unhealthy, health.Status);
        Assert.Contains("for a while; the log says why", health.Description, StringComparison.Ordinal);
    }

    private static async Task FinishRoundAsync(SimulatorWorld world)
    {
        while ((await HealthAsync(world)).Status is not HealthStatus.Healthy)
        {
            world.Time.Advance(s_tick);
            await Task.Yield();
        }
    }

    private static Task<HealthCheckResult> HealthAsync(SimulatorWorld world) =>
        new SimulatorHealth(world.Get<SimulatorWorker>()).CheckHealthAsync(new(), TestContext.Current.CancellationToken);
}
