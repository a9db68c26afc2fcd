using Atlas.KmsPortal.Data;
using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Simulator;

/// <summary>A project's rows inside a step, and the snapshot that the rules decide from.</summary>
internal sealed class ProjectWork(SimulatorStep step, ProjectRows rows)
{
    private readonly (string? Subscription, string? AwsKey) _cloudsAtFirst = CloudsOf(rows.Project);

    public SimulatorStep Step => step;
    public ProjectRow Row => rows.Project;
    public List<ClusterRow> Clusters => rows.Clusters;
    public List<PrivateEndpointRow> Endpoints => rows.Endpoints;
    public List<CloudProviderRoleRow> Roles => rows.Roles;
    public bool? AzureNetworkRegistered => rows.AzureNetworkRegistered;

    public EncryptionAtRest Encryption => Snapshots.EncryptionOf(Row);

    /// <summary>Whether what was read of the clouds is still what the settings name.</summary>
    public bool ShowsItsClouds => CloudsOf(Row) == _cloudsAtFirst;

    public ProjectSnapshot Snapshot() => rows.Snapshot();

    /// <summary>At the end of the step.</summary>
    public void KeepListing() => Listings.Keep(step.Db, rows, step.Now);

    /// <summary>As little as decides about a new endpoint: the settings, and what the region has already. Nothing of it can be changed.</summary>
    /// <exception cref="AtlasRefusedException">No such project.</exception>
    public static async Task<ProjectWork> LoadForRegionAsync(
        SimulatorStep step,
        string projectId,
        CloudProvider provider,
        string region,
        CancellationToken cancellationToken
    ) =>
        new(
            step,
            await ProjectRows.FindForRegionAsync(step.Db, projectId, provider, region, cancellationToken)
                ?? throw new AtlasRefusedException(SimulatorRefusals.ProjectNotFound(projectId))
        );

    /// <summary>Sets the settings. The version counts what people decide, not what Atlas finds out about the key.</summary>
    public void SetEncryption(EncryptionAtRest encryption, bool decided)
    {
        Row.AzureKeyVault = encryption.AzureKeyVault;
        Row.AwsKms = encryption.AwsKms;
        Row.GoogleCloudKms = encryption.GoogleCloudKms;
        Row.EnabledForSearchNodes = encryption.EnabledForSearchNodes;
        Row.Version += decided ? 1 : 0;
    }

    public IReadOnlySet<string> ActiveRegions(CloudProvider provider) =>
        Endpoints.Where(e => e.Provider == provider && e.Status is EndpointStatus.Active).Select(e => e.Region).ToHashSet();

    private static (string? Subscription, string? AwsKey) CloudsOf(ProjectRow row) =>
        (
            SimulatedClouds.SubscriptionId(row.AzureKeyVault),
            row.AwsKms.CustomerMasterKeyId is null ? null : SimulatedClouds.AwsKeyId(row.AwsKms)
        );
}
