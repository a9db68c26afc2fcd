using Atlas.KmsPortal.Data;
using Atlas.KmsPortal.Encryption;
using Atlas.KmsPortal.Simulator;
using Atlas.KmsPortal.Tests.Simulator;
using Microsoft.EntityFrameworkCore;

namespace Atlas.KmsPortal.Tests.Budgets;

/// <summary>What the worker's round sends to the database, four times a second, however many projects there are.</summary>
public sealed class WorkerBudgetTests
{
    [Fact]
    public async Task A_round_in_which_nothing_is_due_asks_two_indexed_questions()
    {
        await using var world = await SimulatorWorld.CreateAsync();
        await MakeEveryKindOfEndpointAsync(world);
        world.Sql.Reset();

        Assert.False(await world.Get<SimulatorEngine>().TickAsync(default));

        Assert.Equal((2, 0), world.Sql.Counts);
        Assert.Empty(await QueryPlan.ScansAsync(world.Get<IDbContextFactory<PortalDbContext>>(), world.Sql.Sent));
    }

    [Fact]
    public async Task An_endpoint_is_moved_in_the_round_in_which_it_is_due()
    {
        await using var world = await SimulatorWorld.CreateAsync();
        await world.SaveAsync(new() { RequirePrivateNetworking = true }, DemoWorld.Payments);
        await world.Endpoints.CreateAsync(DemoWorld.Payments, CloudProvider.Azure, "UK_SOUTH", SimulatorWorld.Owner, default);
        var engine = world.Get<SimulatorEngine>();

        world.Time.Advance(TimeSpan.FromSeconds(10) - TimeSpan.FromTicks(1));
        Assert.False(await engine.TickAsync(default));
        world.Time.Advance(TimeSpan.FromTicks(1));
        Assert.True(await engine.TickAsync(default));

        Assert.Equal(EndpointStatus.PendingAcceptance, (await world.ProjectAsync(DemoWorld.Payments)).Endpoints.Single().Status);
    }

    [Fact]
    public async Task A_cluster_that_waits_for_its_region_is_left_alone_until_that_has_an_endpoint()
    {
        await using var world = await SimulatorWorld.CreateAsync();
        await world.SaveAsync(new() { RequirePrivateNetworking = true }, DemoWorld.Payments);
        await ApprovedAsync(world, "US_EAST_2");
        await world.PassAsync(60);
        world.Sql.Reset();

        Assert.False(await world.Get<SimulatorEngine>().TickAsync(default));
        Assert.Equal((2, 0), world.Sql.Counts);
        Assert.Equal(KeyAccess.Migrating, await AccessAsync());

        await ApprovedAsync(world, "US_CENTRAL");

        Assert.Equal(KeyAccess.Private, await AccessAsync());

        async Task<KeyAccess> AccessAsync() => (await world.ProjectAsync(DemoWorld.Payments)).Cluster("ledger")!.KeyAccess;
    }

    private static async Task ApprovedAsync(SimulatorWorld world, string region)
    {
        await world.Endpoints.CreateAsync(DemoWorld.Payments, CloudProvider.Azure, region, SimulatorWorld.Owner, default);
        await world.PassAsync(10);
        await world.ApproveAsync((await world.ProjectAsync(DemoWorld.Payments)).Endpoints.Single(endpoint => endpoint.Region == region));
        await world.PassAsync(10);
    }

    /// <summary>One that is being made, one whose removal is asked for meanwhile, one that waits, one that is ACTIVE, one that is removed.</summary>
    private static async Task MakeEveryKindOfEndpointAsync(SimulatorWorld world)
    {
        await world.SaveAsync(new() { RequirePrivateNetworking = true }, DemoWorld.Payments);
        await ApprovedAsync(world, "US_EAST_2");
        await ApprovedAsync(world, "UK_SOUTH");
        await world.Endpoints.CreateAsync(DemoWorld.Payments, CloudProvider.Azure, "UK_WEST", SimulatorWorld.Owner, default);
        await world.PassAsync(60);
        foreach (var region in new[] { "EUROPE_WEST", "EUROPE_NORTH" })
        {
            await world.Endpoints.CreateAsync(DemoWorld.Payments, CloudProvider.Azure, region, SimulatorWorld.Owner, default);
        }

        var endpoints = (await world.ProjectAsync(DemoWorld.Payments)).Endpoints;
        foreach (var region in new[] { "UK_SOUTH", "EUROPE_NORTH" })
        {
            var endpoint = endpoints.Single(endpoint => endpoint.Region == region);
            await world.Endpoints.RemoveWhenPossibleAsync(
                DemoWorld.Payments,
                CloudProvider.Azure,
                endpoint.Id,
                SimulatorWorld.Owner,
                default
            );
        }
    }
}
