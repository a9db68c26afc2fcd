using System.Text.Json;
using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.AdminApi;

/// <summary>Turns a cluster's body into what an owner decides about it.</summary>
public static class ClusterReader
{
    private const string Tenant = "TENANT";
    private const string Flex = "FLEX";
    private const int HighestPriority = 7;

    /// <summary>The configuration that a new cluster asks for.</summary>
    public static ClusterSpec Create(ClusterBody body)
    {
        if (body.Name is null)
        {
            throw Missing("name");
        }

        return body.ReplicationSpecs is null
            ? throw Missing("replicationSpecs")
            : Change(new ClusterSpec("", [], BackupEnabled: false) { Type = body.ClusterType ?? throw Missing("clusterType") }, body);
    }

    /// <summary>The configuration after the fields that <paramref name="body"/> names were changed.</summary>
    public static ClusterSpec Change(ClusterSpec before, ClusterBody body)
    {
        var after = before with
        {
            Type = body.ClusterType ?? before.Type,
            KeyProvider = body.EncryptionAtRestProvider is { } name ? CloudProviders.FromAtlasName(name) : before.KeyProvider,
            Paused = body.Paused ?? before.Paused,
            BackupEnabled = body.BackupEnabled ?? before.BackupEnabled,
            TerminationProtection = body.TerminationProtectionEnabled ?? before.TerminationProtection,
            MongoDbMajorVersion = body.MongoDbMajorVersion ?? before.MongoDbMajorVersion,
            Other = ClusterExtras.Merge(ClusterExtras.Read(before), body),
        };
        return body.ReplicationSpecs is { } specs ? Lay(after, specs) : after;
    }

    /// <summary>What the replication specs come to: tier, regions, shards and disk.</summary>
    public static ClusterSpec Lay(ClusterSpec spec, IReadOnlyList<ReplicationSpecBody> specs)
    {
        if (specs.Count is 0 or > 50)
        {
            throw Invalid("replicationSpecs", "replicationSpecs must hold 1 to 50 shards.");
        }

        var configs = specs.SelectMany(shard => shard.RegionConfigs!).ToList();
        var hardware = configs
            .SelectMany(config => new[] { config.ElectableSpecs, config.ReadOnlySpecs, config.AnalyticsSpecs })
            .OfType<HardwareBody>()
            .ToList();
        if (configs.Exists(config => config.ProviderName is Flex))
        {
            throw new AtlasApiException(AtlasErrors.FlexInClusterApi);
        }

        var tier =
            hardware.Select(nodes => nodes.InstanceSize).FirstOrDefault(size => size is not null)
            ?? throw Missing("replicationSpecs[0].regionConfigs[0].electableSpecs.instanceSize");
        return spec with
        {
            Tier = tier,
            Regions = [.. specs.SelectMany(RegionsOf).DistinctBy(region => (region.Provider, region.Region))],
            Shards = specs.Sum(shard => shard.NumShards ?? 1),
            DiskSizeGb = hardware.Select(nodes => nodes.DiskSizeGb).FirstOrDefault(size => size is not null) is { } disk
                ? Disk(disk)
                : DefaultDisk(tier),
        };
    }

    // A region named twice in one shard is a mistake that the rules explain; in several shards it is the usual case.
    private static List<ClusterRegion> RegionsOf(ReplicationSpecBody shard)
    {
        var regions = shard.RegionConfigs!.Select(RegionOf).ToList();
        var twice = regions.GroupBy(region => (region.Provider, region.Region)).FirstOrDefault(group => group.Count() > 1);
        return twice is null
            ? regions
            : throw Invalid(
                "replicationSpecs.regionConfigs",
                $"{twice.Key.Region} is named twice in one shard. Give it more nodes instead."
            );
    }

    private static ClusterRegion RegionOf(RegionConfigBody config, int index)
    {
        var isTenant = config.ProviderName is Tenant;
        var cloud =
            CloudProviders.FromAtlasName(isTenant ? config.BackingProviderName : config.ProviderName)
            ?? throw Missing($"replicationSpecs.regionConfigs[{index}].backingProviderName");
        var nodes = isTenant ? 3 : config.ElectableSpecs?.NodeCount ?? 0;
        return new ClusterRegion(
            cloud,
            config.RegionName!,
            nodes,
            nodes == 0 ? 0 : config.Priority ?? Math.Max(1, HighestPriority - index),
            (config.ReadOnlySpecs?.NodeCount ?? 0) + (config.AnalyticsSpecs?.NodeCount ?? 0)
        );
    }

    private static int Disk(double size) =>
        size is >= 1 and <= 16384
            ? (int)Math.Ceiling(size)
            : throw Invalid("replicationSpecs.regionConfigs.electableSpecs.diskSizeGB", "diskSizeGB must be 1 to 16384.");

    /// <summary>The disk that Atlas gives a tier when nobody says; rounded to what is common to its clouds.</summary>
    private static int DefaultDisk(string tier) =>
        tier switch
        {
            "M10" => 10,
            "M20" => 20,
            "M30" => 40,
            "M40" => 80,
            "M50" => 160,
            "M60" => 320,
            "M0" => 1,
            _ => 750,
        };

    private static AtlasApiException Missing(string field) =>
        new(AtlasErrors.InvalidBody([new BodyProblem(AtlasCode.MissingAttribute, field, $"The field {field} is needed.")]));

    private static AtlasApiException Invalid(string field, string message) =>
        new(AtlasErrors.InvalidBody([new BodyProblem(AtlasCode.InvalidAttribute, field, message)]));
}

/// <summary>The part of a body that is kept as it came: no rule is about it, and clients expect it back.</summary>
public static class ClusterExtras
{
    public static ClusterBody Read(ClusterSpec spec) =>
        spec.Other is null ? new ClusterBody() : JsonSerializer.Deserialize<ClusterBody>(spec.Other, AtlasJson.Options)!;

    public static string Merge(ClusterBody kept, ClusterBody body) =>
        JsonSerializer.Serialize(
            new ClusterBody
            {
                AdvancedConfiguration = body.AdvancedConfiguration?.Over(kept.AdvancedConfiguration) ?? kept.AdvancedConfiguration,
                BiConnector = body.BiConnector ?? kept.BiConnector,
                ConfigServerManagementMode = body.ConfigServerManagementMode ?? kept.ConfigServerManagementMode,
                DiskWarmingMode = body.DiskWarmingMode ?? kept.DiskWarmingMode,
                // Pinned by an operation of its own; a body that was read and is sent back changes nothing about it.
                FeatureCompatibilityVersion = kept.FeatureCompatibilityVersion,
                FeatureCompatibilityVersionExpirationDate = kept.FeatureCompatibilityVersionExpirationDate,
                GlobalClusterSelfManagedSharding = body.GlobalClusterSelfManagedSharding ?? kept.GlobalClusterSelfManagedSharding,
                Labels = body.Labels ?? kept.Labels,
                PitEnabled = body.PitEnabled ?? kept.PitEnabled,
                RedactClientLogData = body.RedactClientLogData ?? kept.RedactClientLogData,
                ReplicaSetScalingStrategy = body.ReplicaSetScalingStrategy ?? kept.ReplicaSetScalingStrategy,
                RootCertType = body.RootCertType ?? kept.RootCertType,
                Tags = body.Tags ?? kept.Tags,
                UseAwsTimeBasedSnapshotCopyForFastInitialSync =
                    body.UseAwsTimeBasedSnapshotCopyForFastInitialSync ?? kept.UseAwsTimeBasedSnapshotCopyForFastInitialSync,
                VersionReleaseSystem = body.VersionReleaseSystem ?? kept.VersionReleaseSystem,
                ReplicationSpecs = body.ReplicationSpecs is { } specs ? [.. Shards(specs)] : kept.ReplicationSpecs,
            },
            AtlasJson.Options
        );

    /// <summary>The configuration with its feature compatibility version held, the one it was pinned to first; null lets go of it.</summary>
    public static ClusterSpec Pin(ClusterSpec spec, DateTimeOffset? until)
    {
        var kept = Read(spec);
        var pinned = kept with
        {
            FeatureCompatibilityVersion = until is null ? null : kept.FeatureCompatibilityVersion ?? spec.MongoDbMajorVersion,
            FeatureCompatibilityVersionExpirationDate = until,
        };
        return spec with { Other = JsonSerializer.Serialize(pinned, AtlasJson.Options) };
    }

    // One entry a shard, as the newest version has it; ids are given out anew each time it is shown.
    private static IEnumerable<ReplicationSpecBody> Shards(IReadOnlyList<ReplicationSpecBody> specs) =>
        specs.SelectMany(spec => Enumerable.Repeat(spec with { Id = null, ZoneId = null, NumShards = null }, spec.NumShards ?? 1));
}
