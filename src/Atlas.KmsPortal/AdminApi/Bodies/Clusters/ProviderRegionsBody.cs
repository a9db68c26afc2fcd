namespace Atlas.KmsPortal.AdminApi;

/// <summary>Where a cloud's clusters can be deployed, tier by tier.</summary>
public sealed record ProviderRegionsBody(string Provider, IReadOnlyList<InstanceSizeBody> InstanceSizes);

public sealed record InstanceSizeBody(string Name, IReadOnlyList<AvailableRegionBody> AvailableRegions);

/// <param name="Default">Whether Atlas suggests the region.</param>
public sealed record AvailableRegionBody(string Name, bool Default);

/// <summary>A project with its clusters, in the list of all clusters.</summary>
public sealed record ProjectClustersBody(
    string GroupId,
    string GroupName,
    string OrgId,
    string OrgName,
    string PlanType,
    IReadOnlyList<string> Tags,
    IReadOnlyList<ClusterSummaryBody> Clusters
);

/// <param name="Type"><c>REPLICA_SET</c> or <c>SHARDED_CLUSTER</c>.</param>
public sealed record ClusterSummaryBody(
    string ClusterId,
    string Name,
    string Type,
    string Availability,
    int NodeCount,
    IReadOnlyList<string> Versions,
    bool BackupEnabled,
    bool AuthEnabled,
    bool SslEnabled,
    int AlertCount,
    long DataSizeBytes
);
