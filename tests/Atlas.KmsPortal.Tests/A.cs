using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Tests;

/// <summary>Things that tests need, with defaults for all that does not matter.</summary>
internal static class A
{
    public const string VaultKey = "https://acme-vault.vault.azure.net/keys/atlas/d891821e3d364e9eb88fbd3d11807b86";

    public static DateTimeOffset Now { get; } = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    public static ProjectSnapshot Project(params Cluster[] clusters) =>
        new(
            "65a0000000000000000000ff",
            "65a000000000000000000001",
            "Acme",
            "orders-eu",
            ProjectState.Active,
            Now.AddDays(-100),
            1,
            EncryptionAtRest.Off,
            clusters,
            [],
            [],
            AzureNetworkRegistered: true,
            [],
            90
        );

    public static ProjectSnapshot WithVault(
        this ProjectSnapshot project,
        bool requirePrivateNetworking = false,
        KeyState key = KeyState.Valid
    ) =>
        project with
        {
            Encryption = project.Encryption with
            {
                AzureKeyVault = Vault() with { RequirePrivateNetworking = requirePrivateNetworking, Health = new(key, Now) },
            },
        };

    public static ProjectSnapshot WithEndpoints(this ProjectSnapshot project, params (string Region, EndpointStatus Status)[] endpoints) =>
        project with
        {
            Endpoints = [.. endpoints.Select((endpoint, index) => Endpoint(endpoint.Region, endpoint.Status, index))],
        };

    public static PrivateEndpoint Endpoint(
        string region,
        EndpointStatus status,
        int number = 0,
        CloudProvider provider = CloudProvider.Azure
    ) =>
        new(
            $"65b0000000000000000000{number:x2}",
            provider,
            region,
            status,
            Now.AddMinutes(-5),
            Now.AddMinutes(-2),
            status is EndpointStatus.Initiating ? null : $"pe-{number}"
        );

    public static AzureKeyVault Vault() =>
        new()
        {
            Enabled = true,
            AzureEnvironment = "AZURE",
            ClientId = "632ff709-32a8-48a3-8224-30d2386fadaf",
            TenantId = "ee46317d-36a3-4472-a3dd-6549e901da0b",
            SubscriptionId = "a39012fb-d604-4cd1-8841-77f705f3e6d5",
            ResourceGroupName = "acme-kms",
            KeyVaultName = "acme-vault",
            KeyIdentifier = VaultKey,
            SecretChangedAt = Now.AddDays(-10),
            KeySince = Now.AddDays(-10),
            Health = new KeyHealth(KeyState.Valid, Now),
        };

    /// <summary>The change that sets a project up with <see cref="Vault"/>.</summary>
    public static AzureKeyVaultChange VaultChange() =>
        new()
        {
            Enabled = true,
            AzureEnvironment = "AZURE",
            ClientId = "632ff709-32a8-48a3-8224-30d2386fadaf",
            TenantId = "ee46317d-36a3-4472-a3dd-6549e901da0b",
            Secret = "a-secret",
            SubscriptionId = "a39012fb-d604-4cd1-8841-77f705f3e6d5",
            ResourceGroupName = "acme-kms",
            KeyVaultName = "acme-vault",
            KeyIdentifier = VaultKey,
        };

    public static Cluster Cluster(string name, params string[] azureRegions) => Cluster(name, Spec(azureRegions));

    public static Cluster Cluster(string name, ClusterSpec spec) =>
        new(
            $"65c{name.GetHashCode(StringComparison.Ordinal):x8}0000000000000",
            name,
            spec,
            ClusterState.Idle,
            spec.KeyProvider is null ? KeyAccess.None : KeyAccess.Public,
            ShutdownReason.None,
            Now.AddDays(-10),
            Now.AddDays(-10)
        );

    public static ClusterSpec Spec(params string[] azureRegions) => new("M30", [.. Regions(CloudProvider.Azure, azureRegions)]);

    public static IEnumerable<ClusterRegion> Regions(CloudProvider provider, params string[] names) =>
        names.Select(
            (name, index) =>
                new ClusterRegion(
                    provider,
                    name,
                    index == 0 && names.Length == 1 ? 3
                        : index == 0 ? 2
                        : 1,
                    7 - index
                )
        );

    public static Cluster UsingKey(this Cluster cluster, CloudProvider provider = CloudProvider.Azure) =>
        cluster with
        {
            Spec = cluster.Spec with { KeyProvider = provider },
            KeyAccess = KeyAccess.Public,
        };

    /// <summary>A cluster on Azure and AWS.</summary>
    public static Cluster MultiCloud(string name) =>
        Cluster(name, new ClusterSpec("M30", [new(CloudProvider.Azure, "US_EAST_2", 2), new(CloudProvider.Aws, "US_EAST_1", 1, 6)]));
}
