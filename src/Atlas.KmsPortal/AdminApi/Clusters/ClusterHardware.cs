using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.AdminApi;

/// <summary>Completes what a cluster's nodes are made of, as Atlas was recorded to answer.</summary>
internal static class ClusterHardware
{
    // General purpose disks of AWS bring these whatever their size.
    private const int AwsDiskIops = 3000;

    /// <summary>Premium disks of Azure: the most GB, IOPS and MB/s of each size. Source: Azure's table of managed disks.</summary>
    private static readonly (double Size, int Iops, int Throughput)[] s_azureDisks =
    [
        (32, 120, 25),
        (64, 240, 50),
        (128, 500, 100),
        (256, 1100, 125),
        (512, 2300, 150),
        (1024, 5000, 200),
        (4096, 7500, 250),
        (8192, 16000, 500),
        (double.PositiveInfinity, 18000, 750),
    ];

    /// <summary>The nodes of one kind in one region.</summary>
    /// <param name="sent">What the caller asked for; null where it asked for none of that kind.</param>
    /// <param name="providerName">Of the region: AWS, AZURE or GCP.</param>
    public static HardwareBody Nodes(HardwareBody? sent, string? providerName, ClusterSpec spec)
    {
        var nodes = (sent ?? new HardwareBody()) with
        {
            InstanceSize = sent?.InstanceSize ?? spec.Tier,
            NodeCount = sent?.NodeCount ?? 0,
            DiskSizeGb = sent?.DiskSizeGb ?? spec.DiskSizeGb,
        };
        switch (CloudProviders.FromAtlasName(providerName))
        {
            case CloudProvider.Aws:
                return nodes with
                {
                    DiskIops = sent?.DiskIops ?? AwsDiskIops,
                    DiskThroughput = null,
                    EbsVolumeType = sent?.EbsVolumeType ?? "STANDARD",
                };
            case CloudProvider.Azure:
                var disk = Array.Find(s_azureDisks, disk => nodes.DiskSizeGb <= disk.Size);
                return nodes with
                {
                    DiskIops = Math.Max(sent?.DiskIops ?? 0, disk.Iops),
                    DiskThroughput = disk.Throughput,
                    EbsVolumeType = null,
                };
            default:
                return nodes with { DiskIops = null, DiskThroughput = null, EbsVolumeType = null };
        }
    }

    /// <summary>The nodes of a cluster that shares its machines with others.</summary>
    public static HardwareBody Shared(ClusterSpec spec) =>
        new()
        {
            InstanceSize = spec.Tier,
            EffectiveInstanceSize = spec.Tier,
            DiskSizeGb = spec.Tier switch
            {
                "M2" => 2,
                "M5" or ClusterTiers.Flex => 5,
                _ => 0.5,
            },
        };

    public static AutoScalingBody Scaling(AutoScalingBody? sent) =>
        new()
        {
            Compute = (sent?.Compute ?? new ComputeScalingBody()) with
            {
                Enabled = sent?.Compute?.Enabled ?? false,
                ScaleDownEnabled = sent?.Compute?.ScaleDownEnabled ?? false,
                // The published document does not name it; the service answers it all the same.
                PredictiveEnabled = sent?.Compute?.PredictiveEnabled ?? false,
            },
            DiskGb = new DiskScalingBody(sent?.DiskGb?.Enabled ?? false),
        };

    /// <summary>
    /// Whether every shard is like the others. Before 2024-08-05 an entry stood for several shards, so that unequal ones cannot be told.
    /// </summary>
    public static bool IsSymmetric(IReadOnlyList<ReplicationSpecBody> shards) =>
        shards.GroupBy(shard => shard.ZoneName).All(zone => zone.All(shard => SameNodes(shard, zone.First())))
        && shards.Select(shard => shard.RegionConfigs![0].ElectableSpecs?.InstanceSize).Distinct().Count() <= 1;

    private static bool SameNodes(ReplicationSpecBody one, ReplicationSpecBody other) =>
        one.RegionConfigs!.SequenceEqual(other.RegionConfigs!);
}
