using Atlas.KmsPortal.Components.Shared;
using Atlas.KmsPortal.Components.Shared.Marks;
using Atlas.KmsPortal.Encryption;
using Bunit;

namespace Atlas.KmsPortal.Tests.Components.Shared.Marks;

public sealed class BadgeTests : ComponentTest
{
    [Theory]
    [InlineData(EndpointStatus.Initiating, "INITIATING", Glyph.Spin)]
    [InlineData(EndpointStatus.PendingAcceptance, "PENDING APPROVAL", Glyph.Person)]
    [InlineData(EndpointStatus.Active, "ACTIVE", Glyph.Ok)]
    [InlineData(EndpointStatus.PendingRecreation, "PENDING RECREATION", Glyph.Again)]
    [InlineData(EndpointStatus.Failed, "FAILED", Glyph.Failed)]
    [InlineData(EndpointStatus.Deleting, "DELETING", Glyph.Trash)]
    public void Every_status_has_its_words_and_its_shape(EndpointStatus status, string words, string icon)
    {
        var badge = Render(StatusBadge.Of(status));

        Assert.Equal(words, badge.Said());
        Assert.Contains(icon, badge.Markup, StringComparison.Ordinal);
        Assert.Equal("true", badge.Find("svg").GetAttribute("aria-hidden"));
    }

    [Fact]
    public void A_cluster_that_is_shut_down_says_so_whatever_else_it_does()
    {
        var cluster = ClusterWith(ClusterState.Updating) with { Shutdown = ShutdownReason.KeyInvalid };

        var badge = Render(ClusterStateBadge.Of(cluster));

        Assert.Equal("Shut down", badge.Said());
    }

    [Fact]
    public void A_paused_cluster_is_not_called_idle()
    {
        var cluster = ClusterWith(ClusterState.Idle);

        var badge = Render(ClusterStateBadge.Of(cluster with { Spec = cluster.Spec with { Paused = true } }));

        Assert.Equal("Paused", badge.Said());
    }

    [Theory]
    [InlineData(KeyAccess.None, "MongoDB’s key")]
    [InlineData(KeyAccess.Public, "Public")]
    [InlineData(KeyAccess.Migrating, "Migrating")]
    [InlineData(KeyAccess.Private, "Private")]
    public void The_way_to_the_key_is_named(KeyAccess access, string words)
    {
        var badge = Render(KeyAccessBadge.Of(access));

        Assert.Equal(words, badge.Said());
    }

    private static Cluster ClusterWith(ClusterState state) =>
        new(
            "65a0000000000000000000c1",
            "orders",
            new ClusterSpec("M30", [new ClusterRegion(CloudProvider.Azure, "EUROPE_NORTH")]),
            state,
            KeyAccess.None,
            ShutdownReason.None,
            DateTimeOffset.UnixEpoch,
            DateTimeOffset.UnixEpoch
        );
}
