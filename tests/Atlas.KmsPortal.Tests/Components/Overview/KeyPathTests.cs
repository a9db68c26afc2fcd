using Atlas.KmsPortal.Components.Overview;
using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Tests.Components.Overview;

public sealed class KeyPathTests
{
    [Theory]
    [InlineData(EndpointStatus.Active, PathTone.Ok, "ACTIVE")]
    [InlineData(EndpointStatus.PendingAcceptance, PathTone.Wait, "PENDING APPROVAL")]
    [InlineData(EndpointStatus.Initiating, PathTone.Way, "INITIATING")]
    [InlineData(EndpointStatus.PendingRecreation, PathTone.Way, "PENDING RECREATION")]
    [InlineData(EndpointStatus.Failed, PathTone.No, "FAILED")]
    public void Each_status_is_drawn_as_what_it_means(EndpointStatus status, PathTone tone, string word)
    {
        var project = A.Project(A.Cluster("ledger", "US_EAST_2").UsingKey())
            .WithVault(requirePrivateNetworking: true)
            .WithEndpoints(("US_EAST_2", status));

        var zone = Assert.Single(KeyPath.Of(project, project.Encryption.AzureKeyVault, isOwner: true).Zones);

        Assert.Equal((tone, word), (zone.Tone, zone.Status));
    }

    [Fact]
    public void A_region_without_an_endpoint_breaks_the_way_of_a_cluster_that_needs_it()
    {
        var project = A.Project(A.Cluster("ledger", "US_EAST_2").UsingKey(), A.Cluster("fraud", "US_CENTRAL"))
            .WithVault(requirePrivateNetworking: true);

        var path = KeyPath.Of(project, project.Encryption.AzureKeyVault, isOwner: true);

        Assert.Equal([PathTone.No, PathTone.None], path.Zones.Select(zone => zone.Tone));
    }

    [Fact]
    public void Whoever_may_only_look_sees_no_endpoint_in_the_drawing()
    {
        var project = A.Project(A.Cluster("ledger", "US_EAST_2").UsingKey()).WithVault(requirePrivateNetworking: true);

        var path = KeyPath.Of(project, project.Encryption.AzureKeyVault, isOwner: false);

        Assert.DoesNotContain("endpoint", path.Description, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void An_invalid_key_breaks_every_way_that_is_in_use()
    {
        var project = A.Project(A.Cluster("ledger", "US_EAST_2").UsingKey()).WithVault(key: KeyState.Invalid);

        var path = KeyPath.Of(project, project.Encryption.AzureKeyVault, isOwner: true);

        Assert.Equal(PathTone.No, Assert.Single(path.Zones).Tone);
    }

    [Fact]
    public void Nothing_in_the_drawing_overlaps()
    {
        var project = A.Project(
                A.Cluster("a", "US_EAST_2", "US_CENTRAL").UsingKey(),
                A.Cluster("b", "US_EAST_2"),
                A.Cluster("c", "US_CENTRAL")
            )
            .WithVault(requirePrivateNetworking: true)
            .WithEndpoints(("EUROPE_NORTH", EndpointStatus.Active));

        var path = KeyPath.Of(project, project.Encryption.AzureKeyVault, isOwner: true);

        Assert.Equal(3, path.Zones.Count);
        Assert.All(path.Zones.Zip(path.Zones.Skip(1)), pair => Assert.True(pair.First.Y + pair.First.Height < pair.Second.Y));
        Assert.All(
            path.Zones,
            zone => Assert.All(zone.Nodes, node => Assert.InRange(node.Y, zone.Y, zone.Y + zone.Height - PathZone.NodeHeight))
        );
    }
}
