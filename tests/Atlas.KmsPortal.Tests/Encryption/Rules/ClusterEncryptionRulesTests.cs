using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Tests.Encryption.Rules;

public sealed class ClusterEncryptionRulesTests
{
    [Theory]
    [InlineData("M0", "CANNOT_USE_ENCRYPTION_AT_REST_TENANT")]
    [InlineData("FLEX", "CANNOT_USE_ENCRYPTION_AT_REST_TENANT")]
    [InlineData("M2", "CANNOT_USE_ENCRYPTION_AT_REST_TENANT")]
    [InlineData("M10", null)]
    [InlineData("M700", null)]
    public void Only_dedicated_tiers_may_use_a_key_of_their_own(string tier, string? code)
    {
        var spec = A.Spec("US_EAST_2") with { Tier = tier, KeyProvider = CloudProvider.Azure };

        Assert.Equal(code, ClusterEncryptionRules.MayBecome(A.Project().WithVault(), before: null, spec).SingleOrDefault()?.Code);
    }

    [Fact]
    public void The_project_must_have_the_key_service()
    {
        var spec = A.Spec("US_EAST_2") with { KeyProvider = CloudProvider.Azure };

        Assert.Equal(
            "ENCRYPTION_AT_REST_NOT_ENABLED",
            Assert.Single(ClusterEncryptionRules.MayBecome(A.Project(), before: null, spec)).Code
        );
    }

    [Theory]
    [InlineData(false, null)]
    [InlineData(true, "ENCRYPTION_AT_REST_PROVIDER_NOT_SUPPORTED")]
    public void Over_the_public_network_a_vault_serves_any_cloud(bool requirePrivateNetworking, string? code)
    {
        var spec = new ClusterSpec("M10", [new(CloudProvider.Aws, "US_EAST_1")], CloudProvider.Azure);

        var blockers = ClusterEncryptionRules.MayBecome(A.Project().WithVault(requirePrivateNetworking), before: null, spec);

        Assert.Equal(code, blockers.SingleOrDefault()?.Code);
    }

    [Theory]
    [InlineData(EndpointStatus.Active, null)]
    [InlineData(EndpointStatus.PendingAcceptance, "INVALID_CLUSTER_CONFIGURATION")]
    public void Before_a_region_is_chosen_there_must_be_one_to_choose(EndpointStatus status, string? code)
    {
        var project = A.Project().WithVault(requirePrivateNetworking: true).WithEndpoints(("US_EAST_2", status));
        var spec = A.Spec() with { KeyProvider = CloudProvider.Azure };

        Assert.Equal(code, ClusterEncryptionRules.MayUseKey(project, spec, CloudProvider.Azure).SingleOrDefault()?.Code);
    }

    [Theory]
    [InlineData(EndpointStatus.Active, true)]
    [InlineData(EndpointStatus.PendingAcceptance, false)]
    [InlineData(EndpointStatus.Initiating, false)]
    [InlineData(EndpointStatus.Deleting, false)]
    public void New_nodes_go_where_an_active_endpoint_is(EndpointStatus status, bool possible)
    {
        var project = A.Project()
            .WithVault(requirePrivateNetworking: true)
            .WithEndpoints(("US_EAST_2", EndpointStatus.Active), ("US_WEST", status));
        var spec = A.Spec("US_EAST_2", "US_WEST") with { KeyProvider = CloudProvider.Azure };

        var blockers = ClusterEncryptionRules.MayBecome(project, before: null, spec);

        Assert.Equal(possible ? null : "INVALID_CLUSTER_CONFIGURATION", blockers.SingleOrDefault()?.Code);
        Assert.Equal(possible ? null : ["US_WEST"], blockers.SingleOrDefault()?.Parameters);
    }

    [Fact]
    public void Nodes_that_run_already_stay_where_they_are()
    {
        var before = A.Cluster("orders", "US_EAST_2", "US_WEST").UsingKey();
        var project = A.Project(before).WithVault(requirePrivateNetworking: true);

        Assert.Empty(ClusterEncryptionRules.MayBecome(project, before, before.Spec with { DiskSizeGb = 80 }));
        Assert.Single(
            ClusterEncryptionRules.MayBecome(
                project,
                before,
                before.Spec with
                {
                    Regions = [new(CloudProvider.Azure, "US_EAST_2", 4), new(CloudProvider.Azure, "US_WEST", 1, 6)],
                }
            )
        );
    }

    [Fact]
    public void The_provider_does_not_change_in_one_step()
    {
        var before = A.Cluster("orders", "US_EAST_2").UsingKey();
        var project = A.Project(before).WithVault() with { };
        project = project with { Encryption = project.Encryption with { AwsKms = new() { Enabled = true } } };

        var blockers = ClusterEncryptionRules.MayBecome(project, before, before.Spec with { KeyProvider = CloudProvider.Aws });

        Assert.Equal("CANNOT_CHANGE_ENCRYPTION_AT_REST_PROVIDER", Assert.Single(blockers).Code);
    }

    [Fact]
    public void A_paused_cluster_is_resumed_first()
    {
        var before = A.Cluster("cold", A.Spec("US_EAST_2") with { Paused = true });

        Assert.Equal(
            "CANNOT_UPDATE_PAUSED_CLUSTER",
            Assert.Single(ClusterEncryptionRules.MayBecome(A.Project(before), before, before.Spec with { DiskSizeGb = 20 })).Code
        );
        Assert.Empty(ClusterEncryptionRules.MayBecome(A.Project(before), before, before.Spec with { Paused = false }));
    }

    [Fact]
    public void A_cluster_may_not_take_a_key_that_is_invalid()
    {
        var spec = A.Spec("US_EAST_2") with { KeyProvider = CloudProvider.Azure };

        Assert.Equal(
            "ENCRYPTION_AT_REST_SETTINGS_INVALID",
            Assert.Single(ClusterEncryptionRules.MayBecome(A.Project().WithVault(key: KeyState.Invalid), null, spec)).Code
        );
    }
}
