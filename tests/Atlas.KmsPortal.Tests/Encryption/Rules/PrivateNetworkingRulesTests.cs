using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Tests.Encryption.Rules;

public sealed class PrivateNetworkingRulesTests
{
    [Fact]
    public void A_cluster_of_another_cloud_that_uses_the_vault_stands_in_the_way()
    {
        var core = A.Cluster("core", new ClusterSpec("M10", [new(CloudProvider.Aws, "US_EAST_1")], CloudProvider.Azure));

        var blocker = Assert.Single(PrivateNetworkingRules.MayRequire(A.Project(core).WithVault(), CloudProvider.Azure));

        Assert.Equal("ENCRYPTION_AT_REST_PROVIDER_NOT_SUPPORTED", blocker.Code);
        Assert.Contains("core", blocker.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Multi_cloud_clusters_are_warned_of_by_name_and_do_not_stop_it()
    {
        var project = A.Project(A.MultiCloud("lake").UsingKey()).WithVault();

        Assert.Empty(PrivateNetworkingRules.MayRequire(project, CloudProvider.Azure));
        Assert.Equal("lake will be disabled", Assert.Single(PrivateNetworkingRules.Warnings(project)).Title);
    }

    [Fact]
    public void Microsoft_Network_is_a_prerequisite_that_Atlas_itself_does_not_check()
    {
        var project = A.Project().WithVault() with { AzureNetworkRegistered = false };

        Assert.Empty(PrivateNetworkingRules.MayRequire(project, CloudProvider.Azure));
        var blocker = Assert.Single(PrivateNetworkingRules.Prerequisites(project, CloudProvider.Azure));
        Assert.Contains("az provider register --namespace Microsoft.Network", blocker.Remedy!.Target, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1234abcd-12ab-34cd-56ef-1234567890ab", 1)]
    [InlineData("mrk-4f1c2d3e5a6b47c8901234567890abcd", 0)]
    public void A_multi_region_cluster_needs_a_multi_region_AWS_key(string key, int blockers)
    {
        var core = A.Cluster(
            "core",
            new ClusterSpec("M30", [.. A.Regions(CloudProvider.Aws, "US_EAST_1", "EU_WEST_1")], CloudProvider.Aws)
        );
        var project = A.Project(core) with
        {
            Encryption = EncryptionAtRest.Off with
            {
                AwsKms = new()
                {
                    Enabled = true,
                    CustomerMasterKeyId = key,
                    Region = "US_EAST_1",
                },
            },
        };

        Assert.Equal(blockers, PrivateNetworkingRules.MayRequire(project, CloudProvider.Aws).Count);
    }

    public static TheoryData<bool, bool, string, EndpointStatus?, string?> Creations =>
        new()
        {
            { false, false, "US_EAST_2", null, "ENCRYPTION_AT_REST_NOT_ENABLED" },
            { true, false, "US_EAST_2", null, "ENCRYPTION_AT_REST_PRIVATE_NETWORKING_NOT_ENABLED" },
            { true, true, "US_EAST_2", null, null },
            { true, true, "NOWHERE", null, "INVALID_REGION" },
            { true, true, "US_EAST_1", null, "INVALID_REGION" },
            { true, true, "CHILE_CENTRAL", null, "INVALID_REGION" },
            { true, true, "US_EAST_2", EndpointStatus.Initiating, "ENCRYPTION_AT_REST_PRIVATE_ENDPOINT_ALREADY_EXISTS" },
            { true, true, "US_EAST_2", EndpointStatus.PendingAcceptance, "ENCRYPTION_AT_REST_PRIVATE_ENDPOINT_ALREADY_EXISTS" },
            { true, true, "US_EAST_2", EndpointStatus.Active, "ENCRYPTION_AT_REST_PRIVATE_ENDPOINT_ALREADY_EXISTS" },
            { true, true, "US_EAST_2", EndpointStatus.Failed, "ENCRYPTION_AT_REST_PRIVATE_ENDPOINT_ALREADY_EXISTS" },
            { true, true, "US_EAST_2", EndpointStatus.Deleting, null },
            { true, true, "US_EAST_2", EndpointStatus.PendingRecreation, null },
        };

    [Theory]
    [MemberData(nameof(Creations))]
    public void An_endpoint_is_made_once_a_region_and_only_when_all_is_ready(
        bool enabled,
        bool required,
        string region,
        EndpointStatus? existing,
        string? code
    )
    {
        var project = enabled ? A.Project().WithVault(required) : A.Project();
        project = existing is { } status ? project.WithEndpoints((region, status)) : project;

        var blockers = PrivateNetworkingRules.MayCreateEndpoint(project, CloudProvider.Azure, region);

        Assert.Equal(code, blockers.SingleOrDefault()?.Code);
    }

    [Fact]
    public void Only_an_endpoint_that_is_being_made_cannot_be_removed()
    {
        var project = A.Project().WithVault(requirePrivateNetworking: true);

        foreach (var status in Enum.GetValues<EndpointStatus>())
        {
            var blockers = PrivateNetworkingRules.MayRemoveEndpoint(project, A.Endpoint("US_EAST_2", status));

            Assert.Equal(status is EndpointStatus.Initiating, blockers.Count == 1);
        }
    }

    [Theory]
    [InlineData(EndpointStatus.Active)]
    [InlineData(EndpointStatus.Deleting)]
    public void The_flag_stays_while_any_endpoint_exists(EndpointStatus status)
    {
        var project = A.Project().WithVault(requirePrivateNetworking: true).WithEndpoints(("US_EAST_2", status), ("EUROPE_NORTH", status));

        var blocker = Assert.Single(PrivateNetworkingRules.MayStopRequiring(project, CloudProvider.Azure));

        Assert.Equal(["EUROPE_NORTH, US_EAST_2"], blocker.Parameters);
    }
}
