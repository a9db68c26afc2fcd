using Atlas.KmsPortal.Data;
using Atlas.KmsPortal.Encryption;
using Atlas.KmsPortal.Simulator;

namespace Atlas.KmsPortal.Tests.Simulator;

/// <summary>The table of statuses, row by row.</summary>
public sealed class EndpointLifecycleTests
{
    private static readonly SimulatorTiming s_timing = SimulatorTiming.From(
        new SimulatorOptions { Timing = nameof(Timing.Faithful), InitiatingVaries = TimeSpan.Zero },
        chosen: null
    );
    private static readonly LifecycleContext s_calm = new(NetworkRegistered: true, ReplacementInitiating: false, DeletionFailsWith: null);

    public static TheoryData<EndpointStatus, AzureConnectionState, int, EndpointStatus?> Transitions =>
        new()
        {
            { EndpointStatus.Initiating, AzureConnectionState.None, 59, null },
            { EndpointStatus.Initiating, AzureConnectionState.None, 60, EndpointStatus.PendingAcceptance },
            { EndpointStatus.PendingAcceptance, AzureConnectionState.Pending, 100_000, null },
            { EndpointStatus.PendingAcceptance, AzureConnectionState.Approved, 1, null },
            { EndpointStatus.PendingAcceptance, AzureConnectionState.Approved, 180, EndpointStatus.Active },
            { EndpointStatus.PendingAcceptance, AzureConnectionState.Rejected, 180, EndpointStatus.PendingRecreation },
            { EndpointStatus.PendingAcceptance, AzureConnectionState.Removed, 180, EndpointStatus.PendingRecreation },
            { EndpointStatus.Active, AzureConnectionState.Approved, 100_000, null },
            { EndpointStatus.Active, AzureConnectionState.Rejected, 180, EndpointStatus.PendingRecreation },
            { EndpointStatus.Active, AzureConnectionState.Disconnected, 180, EndpointStatus.PendingRecreation },
            { EndpointStatus.Active, AzureConnectionState.Removed, 180, EndpointStatus.PendingRecreation },
            { EndpointStatus.Failed, AzureConnectionState.None, 100_000, null },
            { EndpointStatus.Deleting, AzureConnectionState.Approved, 59, null },
        };

    [Theory]
    [MemberData(nameof(Transitions))]
    internal void A_status_follows_from_time_and_from_Azure(
        EndpointStatus status,
        AzureConnectionState azure,
        int seconds,
        EndpointStatus? to
    )
    {
        var next = EndpointLifecycle.Next(Row(status, azure), s_calm, A.Now.AddSeconds(seconds), s_timing);

        Assert.Equal(to, next?.To);
        Assert.Equal(to is EndpointStatus.PendingRecreation, next?.Replace ?? false);
        Assert.Equal(to is EndpointStatus.PendingRecreation, next?.Error is not null);
    }

    [Fact]
    public void AWS_needs_no_approval()
    {
        var next = EndpointLifecycle.Next(
            Row(EndpointStatus.Initiating, provider: CloudProvider.Aws),
            s_calm,
            A.Now.AddSeconds(60),
            s_timing
        );

        Assert.Equal(EndpointStatus.Active, next!.To);
    }

    [Fact]
    public void Without_Microsoft_Network_it_fails_and_says_the_command()
    {
        var next = EndpointLifecycle.Next(
            Row(EndpointStatus.Initiating),
            s_calm with
            {
                NetworkRegistered = false,
            },
            A.Now.AddSeconds(60),
            s_timing
        );

        Assert.Equal(EndpointStatus.Failed, next!.To);
        Assert.Contains("az provider register --namespace Microsoft.Network", next.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_replaced_endpoint_stays_until_its_replacement_is_made(bool replacementInitiating)
    {
        var next = EndpointLifecycle.Next(
            Row(EndpointStatus.PendingRecreation),
            s_calm with
            {
                ReplacementInitiating = replacementInitiating,
            },
            A.Now,
            s_timing
        );

        Assert.Equal(replacementInitiating, next is null);
        Assert.Null(next?.To);
    }

    [Fact]
    public void A_deleted_endpoint_goes_or_fails()
    {
        var gone = EndpointLifecycle.Next(Row(EndpointStatus.Deleting), s_calm, A.Now.AddSeconds(60), s_timing);
        var failed = EndpointLifecycle.Next(
            Row(EndpointStatus.Deleting),
            s_calm with
            {
                DeletionFailsWith = "clean-up failed",
            },
            A.Now.AddSeconds(60),
            s_timing
        );

        Assert.Null(gone!.To);
        Assert.Equal((EndpointStatus.Failed, "clean-up failed"), (failed!.To, failed.Error));
    }

    private static PrivateEndpointRow Row(
        EndpointStatus status,
        AzureConnectionState azure = AzureConnectionState.None,
        CloudProvider provider = CloudProvider.Azure
    ) =>
        new()
        {
            Id = "65b000000000000000000001",
            ProjectId = SimulatorWorld.Project,
            Provider = provider,
            Region = "US_EAST_2",
            Status = status,
            CreatedAt = A.Now,
            StatusSince = A.Now,
            AzureState = azure,
            AzureStateSince = A.Now,
            SubscriptionId = "a39012fb-d604-4cd1-8841-77f705f3e6d5",
        };
}
