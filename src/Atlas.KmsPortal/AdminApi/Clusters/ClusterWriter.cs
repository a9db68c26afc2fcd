using System.Text.Json;
using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.AdminApi;

/// <summary>Shows a cluster in the newest shape; the older ones are made from it.</summary>
public static class ClusterWriter
{
    private const string DefaultZone = "Zone 1";
    private const string AtlasManaged = "ATLAS_MANAGED";

    /// <summary>Up to so many shards Atlas keeps the config servers on the nodes of the first. Source: Atlas's page on config servers.</summary>
    private const int MaxEmbeddedShards = 3;

    private static readonly ClusterAdvancedBody s_advanced = new(
        CustomOpensslCipherConfigTls12: [],
        MinimumEnabledTlsProtocol: "TLS1_2",
        TlsCipherConfigMode: "DEFAULT"
    );

    private static readonly JsonElement s_none = JsonSerializer.SerializeToElement(Array.Empty<object>());

    public static ClusterBody Write(Cluster cluster, string groupId, IReadOnlyList<LinkBody> links)
    {
        var spec = cluster.Spec;
        var kept = ClusterExtras.Read(spec);
        return new ClusterBody
        {
            AdvancedConfiguration = (kept.AdvancedConfiguration ?? s_advanced).Over(s_advanced),
            BackupEnabled = spec.BackupEnabled,
            BiConnector = new(kept.BiConnector?.Enabled ?? false, (kept.BiConnector?.ReadPreference ?? "secondary").ToLowerInvariant()),
            ClusterType = spec.Type,
            ConfigServerManagementMode = kept.ConfigServerManagementMode ?? AtlasManaged,
            ConfigServerType = ConfigServerType(spec, kept),
            ConnectionStrings = ConnectionStrings(cluster),
            CreateDate = cluster.CreatedAt,
            DiskWarmingMode = kept.DiskWarmingMode ?? "FULLY_WARMED",
            EncryptionAtRestProvider = spec.KeyProvider?.AtlasName() ?? "NONE",
            FeatureCompatibilityVersion = kept.FeatureCompatibilityVersion ?? spec.MongoDbMajorVersion,
            FeatureCompatibilityVersionExpirationDate = kept.FeatureCompatibilityVersionExpirationDate,
            GlobalClusterSelfManagedSharding = kept.GlobalClusterSelfManagedSharding ?? false,
            GroupId = groupId,
            Id = cluster.Id,
            InternalClusterRole = "NONE",
            Labels = kept.Labels ?? [],
            Links = links,
            MongoDbMajorVersion = spec.MongoDbMajorVersion,
            MongoDbVersion = spec.MongoDbMajorVersion + ".4",
            Name = cluster.Name,
            Paused = spec.Paused,
            PitEnabled = kept.PitEnabled ?? false,
            RedactClientLogData = kept.RedactClientLogData ?? false,
            ReplicaSetScalingStrategy = kept.ReplicaSetScalingStrategy ?? "WORKLOAD_TYPE",
            ReplicationSpecs = Shards(cluster, kept.ReplicationSpecs),
            RootCertType = kept.RootCertType ?? "ISRGROOTX1",
            StateName = StateName(cluster.State),
            Tags = kept.Tags ?? [],
            TerminationProtectionEnabled = spec.TerminationProtection,
            UseAwsTimeBasedSnapshotCopyForFastInitialSync = kept.UseAwsTimeBasedSnapshotCopyForFastInitialSync ?? false,
            VersionReleaseSystem = kept.VersionReleaseSystem ?? "LTS",
        };
    }

    public static string StateName(ClusterState state) => state.ToString().ToUpperInvariant();

    /// <summary>Empty until there is something to connect to.</summary>
    public static ConnectionStringsBody ConnectionStrings(Cluster cluster)
    {
        if (cluster.State is ClusterState.Creating)
        {
            return new ConnectionStringsBody();
        }

        var host = $"{cluster.Name.ToLowerInvariant()}.{cluster.Id[^5..]}.mongodb.example";
        return new ConnectionStringsBody(
            $"mongodb://{string.Join(',', Enumerable.Range(0, 3).Select(n => $"{cluster.Name.ToLowerInvariant()}-shard-00-0{n}.{cluster.Id[^5..]}.mongodb.example:27017"))}/?ssl=true&authSource=admin",
            $"mongodb+srv://{host}",
            PrivateEndpoint: cluster.IsShared ? null : s_none
        );
    }

    private static string? ConfigServerType(ClusterSpec spec, ClusterBody kept) =>
        spec.Type is "REPLICASET" ? null
        : spec.Shards <= MaxEmbeddedShards && (kept.ConfigServerManagementMode ?? AtlasManaged) == AtlasManaged ? "EMBEDDED"
        : "DEDICATED";

    // What was sent is shown again while it still says what holds; the portal may have changed the regions since.
    private static IReadOnlyList<ReplicationSpecBody> Shards(Cluster cluster, IReadOnlyList<ReplicationSpecBody>? kept)
    {
        var spec = cluster.Spec;
        var shards = kept is not null && SaysTheSame(spec, kept) ? kept : Plain(spec);
        return
        [
            .. shards.Select(
                (shard, index) =>
                    shard with
                    {
                        Id = AtlasIds.From($"{cluster.Id}/shard/{index}"),
                        ZoneId = AtlasIds.From($"{cluster.Id}/zone/{shard.ZoneName ?? DefaultZone}"),
                        ZoneName = shard.ZoneName ?? DefaultZone,
                        RegionConfigs = [.. shard.RegionConfigs!.Select(config => Complete(config, spec))],
                    }
            ),
        ];
    }

    private static bool SaysTheSame(ClusterSpec spec, IReadOnlyList<ReplicationSpecBody> kept)
    {
        var laid = ClusterReader.Lay(spec, kept);
        return laid == spec;
    }

    private static IEnumerable<ReplicationSpecBody> Plain(ClusterSpec spec)
    {
        var shared = ClusterTiers.IsShared(spec.Tier);
        var shard = new ReplicationSpecBody
        {
            RegionConfigs =
            [
                .. spec.Regions.Select(region => new RegionConfigBody
                {
                    ProviderName = shared ? "TENANT" : region.Provider.AtlasName(),
                    BackingProviderName = shared ? region.Provider.AtlasName() : null,
                    RegionName = region.Region,
                    Priority = region.Priority,
                    ElectableSpecs = new HardwareBody { NodeCount = region.Nodes },
                    ReadOnlySpecs = new HardwareBody { NodeCount = region.ReadOnlyNodes },
                }),
            ],
        };
        return Enumerable.Repeat(shard, spec.Shards);
    }

    private static RegionConfigBody Complete(RegionConfigBody config, ClusterSpec spec)
    {
        if (config.ProviderName is "TENANT")
        {
            return config with { ElectableSpecs = ClusterHardware.Shared(spec), ReadOnlySpecs = null, AnalyticsSpecs = null };
        }

        var electable = ClusterHardware.Nodes(config.ElectableSpecs, config.ProviderName, spec);
        var readOnly = ClusterHardware.Nodes(config.ReadOnlySpecs, config.ProviderName, spec);
        var analytics = ClusterHardware.Nodes(config.AnalyticsSpecs, config.ProviderName, spec);
        return config with
        {
            Priority = config.Priority ?? 7,
            ElectableSpecs = electable,
            ReadOnlySpecs = readOnly,
            AnalyticsSpecs = analytics,
            EffectiveElectableSpecs = electable,
            EffectiveReadOnlySpecs = readOnly,
            EffectiveAnalyticsSpecs = analytics,
            AutoScaling = ClusterHardware.Scaling(config.AutoScaling),
            AnalyticsAutoScaling = ClusterHardware.Scaling(config.AnalyticsAutoScaling),
        };
    }
}
