namespace Atlas.KmsPortal.Encryption;

/// <summary>Atlas's <c>stateName</c> of a cluster.</summary>
public enum ClusterState
{
    Idle,
    Creating,
    Updating,
    Repairing,
    Deleting,
}

/// <summary>How a cluster reaches the project's key.</summary>
public enum KeyAccess
{
    /// <summary>It does not use the project's key.</summary>
    None,
    Public,
    Migrating,
    Private,
}

/// <summary>Why Atlas has shut a cluster down; <see cref="None"/> while it runs.</summary>
public enum ShutdownReason
{
    None,

    /// <summary>The key or the credentials are invalid: mongod cannot open its files.</summary>
    KeyInvalid,

    /// <summary>Private networking was required in a project that has this multi-cloud cluster.</summary>
    MultiCloudOverPrivateNetworking,
}

/// <summary>The nodes of a cluster in one region.</summary>
/// <param name="Region">Atlas's region name.</param>
/// <param name="Nodes">Electable nodes; 0 where only read-only or analytics nodes run.</param>
/// <param name="ReadOnlyNodes">Read-only and analytics nodes.</param>
/// <param name="Priority">7 (preferred) to 1; 0 where no node is electable.</param>
public sealed record ClusterRegion(CloudProvider Provider, string Region, int Nodes = 3, int Priority = 7, int ReadOnlyNodes = 0);

/// <summary>What an owner decides about a cluster.</summary>
/// <param name="Tier">M0, FLEX, M10, M30 …</param>
/// <param name="KeyProvider">Whose key seals it ("Manage your own encryption keys"); null for MongoDB's own.</param>
/// <param name="Other">What Atlas keeps with the cluster and no rule of the portal is about (tags, BI Connector, auto-scaling), as the Admin API wrote it.</param>
/// <param name="Type"><c>REPLICASET</c>, <c>SHARDED</c> or <c>GEOSHARDED</c>.</param>
public sealed record ClusterSpec(
    string Tier,
    IReadOnlyList<ClusterRegion> Regions,
    CloudProvider? KeyProvider = null,
    bool Paused = false,
    string Type = "REPLICASET",
    int Shards = 1,
    int DiskSizeGb = 10,
    bool BackupEnabled = true,
    bool SearchNodes = false,
    bool TerminationProtection = false,
    string MongoDbMajorVersion = "8.0",
    string? Other = null
)
{
    public bool Equals(ClusterSpec? other) =>
        other is not null
        && Regions.SequenceEqual(other.Regions)
        && (this with { Regions = [] }).SameButRegions(other with { Regions = [] });

    public override int GetHashCode() => HashCode.Combine(Tier, Regions.Count, KeyProvider, Paused, Type, Shards, DiskSizeGb);

    private bool SameButRegions(ClusterSpec other) =>
        (Tier, KeyProvider, Paused, Type, Shards, DiskSizeGb)
            == (other.Tier, other.KeyProvider, other.Paused, other.Type, other.Shards, other.DiskSizeGb)
        && (BackupEnabled, SearchNodes, TerminationProtection, MongoDbMajorVersion, Other)
            == (other.BackupEnabled, other.SearchNodes, other.TerminationProtection, other.MongoDbMajorVersion, other.Other);
}

/// <summary>A cluster as Atlas shows it.</summary>
/// <param name="Id">24 hexadecimal digits.</param>
/// <param name="WorkEndsAt">When the change that runs now is expected to end; null while nothing runs.</param>
/// <param name="Work">What runs now, in words: "Re-encrypting with your key"; null while nothing runs.</param>
/// <param name="AppliedSpec">What its nodes run with until a change of the key is done; null when they run with <paramref name="Spec"/>.</param>
public sealed record Cluster(
    string Id,
    string Name,
    ClusterSpec Spec,
    ClusterState State,
    KeyAccess KeyAccess,
    ShutdownReason Shutdown,
    DateTimeOffset CreatedAt,
    DateTimeOffset StateSince,
    DateTimeOffset? WorkEndsAt = null,
    string? Work = null,
    ClusterSpec? AppliedSpec = null
)
{
    /// <summary>What <see cref="Work"/> says while the key identifier is rotated.</summary>
    public const string RotationWork = "Rotating to the new key";

    /// <summary>M0 and Flex (and the retired M2, M5 and serverless): nothing of their own to encrypt with a customer's key.</summary>
    public bool IsShared => ClusterTiers.IsShared(Spec.Tier);

    public bool IsFlex => Spec.Tier == ClusterTiers.Flex;

    public bool UsesOwnKey => Spec.KeyProvider is not null;

    /// <summary>Its configuration with the key of that key service, and nothing else changed.</summary>
    public ClusterSpec With(CloudProvider provider) => Spec with { KeyProvider = provider };

    public bool IsMultiCloud => Spec.Regions.Select(region => region.Provider).Distinct().Count() > 1;

    public bool IsMultiRegion => RegionsOf().Count > 1;

    /// <summary>Whether its nodes are being moved to a new key identifier.</summary>
    public bool IsRotating => Work == RotationWork;

    /// <summary>Whether a change waits because the cluster cannot open its files now.</summary>
    public bool HasPendingChanges => AppliedSpec is not null && Work is null;

    /// <summary>Whether all its data is sealed with that key service's key: decided, and done on every node.</summary>
    public bool IsEncryptedWith(CloudProvider provider) =>
        Spec.KeyProvider == provider && (AppliedSpec ?? Spec).KeyProvider == provider && State is not ClusterState.Creating;

    /// <summary>Whether its nodes are on their way: to another key, to a new key identifier, or to private endpoints.</summary>
    public bool IsMoving =>
        IsRotating || KeyAccess is KeyAccess.Migrating || (AppliedSpec is { } applied && applied.KeyProvider != Spec.KeyProvider);

    /// <summary>Whether data of it is sealed with that key service's key: as decided, or still, until the nodes have changed.</summary>
    public bool StillUses(CloudProvider provider) => Spec.KeyProvider == provider || AppliedSpec?.KeyProvider == provider;

    public bool IsShutDown => Shutdown is not ShutdownReason.None;

    public bool RunsOutside(CloudProvider provider) => Spec.Regions.Any(region => region.Provider != provider);

    /// <summary>The names of its regions, each once, preferred first.</summary>
    public IReadOnlyList<string> RegionsOf() => [.. Spec.Regions.OrderByDescending(r => r.Priority).Select(r => r.Region).Distinct()];
}

/// <summary>The tiers that the portal offers and what sets them apart.</summary>
public static class ClusterTiers
{
    public const string Free = "M0";
    public const string Flex = "FLEX";

    /// <summary>Dedicated tiers, smallest first.</summary>
    public static IReadOnlyList<string> Dedicated { get; } =
    ["M10", "M20", "M30", "M40", "M50", "M60", "M80", "M140", "M200", "M300", "M400", "M700"];

    public static bool IsShared(string tier) => tier is Free or Flex or "M2" or "M5" or "SERVERLESS";

    /// <summary>Whether Atlas sells the tier today, on its own or on a reserved variant (R40, M40_NVME …).</summary>
    public static bool IsKnown(string tier) => tier is Free or Flex || Dedicated.Contains(tier) || IsVariant(tier);

    private static bool IsVariant(string tier) =>
        (tier.StartsWith('R') && Dedicated.Contains("M" + tier[1..]))
        || (tier.EndsWith("_NVME", StringComparison.Ordinal) && Dedicated.Contains(tier[..^"_NVME".Length]));
}
