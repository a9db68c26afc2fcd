using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace Atlas.KmsPortal.Encryption;

public enum ProjectState
{
    Active,
    Inactive,
}

/// <summary>A project at one moment: everything the rules decide from. One object serves whoever looks at the project.</summary>
/// <param name="Id">24 hexadecimal digits (Atlas's <c>groupId</c>).</param>
/// <param name="Version">Grows with every change to the project's encryption settings; decides who lost a race.</param>
/// <param name="AzureNetworkRegistered">Whether Microsoft.Network is registered in the configured subscription; null when unknown.</param>
/// <param name="AwsReplicaRegions">AWS regions that hold the configured key; one entry for a single-region key.</param>
/// <param name="KeyAgeAlertDays">The age at which the rotation alert fires.</param>
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
    int KeyAgeAlertDays
)
{
    // Beside the snapshot, not in it: a copy with a change must not inherit what followed from the original.
    private static readonly ConditionalWeakTable<ProjectSnapshot, ConcurrentDictionary<object, object>> s_derived = [];

    public bool IsInactive => State is ProjectState.Inactive;

    public IEnumerable<PrivateEndpoint> EndpointsOf(CloudProvider provider) => Endpoints.Where(endpoint => endpoint.Provider == provider);

    public PrivateEndpoint? LiveEndpointIn(CloudProvider provider, string region) =>
        EndpointsOf(provider).FirstOrDefault(endpoint => endpoint.IsLive && endpoint.Region == region);

    public IEnumerable<Cluster> ClustersUsing(CloudProvider provider) => Clusters.Where(cluster => cluster.StillUses(provider));

    public Cluster? Cluster(string name) => Clusters.FirstOrDefault(cluster => cluster.Name == name);

    public CloudProviderRole? Role(string? roleId) => roleId is null ? null : Roles.FirstOrDefault(role => role.Id == roleId);

    /// <summary>As somebody with that role sees it: Atlas shows private endpoints to Project Owners only. Null for a stranger.</summary>
    public ProjectSnapshot? For(ProjectRole role) =>
        role switch
        {
            ProjectRole.Owner => this,
            ProjectRole.ReadOnly => Derived(ProjectRole.ReadOnly, static project => project with { Endpoints = [] }),
            _ => null,
        };

    /// <summary>What follows from the snapshot alone, worked out once for everybody who looks at it.</summary>
    /// <param name="key">What it is, among everything that is derived.</param>
    public T Derived<T>(object key, Func<ProjectSnapshot, T> derive)
        where T : class =>
        (T)s_derived.GetOrCreateValue(this).GetOrAdd(key, static (_, from) => from.derive(from.project), (derive, project: this));
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
