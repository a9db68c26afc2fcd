using System.Text.Json.Serialization;

namespace Atlas.KmsPortal.AdminApi;

/// <summary>What a cluster has in every version of the API.</summary>
public abstract record ClusterCommonBody
{
    [LooksLike("[a-zA-Z0-9][a-zA-Z0-9-]{0,63}", "letters, digits and hyphens, 64 at most, and begin with a letter or digit")]
    public string? Name { get; init; }

    [OneOf("REPLICASET", "SHARDED", "GEOSHARDED")]
    public string? ClusterType { get; init; }

    [OneOf("NONE", "AWS", "AZURE", "GCP")]
    public string? EncryptionAtRestProvider { get; init; }
    public bool? BackupEnabled { get; init; }

    [JsonPropertyName("mongoDBMajorVersion"), LooksLike(@"[0-9]{1,2}\.[0-9]{1,2}", "a version such as 8.0")]
    public string? MongoDbMajorVersion { get; init; }
    public bool? Paused { get; init; }
    public bool? TerminationProtectionEnabled { get; init; }

    public ClusterAdvancedBody? AdvancedConfiguration { get; init; }
    public BiConnectorBody? BiConnector { get; init; }

    [OneOf("ATLAS_MANAGED", "FIXED_TO_DEDICATED")]
    public string? ConfigServerManagementMode { get; init; }

    [OneOf("FULLY_WARMED", "VISIBLE_EARLIER", "ENHANCED_FULLY_WARMED")]
    public string? DiskWarmingMode { get; init; }
    public bool? GlobalClusterSelfManagedSharding { get; init; }
    public IReadOnlyList<TagBody>? Labels { get; init; }
    public bool? PitEnabled { get; init; }

    [OneOf("SEQUENTIAL", "WORKLOAD_TYPE", "NODE_TYPE")]
    public string? ReplicaSetScalingStrategy { get; init; }

    [OneOf("ISRGROOTX1")]
    public string? RootCertType { get; init; }
    public IReadOnlyList<TagBody>? Tags { get; init; }

    [OneOf("LTS", "CONTINUOUS")]
    public string? VersionReleaseSystem { get; init; }

    // Accepted from clients that send back what they read, and filled in by Atlas.
    [ReadOnlyField]
    public string? Id { get; init; }

    [ReadOnlyField]
    public string? GroupId { get; init; }

    [ReadOnlyField]
    public string? StateName { get; init; }

    [ReadOnlyField]
    public DateTimeOffset? CreateDate { get; init; }

    [ReadOnlyField, JsonPropertyName("mongoDBVersion")]
    public string? MongoDbVersion { get; init; }

    [ReadOnlyField]
    public string? FeatureCompatibilityVersion { get; init; }

    [ReadOnlyField]
    public DateTimeOffset? FeatureCompatibilityVersionExpirationDate { get; init; }

    [ReadOnlyField]
    public string? ConfigServerType { get; init; }

    [ReadOnlyField]
    public ConnectionStringsBody? ConnectionStrings { get; init; }

    [ReadOnlyField]
    public IReadOnlyList<LinkBody>? Links { get; init; }
}

/// <summary>A cluster in the shape of 2024-08-05: one replication spec a shard, the disk's size with the nodes.</summary>
public sealed record ClusterBody : ClusterCommonBody
{
    public IReadOnlyList<ReplicationSpecBody>? ReplicationSpecs { get; init; }
    public bool? RedactClientLogData { get; init; }
    public bool? RetainBackups { get; init; }
    public bool? UseAwsTimeBasedSnapshotCopyForFastInitialSync { get; init; }

    [ReadOnlyField]
    public string? InternalClusterRole { get; init; }
}

/// <summary>A cluster in the shape of 2023-02-01: a replication spec may stand for several shards, and all disks have one size.</summary>
public sealed record AdvancedClusterBody : ClusterCommonBody
{
    public IReadOnlyList<ReplicationSpecBody>? ReplicationSpecs { get; init; }

    [JsonPropertyName("diskSizeGB")]
    public double? DiskSizeGb { get; init; }
}
