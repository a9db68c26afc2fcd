using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.AdminApi;

/// <summary>The shapes of 2023-01-01 and 2023-02-01, from and to the newest one.</summary>
public static class OlderClusters
{
    public static ClusterBody Newest(this AdvancedClusterBody body) =>
        body.CommonTo(
            new ClusterBody
            {
                ReplicationSpecs = body.ReplicationSpecs is null
                    ? null
                    : [.. body.ReplicationSpecs.Select(shard => WithDisk(shard, body.DiskSizeGb))],
            }
        );

    public static AdvancedClusterBody AsOf20230201(this ClusterBody body) =>
        body.CommonTo(
            new AdvancedClusterBody
            {
                DiskSizeGb = DiskOf(body),
                ReplicationSpecs = [.. Zones(body).Select(zone => WithoutDisk(zone.Shard) with { NumShards = zone.Shards })],
            }
        );

    /// <summary>A change that names one size for all disks is about nodes that only <paramref name="current"/> knows.</summary>
    public static AdvancedClusterBody Over(this AdvancedClusterBody change, ClusterBody current) =>
        change is { DiskSizeGb: not null, ReplicationSpecs: null }
            ? change with
            {
                ReplicationSpecs = current.AsOf20230201().ReplicationSpecs,
            }
            : change;

    /// <summary>Fills in what the change leaves to the cluster as it is: in this shape tier, regions and disk stand apart.</summary>
    public static LegacyClusterBody Over(this LegacyClusterBody change, ClusterBody current)
    {
        if (change is { ProviderSettings: null, ReplicationSpecs: null, NumShards: null, DiskSizeGb: null, AutoScaling: null })
        {
            return change;
        }

        var before = current.AsOf20230101();
        return change with
        {
            ProviderSettings = (change.ProviderSettings ?? before.ProviderSettings!) with
            {
                InstanceSizeName = change.ProviderSettings?.InstanceSizeName ?? before.ProviderSettings!.InstanceSizeName,
            },
            ReplicationSpecs = change.ReplicationSpecs ?? (change.ProviderSettings?.RegionName is null ? before.ReplicationSpecs : null),
            DiskSizeGb = change.DiskSizeGb ?? before.DiskSizeGb,
            AutoScaling = change.AutoScaling ?? before.AutoScaling,
        };
    }

    public static ClusterBody Newest(this LegacyClusterBody body)
    {
        var settings = body.ProviderSettings;
        var newest = body.CommonTo(new ClusterBody { BackupEnabled = body.BackupEnabled ?? body.ProviderBackupEnabled });
        if (settings is null)
        {
            return body.ReplicationSpecs is null && body.NumShards is null
                ? newest
                : throw new AtlasApiException(
                    AtlasErrors.InvalidBody([
                        new BodyProblem(AtlasCode.MissingAttribute, "providerSettings", "The field providerSettings is needed."),
                    ])
                );
        }

        // Without replicationSpecs the one region stands with the provider.
        IReadOnlyList<LegacyReplicationSpecBody> specs = body.ReplicationSpecs is { Count: > 0 } given
            ? given
            :
            [
                new LegacyReplicationSpecBody
                {
                    RegionsConfig = new Dictionary<string, LegacyRegionBody>(StringComparer.Ordinal)
                    {
                        [settings.RegionName ?? ""] = new() { ElectableNodes = body.ReplicationFactor ?? 3, Priority = 7 },
                    },
                },
            ];
        return newest with
        {
            ReplicationSpecs =
            [
                .. specs.Select(shard => new ReplicationSpecBody
                {
                    NumShards = shard.NumShards ?? body.NumShards,
                    ZoneName = shard.ZoneName,
                    RegionConfigs = [.. (shard.RegionsConfig ?? new Dictionary<string, LegacyRegionBody>()).Select(r => Region(body, r))],
                }),
            ],
        };
    }

    public static LegacyClusterBody AsOf20230101(this ClusterBody body)
    {
        var first = body.ReplicationSpecs![0].RegionConfigs![0];
        var scaling = first.AutoScaling;
        var standard = body.ConnectionStrings!.Standard;
        return body.CommonTo(
            new LegacyClusterBody
            {
                AutoScaling = scaling is null ? null : new(scaling.Compute! with { PredictiveEnabled = null }, scaling.DiskGb!.Enabled),
                DiskSizeGb = DiskOf(body),
                MongoUri = standard?.Split('/')[..3] is { } parts ? string.Join('/', parts) : null,
                MongoUriWithOptions = standard,
                NumShards = body.ReplicationSpecs.Count,
                ProviderBackupEnabled = body.BackupEnabled,
                ProviderSettings = new LegacyProviderBody
                {
                    ProviderName = first.ProviderName,
                    BackingProviderName = first.BackingProviderName,
                    InstanceSizeName = first.ElectableSpecs!.InstanceSize,
                    RegionName = first.RegionName,
                },
                ReplicationFactor = Math.Clamp(first.ElectableSpecs.NodeCount ?? 3, 3, 7),
                ReplicationSpecs =
                [
                    .. Zones(body)
                        .Select(zone => new LegacyReplicationSpecBody
                        {
                            Id = zone.Shard.Id,
                            NumShards = zone.Shards,
                            ZoneName = zone.Shard.ZoneName,
                            RegionsConfig = zone
                                .Shard.RegionConfigs!.DistinctBy(c => c.RegionName)
                                .ToDictionary(c => c.RegionName!, Region),
                        }),
                ],
                SrvAddress = body.ConnectionStrings.StandardSrv,
            }
        );
    }

    private static T CommonTo<T>(this ClusterCommonBody from, T to)
        where T : ClusterCommonBody =>
        (T)(
            (ClusterCommonBody)to with
            {
                AdvancedConfiguration = from.AdvancedConfiguration,
                BackupEnabled = to.BackupEnabled ?? from.BackupEnabled,
                BiConnector = from.BiConnector,
                ClusterType = from.ClusterType,
                ConfigServerManagementMode = from.ConfigServerManagementMode,
                ConfigServerType = from.ConfigServerType,
                ConnectionStrings = from.ConnectionStrings,
                CreateDate = from.CreateDate,
                DiskWarmingMode = from.DiskWarmingMode,
                EncryptionAtRestProvider = from.EncryptionAtRestProvider,
                FeatureCompatibilityVersion = from.FeatureCompatibilityVersion,
                FeatureCompatibilityVersionExpirationDate = from.FeatureCompatibilityVersionExpirationDate,
                GlobalClusterSelfManagedSharding = from.GlobalClusterSelfManagedSharding,
                GroupId = from.GroupId,
                Id = from.Id,
                Labels = from.Labels,
                Links = from.Links,
                MongoDbMajorVersion = from.MongoDbMajorVersion,
                MongoDbVersion = from.MongoDbVersion,
                Name = from.Name,
                Paused = from.Paused,
                PitEnabled = from.PitEnabled,
                ReplicaSetScalingStrategy = from.ReplicaSetScalingStrategy,
                RootCertType = from.RootCertType,
                StateName = from.StateName,
                Tags = from.Tags,
                TerminationProtectionEnabled = from.TerminationProtectionEnabled,
                VersionReleaseSystem = from.VersionReleaseSystem,
            }
        );

    /// <summary>Shards of one zone in one entry, as it was before shards could differ.</summary>
    private static IEnumerable<(ReplicationSpecBody Shard, int Shards)> Zones(ClusterBody body) =>
        body.ReplicationSpecs!.GroupBy(shard => shard.ZoneName).Select(zone => (zone.First(), zone.Count()));

    private static double? DiskOf(ClusterBody body) => body.ReplicationSpecs![0].RegionConfigs![0].ElectableSpecs?.DiskSizeGb;

    private static ReplicationSpecBody WithDisk(ReplicationSpecBody shard, double? disk) =>
        shard with
        {
            RegionConfigs =
            [
                .. shard.RegionConfigs!.Select(config =>
                    config with
                    {
                        ElectableSpecs = config.ElectableSpecs is { } nodes ? nodes with { DiskSizeGb = disk } : null,
                    }
                ),
            ],
        };

    private static ReplicationSpecBody WithoutDisk(ReplicationSpecBody shard) =>
        shard with
        {
            RegionConfigs =
            [
                .. shard.RegionConfigs!.Select(config =>
                    config with
                    {
                        ElectableSpecs = WithoutDisk(config.ElectableSpecs),
                        ReadOnlySpecs = WithoutDisk(config.ReadOnlySpecs),
                        AnalyticsSpecs = WithoutDisk(config.AnalyticsSpecs),
                        EffectiveElectableSpecs = null,
                        EffectiveReadOnlySpecs = null,
                        EffectiveAnalyticsSpecs = null,
                    }
                ),
            ],
        };

    private static HardwareBody? WithoutDisk(HardwareBody? nodes) => nodes is null ? null : nodes with { DiskSizeGb = null };

    private static RegionConfigBody Region(LegacyClusterBody body, KeyValuePair<string, LegacyRegionBody> region)
    {
        var settings = body.ProviderSettings!;
        HardwareBody Nodes(int? count) =>
            new()
            {
                InstanceSize = settings.InstanceSizeName,
                NodeCount = count ?? 0,
                DiskSizeGb = body.DiskSizeGb,
            };
        return new RegionConfigBody
        {
            ProviderName = settings.ProviderName,
            BackingProviderName = settings.BackingProviderName,
            RegionName = region.Key,
            Priority = region.Value.Priority,
            ElectableSpecs = Nodes(region.Value.ElectableNodes),
            ReadOnlySpecs = Nodes(region.Value.ReadOnlyNodes),
            AnalyticsSpecs = Nodes(region.Value.AnalyticsNodes),
            AutoScaling = body.AutoScaling is { } scaling
                ? new AutoScalingBody { Compute = scaling.Compute, DiskGb = new DiskScalingBody(scaling.DiskGbEnabled) }
                : null,
        };
    }

    private static LegacyRegionBody Region(RegionConfigBody config) =>
        new()
        {
            ElectableNodes = config.ElectableSpecs?.NodeCount ?? 3,
            Priority = config.Priority ?? 7,
            ReadOnlyNodes = config.ReadOnlySpecs?.NodeCount ?? 0,
            AnalyticsNodes = config.AnalyticsSpecs?.NodeCount ?? 0,
        };
}
