using Atlas.KmsPortal.Data;
using Atlas.KmsPortal.Encryption;
using Atlas.KmsPortal.Simulator;
using Microsoft.EntityFrameworkCore;

namespace Atlas.KmsPortal.Tests.Simulator;

/// <summary>What the database is asked for must not leave out what the lifecycle would move.</summary>
public sealed class DueProjectsTests
{
    private static readonly LifecycleContext s_calm = new(NetworkRegistered: true, ReplacementInitiating: false, DeletionFailsWith: null);

    public static TheoryData<EndpointStatus, AzureConnectionState> States =>
        [
            // Azure knows nothing of one that is being made.
            .. from status in Enum.GetValues<EndpointStatus>()
            from azure in Enum.GetValues<AzureConnectionState>()
            where status is not EndpointStatus.Initiating || azure is AzureConnectionState.None
            select (status, azure),
        ];

    [Theory]
    [MemberData(nameof(States))]
    public async Task A_project_is_due_where_its_endpoint_moves(EndpointStatus status, AzureConnectionState azure)
    {
        await using var world = await SimulatorWorld.CreateAsync();
        var store = world.Get<SimulatorStore>();
        var endpoint = new PrivateEndpointRow
        {
            Id = "65b000000000000000000001",
            ProjectId = DemoWorld.Retail,
            Provider = CloudProvider.Azure,
            Region = "US_EAST_2",
            Status = status,
            CreatedAt = store.Now,
            StatusSince = store.Now,
            AzureState = azure,
            AzureStateSince = store.Now,
            SubscriptionId = "a39012fb-d604-4cd1-8841-77f705f3e6d5",
        };
        await using var db = await world.Get<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync();
        db.PrivateEndpoints.Add(endpoint);
        await db.SaveChangesAsync();
        var inAnHour = store.Now.AddHours(1);

        var due = await DueProjects.FindAsync(db, inAnHour, store.Timing, default);

        Assert.Equal(EndpointLifecycle.Next(endpoint, s_calm, inAnHour, store.Timing) is not null, due.Contains(DemoWorld.Retail));
    }
}
