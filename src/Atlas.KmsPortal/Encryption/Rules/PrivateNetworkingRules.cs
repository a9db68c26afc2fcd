namespace Atlas.KmsPortal.Encryption;

/// <summary>Decides what private networking needs. Nothing else in the code base decides it.</summary>
public static class PrivateNetworkingRules
{
    public static Blocker NotEnabled(CloudProvider provider) =>
        new(
            AtlasCode.EncryptionAtRestNotEnabled,
            $"{provider.KeyServiceName()} is not configured",
            $"Encryption at rest with {provider.KeyServiceName()} is not enabled for this project. Fill in the key and the credentials and save them first.",
            Parameters: [provider.AtlasName()],
            Remedy: new(RemedyKind.Page, "Set up your key", PortalPage.Advanced)
        );

    /// <summary>Why Atlas refuses to require private networking, given the settings in <paramref name="project"/>.</summary>
    public static IReadOnlyList<Blocker> MayRequire(ProjectSnapshot project, CloudProvider provider)
    {
        if (project.IsInactive)
        {
            return [EncryptionRules.Inactive(project)];
        }

        if (!project.Encryption[provider].Enabled)
        {
            return [NotEnabled(provider)];
        }

        List<Blocker> blockers = [];

        // A vault behind private endpoints can be reached from its own cloud only.
        blockers.AddRange(
            project
                .ClustersUsing(provider)
                .Where(cluster => !cluster.IsMultiCloud && cluster.RunsOutside(provider))
                .Select(cluster => new Blocker(
                    AtlasCode.EncryptionAtRestProviderNotSupported,
                    $"{cluster.Name} cannot be served",
                    $"{cluster.Name} runs on {cluster.Spec.Regions[0].Provider.DisplayName()} and uses the key in {provider.KeyServiceName()}. Over private networking the key serves {provider.DisplayName()} clusters only. Set \"Manage your own encryption keys\" to No for {cluster.Name} first.",
                    Parameters: [cluster.Name],
                    Remedy: new(RemedyKind.Page, "Change the cluster", PortalPage.Clusters)
                ))
        );

        if (provider is CloudProvider.Aws && !AwsKmsRules.IsMultiRegionKey(project.Encryption.AwsKms.CustomerMasterKeyId))
        {
            blockers.AddRange(
                project
                    .ClustersUsing(provider)
                    .Where(cluster => cluster.IsMultiRegion && !cluster.IsMultiCloud)
                    .Select(cluster => new Blocker(
                        AtlasCode.EncryptionAtRestSingleRegionKey,
                        "The key is a single-region key",
                        $"{cluster.Name} runs in {Words.List(cluster.RegionsOf())}, but the key exists in one region only. Use a multi-Region key and replicate it to each region first.",
                        Parameters: [cluster.Name]
                    ))
            );
        }

        return blockers;
    }

    /// <summary><see cref="MayRequire"/>, and what Atlas accepts although it is certain to fail later.</summary>
    public static IReadOnlyList<Blocker> Prerequisites(ProjectSnapshot project, CloudProvider provider) =>
        provider is CloudProvider.Azure && project.AzureNetworkRegistered is false
            ? [.. MayRequire(project, provider), NetworkNotRegistered(project.Encryption.AzureKeyVault.SubscriptionId)]
            : MayRequire(project, provider);

    /// <summary>What Atlas goes ahead with, at a price: multi-cloud clusters are disabled.</summary>
    public static IReadOnlyList<Blocker> Warnings(ProjectSnapshot project) =>
        [
            .. ClustersToBeDisabled(project)
                .Select(cluster => new Blocker(
                    AtlasCode.MultiCloudClusterWillBeDisabled,
                    $"{cluster.Name} will be disabled",
                    $"{cluster.Name} runs on {Words.List([.. cluster.Spec.Regions.Select(r => r.Provider.DisplayName()).Distinct()])}. Atlas supports single-cloud clusters only with private networking: {cluster.Name} will be disabled, and comes back when it runs on one cloud or private networking is switched off.",
                    Parameters: [cluster.Name],
                    Remedy: new(RemedyKind.Page, "Change the cluster", PortalPage.Clusters)
                )),
        ];

    public static IEnumerable<Cluster> ClustersToBeDisabled(ProjectSnapshot project) =>
        project.Clusters.Where(cluster => cluster.IsMultiCloud && cluster.State is not ClusterState.Deleting);

    /// <summary>The names of those that run now, while nothing is required yet and something could be.</summary>
    public static IReadOnlyList<string> ClustersThatWouldBeDisabled(ProjectSnapshot project) =>
        project.Encryption.Enabled.Any(settings => settings.Provider.OffersPrivateNetworking() && !settings.RequirePrivateNetworking)
            ? [.. ClustersToBeDisabled(project).Where(cluster => !cluster.IsShutDown).Select(cluster => cluster.Name)]
            : [];

    public static Blocker NetworkNotRegistered(string? subscriptionId) =>
        new(
            AtlasCode.MicrosoftNetworkNotRegistered,
            "Microsoft.Network is not registered",
            $"The resource provider Microsoft.Network is not registered in subscription {subscriptionId}: Azure cannot create a private endpoint connection there. Register it and wait a minute.",
            Remedy: new(RemedyKind.Command, "Copy the command", RegisterCommand(subscriptionId))
        );

    public static string RegisterCommand(string? subscriptionId) =>
        $"az provider register --namespace Microsoft.Network --subscription {CommandText.Word(subscriptionId)}";

    /// <summary>Whether private networking is required and every endpoint that stands for a region is in use.</summary>
    public static bool IsActive(ProjectSnapshot project, CloudProvider provider)
    {
        var live = project.EndpointsOf(provider).Where(endpoint => endpoint.IsLive).ToList();
        return project.Encryption[provider].RequirePrivateNetworking
            && live.Count > 0
            && live.All(endpoint => endpoint.Status is EndpointStatus.Active);
    }

    /// <summary>Why private networking may not be switched off.</summary>
    public static IReadOnlyList<Blocker> MayStopRequiring(ProjectSnapshot project, CloudProvider provider)
    {
        var regions = project.EndpointsOf(provider).Select(endpoint => endpoint.Region).Distinct().Order(StringComparer.Ordinal).ToList();
        return regions.Count == 0
            ? []
            :
            [
                new(
                    AtlasCode.CannotDisableEncryptionAtRestRequirePrivateNetworkingWhilePrivateEndpointsExist,
                    "Private endpoints exist",
                    $"Cannot disable Require Private Networking while private endpoints exist in {Words.List(regions)}. Delete them and wait until they are gone.",
                    $"{BlockName(provider)}.requirePrivateNetworking",
                    [string.Join(", ", regions)],
                    new(RemedyKind.Page, "Take-down assistant", PortalPage.TakeDown)
                ),
            ];
    }

    /// <summary>Why no endpoint can be made in any region.</summary>
    public static IReadOnlyList<Blocker> MayBeginSetUp(ProjectSnapshot project, CloudProvider provider) =>
        (project, project.Encryption[provider]) switch
        {
            ({ IsInactive: true }, _) => [EncryptionRules.Inactive(project)],
            (_, { Enabled: false }) => [NotEnabled(provider)],
            (_, { RequirePrivateNetworking: false }) => [PrivateNetworkingOff(provider)],
            _ => [],
        };

    /// <summary>Why Atlas will not make an endpoint in the region.</summary>
    public static IReadOnlyList<Blocker> MayCreateEndpoint(ProjectSnapshot project, CloudProvider provider, string region) =>
        MayBeginSetUp(project, provider) is { Count: > 0 } blockers ? blockers
        : RegionProblem(provider, region) is { } problem ? [problem]
        : project.LiveEndpointIn(provider, region) is { } existing ? [AlreadyExists(region, existing)]
        : [];

    /// <param name="existing">The endpoint that is there; null when only the database knows it.</param>
    public static Blocker AlreadyExists(string region, PrivateEndpoint? existing = null) =>
        new(
            AtlasCode.EncryptionAtRestPrivateEndpointAlreadyExists,
            $"{region} has an endpoint already",
            $"A private endpoint already exists in {region}{(existing is null ? "" : $" ({existing.Id}, {existing.Status.Label()})")}. Use it, or delete it first.",
            Parameters: [region]
        );

    /// <summary>Why an endpoint cannot be deleted now.</summary>
    public static IReadOnlyList<Blocker> MayRemoveEndpoint(ProjectSnapshot project, PrivateEndpoint endpoint) =>
        (project.IsInactive, endpoint.Status) switch
        {
            (true, _) => [EncryptionRules.Inactive(project)],
            (_, EndpointStatus.Initiating) =>
            [
                new(
                    AtlasCode.EncryptionAtRestPrivateEndpointDeleteBlockedDuringProvisioning,
                    "Atlas is still creating it",
                    $"Private endpoint {endpoint.Id} cannot be deleted while its provisioning is IN_PROGRESS. Try again when it has left INITIATING.",
                    Parameters: [$"[{endpoint.Id}]"]
                ),
            ],
            _ => [],
        };

    /// <summary>The clusters that reach the key through this endpoint.</summary>
    public static IReadOnlyList<Cluster> ClustersDependingOn(ProjectSnapshot project, PrivateEndpoint endpoint) =>
        [.. project.ClustersUsing(endpoint.Provider).Where(cluster => cluster.RegionsOf().Contains(endpoint.Region))];

    /// <summary>Why a region name cannot take an endpoint whatever the project looks like; null when it can.</summary>
    public static Blocker? RegionProblem(CloudProvider provider, string region) =>
        RegionCatalog.Find(provider, region) switch
        {
            null => RegionRules.Unknown(provider, region, "regionName"),
            { OffersPrivateEndpoints: false } known => new(
                AtlasCode.InvalidRegion,
                $"{region} doesn’t support private endpoints",
                $"Atlas runs clusters in {region} ({known.Location}) but offers no encryption at rest private endpoints there.",
                "regionName",
                [region]
            ),
            _ => null,
        };

    private static Blocker PrivateNetworkingOff(CloudProvider provider) =>
        new(
            AtlasCode.EncryptionAtRestPrivateNetworkingNotEnabled,
            "Require Private Networking is off",
            "Private endpoints need Require Private Networking. Switch it on and save first.",
            Remedy: new(RemedyKind.Page, "Require Private Networking", PortalPage.Advanced),
            Detail: $"Private endpoints need Require Private Networking. Set {BlockName(provider)}.requirePrivateNetworking to true and save first."
        );

    /// <summary>The Admin API's name of a key service's block.</summary>
    public static string BlockName(CloudProvider provider) =>
        provider switch
        {
            CloudProvider.Azure => "azureKeyVault",
            CloudProvider.Aws => "awsKms",
            CloudProvider.Gcp => "googleCloudKms",
            _ => throw new ArgumentOutOfRangeException(nameof(provider), provider, "Not a cloud provider."),
        };
}
