using Atlas.KmsPortal.Components.Clusters.Fields;
using Atlas.KmsPortal.Components.Clusters.Form;
using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Tests.Components.Clusters.Fields;

public sealed class ClusterFieldsViewTests
{
    private static Cluster Fraud => A.Cluster("fraud", "US_EAST_2");

    private static ProjectSnapshot Private =>
        A.Project(Fraud)
            .WithVault(requirePrivateNetworking: true)
            .WithEndpoints(("US_EAST_2", EndpointStatus.Active), ("US_CENTRAL", EndpointStatus.PendingAcceptance));

    [Theory]
    [InlineData("US_EAST_2", null)]
    [InlineData("US_CENTRAL", "endpoint PENDING APPROVAL")]
    [InlineData("UK_SOUTH", "no endpoint yet")]
    public void With_the_key_each_region_without_a_way_to_it_is_locked_with_its_reason(string region, string? because)
    {
        var view = ClusterFieldsView.Of(Private, null, ClusterForm.New(Private));

        Assert.Equal(because, view.Locked.GetValueOrDefault(region));
        Assert.Equal(because is null, view.Possible.Contains(region));
        Assert.Equal(("Possible now", "Required, but not every endpoint is active yet."), (view.PossibleLabel, view.NetworkNote));
        Assert.Equal("1 region possible now", view.Clouds.Single(cloud => cloud.Value == "AZURE").Note);
    }

    [Fact]
    public void With_MongoDBs_key_no_region_is_locked()
    {
        var view = ClusterFieldsView.Of(Private, Fraud, ClusterForm.Of(Fraud));

        Assert.Empty(view.Locked);
        Assert.Equal(["US_EAST_2"], view.Possible);
        Assert.Equal("Used by clusters of this project", view.PossibleLabel);
        Assert.Null(view.RegionNote);
        Assert.Null(view.TierHint);
    }

    [Fact]
    public void A_region_that_is_chosen_can_always_be_taken_out()
    {
        var view = ClusterFieldsView.Of(Private, null, ClusterForm.New(Private).Toggle("US_CENTRAL", null));

        Assert.Equal(["US_CENTRAL"], view.Chosen);
        Assert.DoesNotContain("US_CENTRAL", view.Locked.Keys);
    }

    [Theory]
    [InlineData("M0", "M0 cannot use your own key", "M0 has none of this.")]
    [InlineData("FLEX", "FLEX cannot use your own key", "FLEX has none of this.")]
    [InlineData("M10", null, null)]
    public void A_shared_tier_locks_the_answer_and_the_switches(string tier, string? whyNotYes, string? sharedLock)
    {
        var cluster = A.Cluster("c", A.Spec("US_EAST_2") with { Tier = tier });

        var view = ClusterFieldsView.Of(Private, cluster, ClusterForm.Of(cluster));

        Assert.Equal(whyNotYes, view.WhyNotYes.SingleOrDefault()?.Title);
        Assert.Equal(sharedLock, view.SharedLock);
    }

    [Fact]
    public void An_inactive_project_and_an_invalid_key_lock_the_answer()
    {
        var form = ClusterForm.Of(Fraud);

        Assert.Equal(
            "The project is INACTIVE",
            Assert.Single(ClusterFieldsView.Of(Private with { State = ProjectState.Inactive }, Fraud, form).WhyNotYes).Title
        );
        Assert.Equal(
            "The key is invalid",
            Assert.Single(ClusterFieldsView.Of(A.Project(Fraud).WithVault(key: KeyState.Invalid), Fraud, form).WhyNotYes).Title
        );
    }

    [Theory]
    [InlineData("M30", "M10 M20 M30")]
    [InlineData("M0", "M0 FLEX M10")]
    public void A_dedicated_cluster_does_not_become_a_shared_one_again(string tier, string first)
    {
        var cluster = A.Cluster("c", A.Spec("US_EAST_2") with { Tier = tier });

        var tiers = ClusterFieldsView.Of(Private, cluster, ClusterForm.Of(cluster)).Tiers;

        Assert.Equal(first, string.Join(' ', tiers.Take(3).Select(choice => choice.Value)));
    }

    [Fact]
    public void With_the_key_the_other_clouds_and_the_shared_tiers_say_why_they_are_not_possible()
    {
        var view = ClusterFieldsView.Of(Private, null, ClusterForm.New(Private));

        Assert.Equal(["AWS", "GCP"], view.Clouds.Where(cloud => cloud.UnavailableBecause is not null).Select(cloud => cloud.Value).Order());
        Assert.Equal(["M0", "FLEX"], view.Tiers.Where(tier => tier.UnavailableBecause is not null).Select(tier => tier.Value));
        Assert.Equal("M0 and Flex cannot use your key.", view.TierHint);
    }

    [Fact]
    public void Yes_chooses_the_key_of_the_clusters_own_cloud()
    {
        var both = Private with { Encryption = Private.Encryption with { AwsKms = new() { Enabled = true } } };
        var form = ClusterForm.Of(Fraud);

        Assert.Equal(CloudProvider.Azure, ClusterFieldsView.Of(both, Fraud, form).OfferedKey);
        Assert.Equal(CloudProvider.Aws, ClusterFieldsView.Of(both, Fraud, form with { Cloud = CloudProvider.Aws }).OfferedKey);
        Assert.Equal(CloudProvider.Azure, ClusterFieldsView.Of(Private, Fraud, form with { Cloud = CloudProvider.Aws }).OfferedKey);
        Assert.Equal(["Azure Key Vault", "AWS KMS"], ClusterFieldsView.Of(both, Fraud, form).Services.Select(service => service.Text));
    }

    [Fact]
    public void Private_networking_is_active_once_every_endpoint_is()
    {
        var active = Private.WithEndpoints(("US_EAST_2", EndpointStatus.Active));

        Assert.False(ClusterFieldsView.Of(Private, Fraud, ClusterForm.Of(Fraud)).IsPrivate);
        Assert.True(ClusterFieldsView.Of(active, Fraud, ClusterForm.Of(Fraud)).IsPrivate);
    }
}
