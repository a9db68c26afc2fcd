using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Tests.Simulator;

/// <summary>A clean-up that fails leaves a FAILED endpoint, unless its region has a new endpoint already.</summary>
public sealed class FailedCleanUpTests
{
    private const string Region = "UK_SOUTH";

    [Theory]
    [InlineData(false, new[] { EndpointStatus.Failed })]
    [InlineData(true, new[] { EndpointStatus.PendingAcceptance })]
    public async Task A_clean_up_never_fails_into_a_place_that_is_taken(bool recreated, EndpointStatus[] left)
    {
        await using var world = await SimulatorWorld.CreateAsync();
        await world.SaveAsync(A.VaultChange() with { RequirePrivateNetworking = true });
        var endpoint = await CreateAsync(world);
        await world.PassAsync(10);
        await world.Endpoints.RemoveAsync(SimulatorWorld.Project, CloudProvider.Azure, endpoint.Id, SimulatorWorld.Owner, default);
        if (recreated)
        {
            await CreateAsync(world);
        }

        await world.Controls.SetFaultsAsync(new(NextDeletionFails: "the cloud did not answer"), SimulatorWorld.Owner, default);
        await world.PassAsync(10);

        Assert.Equal(left, (await world.ProjectAsync()).Endpoints.Select(e => e.Status));
    }

    private static Task<PrivateEndpoint> CreateAsync(SimulatorWorld world) =>
        world.Endpoints.CreateAsync(SimulatorWorld.Project, CloudProvider.Azure, Region, SimulatorWorld.Owner, default);
}
