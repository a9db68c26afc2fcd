namespace Atlas.KmsPortal.Encryption;

public enum ProjectState
{
    Active,
    Inactive,
}

/// <summary>A project at one moment: everything the rules decide from.</summary>
/// <param name="Id">24 hexadecimal digits (Atlas's <c>groupId</c>).</param>
/// <param name="Version">Grows with every change to the project's encryption settings; decides who lost a race.</param>
/// <param name="AzureNetworkRegistered">Whether Microsoft.Network is registered in the configured subscription; null when unknown.</param>
/// <param name="AwsReplicaRegions">AWS regions that hold the configured key; one entry for a single-region key.</param>
/// <param name="KeyAgeAlertDays">The age at which the rotation alert fires.</param>
/// <param name="TakenAt">When this was read.</param>
public sealed record ProjectSnapshot(
    string Id,
    string OrganizationId,
    string OrganizationName,
    string Name,
    ProjectState State,
    DateTimeOffset Created,
    int Version,
    EncryptionAtRest Encryption,
    IReadOnlyList<Cluster> Clusters,
    IReadOnlyList<PrivateEndpoint> Endpoints,
    IReadOnlyList<CloudProviderRole> Roles,
    bool? AzureNetworkRegistered,
    IReadOnlyList<string> AwsReplicaRegions,
    int KeyAgeAlertDays,
    DateTimeOffset TakenAt
)
{
    public bool IsInactive => State is ProjectState.Inactive;

    public IEnumerable<PrivateEndpoint> EndpointsOf(CloudProvider provider) => Endpoints.Where(endpoint => endpoint.Provider == provider);

    public PrivateEndpoint? LiveEndpointIn(CloudProvider provider, string region) =>
        EndpointsOf(provider).FirstOrDefault(endpoint => endpoint.IsLive && endpoint.Region == region);

    public IEnumerable<Cluster> ClustersUsing(CloudProvider provider) => Clusters.Where(cluster => cluster.StillUses(provider));

    public Cluster? Cluster(string name) => Clusters.FirstOrDefault(cluster => cluster.Name == name);

    public CloudProviderRole? Role(string? roleId) => roleId is null ? null : Roles.FirstOrDefault(role => role.Id == roleId);
}

/// <summary>The three key services of a project and the Search Nodes switch.</summary>
public sealed record EncryptionAtRest(AzureKeyVault AzureKeyVault, AwsKms AwsKms, GoogleCloudKms GoogleCloudKms, bool EnabledForSearchNodes)
{
    public static EncryptionAtRest Off { get; } = new(new AzureKeyVault(), new AwsKms(), new GoogleCloudKms(), false);

    public KeyProviderSettings this[CloudProvider provider] =>
        provider switch
        {
            CloudProvider.Azure => AzureKeyVault,
            CloudProvider.Aws => AwsKms,
            CloudProvider.Gcp => GoogleCloudKms,
            _ => throw new ArgumentOutOfRangeException(nameof(provider), provider, "Not a cloud provider."),
        };

    public IEnumerable<KeyProviderSettings> All => [AzureKeyVault, AwsKms, GoogleCloudKms];

    public IEnumerable<KeyProviderSettings> Enabled => All.Where(settings => settings.Enabled);

    public EncryptionAtRest With(KeyProviderSettings settings) =>
        settings switch
        {
            AzureKeyVault azure => this with { AzureKeyVault = azure },
            AwsKms aws => this with { AwsKms = aws },
            GoogleCloudKms gcp => this with { GoogleCloudKms = gcp },
            _ => throw new ArgumentOutOfRangeException(nameof(settings), settings, "Not a key service."),
        };
}
