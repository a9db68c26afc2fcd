using Atlas.KmsPortal.Data;
using Atlas.KmsPortal.Encryption;
using Atlas.KmsPortal.Simulator;
using Microsoft.EntityFrameworkCore;

namespace Atlas.KmsPortal.Tests.Simulator.Time;

/// <summary>The simulated clock has an end, can always be put back, and goes forward whatever the wall clock does.</summary>
public sealed class SimulatedClockTests
{
    private static readonly TimeSpan s_hundredYears = TimeSpan.FromDays(36_500);

    [Fact]
    public async Task It_ends_a_hundred_years_ahead_however_it_gets_there()
    {
        await using var world = await SimulatorWorld.CreateAsync();
        await world.Controls.ForwardAsync(s_hundredYears - TimeSpan.FromDays(1), SimulatorWorld.Owner, default);
        await world.Controls.ForwardAsync(TimeSpan.FromDays(1), SimulatorWorld.Owner, default);

        var refused = await Assert.ThrowsAsync<AtlasRefusedException>(() =>
            world.Controls.ForwardAsync(TimeSpan.FromSeconds(1), SimulatorWorld.Owner, default)
        );

        Assert.Contains("ends 100 years ahead of real time", refused.Message, StringComparison.Ordinal);
        Assert.Equal(A.Now + s_hundredYears, world.Controls.Now);
        await world.RestartAsync();
        Assert.Equal(A.Now + s_hundredYears, world.Controls.Now);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(long.MinValue)]
    [InlineData(long.MaxValue)]
    public async Task It_is_not_moved_by_what_is_no_way_forward(long ticks)
    {
        await using var world = await SimulatorWorld.CreateAsync();

        await Assert.ThrowsAsync<AtlasRefusedException>(() => world.Controls.ForwardAsync(new(ticks), SimulatorWorld.Owner, default));

        Assert.Equal(A.Now, world.Controls.Now);
    }

    [Fact]
    public async Task A_reset_makes_the_world_in_real_time()
    {
        await using var world = await SimulatorWorld.CreateAsync();
        var before = await ExpiryAsync(world);
        await world.Controls.ForwardAsync(s_hundredYears, SimulatorWorld.Owner, default);

        await world.Controls.ResetAsync(SimulatorWorld.Owner, default);

        Assert.Equal(A.Now, world.Controls.Now);
        Assert.Equal(before, await ExpiryAsync(world));
        Assert.True((await world.ProjectAsync(DemoWorld.Payments)).Created < A.Now);
    }

    [Theory]
    [InlineData("'garbage'", "'Slow'", "'{'", 0)]
    [InlineData("''", "''", "''", 0)]
    [InlineData("X'00FF'", "7", "'null'", 0)]
    [InlineData("'-5.00:00:00'", "NULL", "'{}'", 0)]
    [InlineData("'10675199.02:48:05.4775807'", "'Demo'", "'[]'", 36_500)]
    [InlineData("'3.00:00:00'", "'Demo'", "'{}'", 3)]
    [InlineData("'1'", "'Instant'", "'{\"ApiStatus\":null}'", 1)]
    public async Task No_stored_value_keeps_it_from_starting(string offset, string timing, string faults, int daysAhead)
    {
        await using var world = await SimulatorWorld.CreateAsync();
        await ExecuteAsync(
            world,
            $"""
            UPDATE "SimulatorState" SET "ClockOffset" = {offset}, "Timing" = {timing}, "Faults" = {faults};
            INSERT INTO "SimulatorState" SELECT 2, "ClockOffset", "Timing", "Faults", "DemoWorldMade" FROM "SimulatorState";
            INSERT INTO "Leases" VALUES ('simulator', 'x', 9223372036854775807);
            INSERT INTO "Timeline" ("ProjectId", "SubjectId", "Status", "At", "Cause", "By") VALUES ('p', 's', 'S', 9223372036854775807, '', '')
            """
        );

        await world.RestartAsync();

        Assert.Equal(A.Now.AddDays(daysAhead), world.Controls.Now);
        Assert.False(world.Controls.Faults.Any);
        // Everything that reads the row works as before.
        await world.Controls.SetTimingAsync(Timing.Faithful, SimulatorWorld.Owner, default);
        await world.Controls.ResetAsync(SimulatorWorld.Owner, default);
        Assert.True(await world.Get<WorkerLease>().HoldsAsync(default));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_wall_clock_that_is_set_back_keeps_no_work_waiting(bool whileItIsNotRunning)
    {
        await using var world = await SimulatorWorld.CreateAsync();
        await world.SaveAsync(A.VaultChange() with { RequirePrivateNetworking = true });
        var endpoint = await world.Endpoints.CreateAsync(
            SimulatorWorld.Project,
            CloudProvider.Azure,
            "EUROPE_NORTH",
            SimulatorWorld.Owner,
            default
        );

        world.Time.SetBy = TimeSpan.FromHours(-1);
        if (whileItIsNotRunning)
        {
            await world.RestartAsync();
        }

        await world.PassAsync(10);

        var made = Assert.Single((await world.ProjectAsync()).Endpoints, e => e.Id == endpoint.Id);
        Assert.Equal(EndpointStatus.PendingAcceptance, made.Status);
    }

    [Fact]
    public async Task It_follows_a_wall_clock_that_is_set_forward()
    {
        await using var world = await SimulatorWorld.CreateAsync();

        world.Time.SetBy = TimeSpan.FromHours(1);

        Assert.Equal(A.Now.AddHours(1), world.Controls.Now);
    }

    private static async Task<DateTimeOffset?> ExpiryAsync(SimulatorWorld world) =>
        (await world.ProjectAsync(DemoWorld.Payments)).Encryption.AzureKeyVault.SecretExpiresAt;

    private static async Task ExecuteAsync(SimulatorWorld world, string sql)
    {
        await using var db = await world.Get<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync();
        await db.Database.ExecuteSqlRawAsync(sql.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal));
    }
}
