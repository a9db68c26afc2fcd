using Atlas.KmsPortal.Components.Advanced;
using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Tests.Components.Advanced;

public sealed class PrivateNetworkingSwitchTests
{
    [Theory]
    [InlineData(false, false, null, "Off: Atlas reaches the key over the public network.", PrivateNetworkingNext.Nothing)]
    [InlineData(false, true, null, "Save first. Then Set up appears here.", PrivateNetworkingNext.Nothing)]
    [InlineData(true, true, null, "Required, but not set up: choose the regions next.", PrivateNetworkingNext.SetUp)]
    [InlineData(true, false, null, "Save to reach the key over the public network again.", PrivateNetworkingNext.SetUp)]
    [InlineData(true, true, EndpointStatus.Active, "Clusters reach the key over private endpoints only.", PrivateNetworkingNext.Manage)]
    [InlineData(
        true,
        true,
        EndpointStatus.PendingAcceptance,
        "Clusters reach the key over private endpoints only.",
        PrivateNetworkingNext.ManageAndApprove
    )]
    public void What_it_means_and_what_comes_next_is_told_to_owners(
        bool saved,
        bool value,
        EndpointStatus? endpoint,
        string hint,
        PrivateNetworkingNext next
    )
    {
        var project = Project(saved, endpoint);

        var owner = PrivateNetworkingSwitch.Of(project, CloudProvider.Azure, isOwner: true, value);
        var reader = PrivateNetworkingSwitch.Of(project.For(ProjectRole.ReadOnly)!, CloudProvider.Azure, isOwner: false, value);

        Assert.Equal((hint, next), (owner.Hint, owner.Next));
        Assert.Equal(PrivateNetworkingNext.Nothing, reader.Next);
    }

    [Theory]
    [InlineData(false, null, false, false)]
    [InlineData(true, null, false, true)]
    [InlineData(true, EndpointStatus.PendingAcceptance, false, true)]
    [InlineData(true, EndpointStatus.Active, true, true)]
    public void Active_is_what_every_endpoint_is_and_what_is_required_for_a_reader(
        bool saved,
        EndpointStatus? endpoint,
        bool owner,
        bool reader
    )
    {
        var project = Project(saved, endpoint);

        Assert.Equal(owner, PrivateNetworkingSwitch.Of(project, CloudProvider.Azure, isOwner: true, saved).IsActive);
        Assert.Equal(
            reader,
            PrivateNetworkingSwitch.Of(project.For(ProjectRole.ReadOnly)!, CloudProvider.Azure, isOwner: false, saved).IsActive
        );
    }

    [Theory]
    [InlineData(true, true, EndpointStatus.Active, "1 endpoint active of 1. Private endpoints exist, so it cannot be switched off.")]
    [InlineData(true, true, EndpointStatus.Deleting, "0 endpoints active of 0. Private endpoints exist, so it cannot be switched off.")]
    [InlineData(true, false, EndpointStatus.Active, null)]
    [InlineData(true, true, null, null)]
    [InlineData(false, true, null, null)]
    public void Endpoints_hold_it_on(bool saved, bool value, EndpointStatus? endpoint, string? because)
    {
        Assert.Equal(
            because,
            PrivateNetworkingSwitch.Of(Project(saved, endpoint), CloudProvider.Azure, isOwner: true, value).LockedBecause
        );
    }

    [Fact]
    public void An_inactive_project_and_a_reader_have_their_own_reasons()
    {
        var inactive = Project(saved: true, endpoint: null) with { State = ProjectState.Inactive };

        Assert.Contains(
            "is INACTIVE",
            PrivateNetworkingSwitch.Of(inactive, CloudProvider.Azure, isOwner: true, value: true).LockedBecause!,
            StringComparison.Ordinal
        );
        Assert.Equal(
            "Only Project Owners can change this.",
            PrivateNetworkingSwitch.Of(inactive, CloudProvider.Azure, isOwner: false, value: true).LockedBecause
        );
    }

    private static ProjectSnapshot Project(bool saved, EndpointStatus? endpoint)
    {
        var project = A.Project(A.Cluster("ledger", "US_EAST_2")).WithVault(requirePrivateNetworking: saved);
        return endpoint is { } status ? project.WithEndpoints(("US_EAST_2", status)) : project;
    }
}
