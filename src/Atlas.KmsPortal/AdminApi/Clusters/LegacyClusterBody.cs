using System.Text.Json;
using System.Text.Json.Serialization;

namespace Atlas.KmsPortal.AdminApi;

/// <summary>A cluster in the shape of 2023-01-01: one provider and one tier, regions as a map.</summary>
public sealed record LegacyClusterBody : ClusterCommonBody
{
    public LegacyProviderBody? ProviderSettings { get; init; }
    public IReadOnlyList<LegacyReplicationSpecBody>? ReplicationSpecs { get; init; }

    [ReadOnlyField]
    public JsonElement? ReplicationSpec { get; init; }

    [Between(1, 50)]
    public int? NumShards { get; init; }

    [Between(3, 7)]
    public int? ReplicationFactor { get; init; }

    [JsonPropertyName("diskSizeGB")]
    public double? DiskSizeGb { get; init; }
    public LegacyAutoScalingBody? AutoScaling { get; init; }
    public bool? ProviderBackupEnabled { get; init; }

    [ReadOnlyField, JsonPropertyName("mongoURI")]
    public string? MongoUri { get; init; }

    [ReadOnlyField, JsonPropertyName("mongoURIUpdated")]
    public DateTimeOffset? MongoUriUpdated { get; init; }

    [ReadOnlyField, JsonPropertyName("mongoURIWithOptions")]
    public string? MongoUriWithOptions { get; init; }

    [ReadOnlyField]
    public string? SrvAddress { get; init; }
}

public sealed record LegacyProviderBody
{
    [NeededField, OneOf("AWS", "AZURE", "GCP", "TENANT", "FLEX")]
    public string? ProviderName { get; init; }

    [OneOf("AWS", "AZURE", "GCP")]
    public string? BackingProviderName { get; init; }
    public string? InstanceSizeName { get; init; }
    public string? RegionName { get; init; }

    [JsonPropertyName("diskIOPS")]
    public int? DiskIops { get; init; }
    public string? DiskTypeName { get; init; }
    public string? VolumeType { get; init; }

    [JsonPropertyName("encryptEBSVolume")]
    public bool? EncryptEbsVolume { get; init; }
    public JsonElement? AutoScaling { get; init; }
}

public sealed record LegacyReplicationSpecBody
{
    public string? Id { get; init; }

    [Between(1, 50)]
    public int? NumShards { get; init; }

    [LooksLike(FieldText.OneLine, FieldText.OneLineInWords)]
    public string? ZoneName { get; init; }
    public IReadOnlyDictionary<string, LegacyRegionBody>? RegionsConfig { get; init; }
}

public sealed record LegacyRegionBody
{
    [Between(0, 7)]
    public int? ElectableNodes { get; init; }

    [Between(0, 7)]
    public int? Priority { get; init; }

    [Between(0, 50)]
    public int? ReadOnlyNodes { get; init; }

    [Between(0, 50)]
    public int? AnalyticsNodes { get; init; }
}

public sealed record LegacyAutoScalingBody(
    ComputeScalingBody? Compute = null,
    [property: JsonPropertyName("diskGBEnabled")] bool? DiskGbEnabled = null
);
