using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.AdminApi.Requests;

/// <summary>The bodies that create or change a cluster. Search Nodes have an operation of their own in Atlas and stand in neither.</summary>
internal static class ClusterRequest
{
    public static ClusterBody Of(string name, ClusterSpec spec) =>
        new()
        {
            Name = name,
            ClusterType = spec.Type,
            BackupEnabled = ClusterTiers.IsShared(spec.Tier) ? null : spec.BackupEnabled,
            EncryptionAtRestProvider = spec.KeyProvider?.AtlasName(),
            ReplicationSpecs = Shards(spec),
            TerminationProtectionEnabled = spec.TerminationProtection ? true : null,
        };

    /// <summary>Only what differs: Atlas keeps what a body leaves out.</summary>
    public static ClusterBody Of(ClusterSpec before, ClusterSpec after) =>
        new()
        {
            ClusterType = before.Type == after.Type ? null : after.Type,
            BackupEnabled = before.BackupEnabled == after.BackupEnabled ? null : after.BackupEnabled,
            EncryptionAtRestProvider = before.KeyProvider == after.KeyProvider ? null : after.KeyProvider?.AtlasName() ?? "NONE",
            Paused = before.Paused == after.Paused ? null : after.Paused,
            ReplicationSpecs = IsLaidTheSame(before, after) ? null : Shards(after),
            TerminationProtectionEnabled = before.TerminationProtection == after.TerminationProtection ? null : after.TerminationProtection,
        };

    public static NewFlexClusterBody OfFlex(string name, ClusterSpec spec)
    {
        var region = spec.Regions.Count == 0 ? null : spec.Regions[0];
        return new(name, new(region?.Provider.AtlasName(), region?.Region), spec.TerminationProtection ? true : null);
    }

    /// <summary>Out of a free cluster: an operation that knows clusters in the shape of 2023-01-01 only, of one cloud.</summary>
    public static LegacyClusterBody OfUpgrade(string name, ClusterSpec after)
    {
        var first = after.Regions[0];
        var toFlex = after.Tier is ClusterTiers.Flex;
        var isInOneRegion = after.Regions.Count == 1;
        return new()
        {
            Name = name,
            ClusterType = after.Type,
            EncryptionAtRestProvider = after.KeyProvider?.AtlasName(),
            TerminationProtectionEnabled = after.TerminationProtection ? true : null,
            NumShards = after.Shards > 1 ? after.Shards : null,
            ProviderSettings = new()
            {
                ProviderName = toFlex ? ClusterTiers.Flex : first.Provider.AtlasName(),
                BackingProviderName = toFlex ? first.Provider.AtlasName() : null,
                InstanceSizeName = after.Tier,
                RegionName = isInOneRegion ? first.Region : null,
            },
            ReplicationSpecs = isInOneRegion
                ? null
                :
                [
                    new()
                    {
                        RegionsConfig = after.Regions.ToDictionary(
                            region => region.Region,
                            region => new LegacyRegionBody
                            {
                                ElectableNodes = region.Nodes,
                                Priority = region.Priority,
                                ReadOnlyNodes = region.ReadOnlyNodes,
                            }
                        ),
                    },
                ],
        };
    }

    private static bool IsLaidTheSame(ClusterSpec before, ClusterSpec after) =>
        before.Tier == after.Tier
        && before.Shards == after.Shards
        && before.DiskSizeGb == after.DiskSizeGb
        && before.Regions.SequenceEqual(after.Regions);

    private static IReadOnlyList<ReplicationSpecBody> Shards(ClusterSpec spec)
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
                    Priority = shared ? null : region.Priority,
                    ElectableSpecs = shared ? new HardwareBody { InstanceSize = spec.Tier } : Nodes(spec, region.Nodes),
                    ReadOnlySpecs = region.ReadOnlyNodes > 0 ? Nodes(spec, region.ReadOnlyNodes) : null,
                }),
            ],
        };
        return [.. Enumerable.Repeat(shard, spec.Shards)];
    }

    private static HardwareBody Nodes(ClusterSpec spec, int count) =>
        new()
        {
            InstanceSize = spec.Tier,
            NodeCount = count,
            DiskSizeGb = spec.DiskSizeGb,
        };
}

internal sealed record NewFlexClusterBody(string Name, NewFlexProviderBody ProviderSettings, bool? TerminationProtectionEnabled);

internal sealed record NewFlexProviderBody(string? BackingProviderName, string? RegionName);
