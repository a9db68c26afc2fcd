using Atlas.KmsPortal.Simulator;
using Microsoft.Extensions.Time.Testing;

namespace Atlas.KmsPortal.Tests.Simulator;

public sealed class WorkerLeaseTests
{
    private readonly FakeTimeProvider _here = new(A.Now);
    private readonly FakeTimeProvider _there = new(A.Now);

    [Fact]
    public async Task One_of_two_processes_leads()
    {
        await using var world = await SimulatorWorld.CreateAsync();
        var (first, second) = Both(world);

        for (var round = 0; round < 10; round++)
        {
            Assert.True(await first.HoldsAsync(default));
            Assert.False(await second.HoldsAsync(default));
            Pass(1);
        }
    }

    [Fact]
    public async Task A_process_that_is_gone_is_followed_after_three_seconds()
    {
        await using var world = await SimulatorWorld.CreateAsync();
        var (first, second) = Both(world);
        Assert.True(await first.HoldsAsync(default));
        Assert.False(await second.HoldsAsync(default));

        Pass(2);
        Assert.False(await second.HoldsAsync(default));
        Pass(1);

        Assert.True(await second.HoldsAsync(default));
        Assert.False(await first.HoldsAsync(default));
    }

    [Fact]
    public async Task A_wall_clock_that_is_set_back_keeps_nobody_waiting()
    {
        await using var world = await SimulatorWorld.CreateAsync();
        var (first, second) = Both(world);
        Assert.True(await first.HoldsAsync(default));

        // As seen from an hour ago the lease of the first, which is gone, lasts an hour and three seconds.
        _there.AdjustTime(A.Now.AddHours(-1));
        Assert.False(await second.HoldsAsync(default));
        Pass(3);

        Assert.True(await second.HoldsAsync(default));
    }

    private (WorkerLease First, WorkerLease Second) Both(SimulatorWorld world) =>
        (new(world.Get<SimulatorStore>(), _here), new(world.Get<SimulatorStore>(), _there));

    private void Pass(int seconds)
    {
        _here.Advance(TimeSpan.FromSeconds(seconds));
        _there.Advance(TimeSpan.FromSeconds(seconds));
    }
}
