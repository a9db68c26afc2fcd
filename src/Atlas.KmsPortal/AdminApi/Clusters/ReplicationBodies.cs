using System.Text.Json;
using System.Text.Json.Serialization;

namespace Atlas.KmsPortal.AdminApi;

/// <summary>One shard.</summary>
public sealed record ReplicationSpecBody
{
    public string? Id { get; init; }
    public string? ZoneId { get; init; }

    [LooksLike(FieldText.OneLine, FieldText.OneLineInWords)]
    public string? ZoneName { get; init; }

    /// <summary>How many shards this stands for; before 2024-08-05 only.</summary>
    [Between(1, 50)]
    public int? NumShards { get; init; }

    [NeededField]
    public IReadOnlyList<RegionConfigBody>? RegionConfigs { get; init; }
}

/// <summary>The nodes of one shard in one region.</summary>
public sealed record RegionConfigBody
{
    [NeededField, OneOf("AWS", "AZURE", "GCP", "TENANT", "FLEX")]
    public string? ProviderName { get; init; }

    [OneOf("AWS", "AZURE", "GCP")]
    public string? BackingProviderName { get; init; }

    [NeededField]
    public string? RegionName { get; init; }

    [Between(0, 7)]
    public int? Priority { get; init; }
    public HardwareBody? ElectableSpecs { get; init; }
    public HardwareBody? ReadOnlySpecs { get; init; }
    public HardwareBody? AnalyticsSpecs { get; init; }
    public AutoScalingBody? AutoScaling { get; init; }
    public AutoScalingBody? AnalyticsAutoScaling { get; init; }

    [ReadOnlyField]
    public HardwareBody? EffectiveElectableSpecs { get; init; }

    [ReadOnlyField]
    public HardwareBody? EffectiveReadOnlySpecs { get; init; }

    [ReadOnlyField]
    public HardwareBody? EffectiveAnalyticsSpecs { get; init; }
}

public sealed record HardwareBody
{
    public string? InstanceSize { get; init; }

    [ReadOnlyField]
    public string? EffectiveInstanceSize { get; init; }

    [Between(0, 50)]
    public int? NodeCount { get; init; }

    [JsonPropertyName("diskSizeGB")]
    public double? DiskSizeGb { get; init; }

    [JsonPropertyName("diskIOPS")]
    public int? DiskIops { get; init; }

    [ReadOnlyField]
    public int? DiskThroughput { get; init; }

    [OneOf("STANDARD", "PROVISIONED", "HIGH_PERFORMANCE")]
    public string? EbsVolumeType { get; init; }
}

public sealed record AutoScalingBody
{
    public ComputeScalingBody? Compute { get; init; }

    [JsonPropertyName("diskGB")]
    public DiskScalingBody? DiskGb { get; init; }
}

public sealed record ComputeScalingBody
{
    public bool? Enabled { get; init; }
    public bool? ScaleDownEnabled { get; init; }
    public bool? PredictiveEnabled { get; init; }

    [LooksLike(FieldText.Tier, FieldText.TierInWords)]
    public string? MinInstanceSize { get; init; }

    [LooksLike(FieldText.Tier, FieldText.TierInWords)]
    public string? MaxInstanceSize { get; init; }
}

public sealed record DiskScalingBody(bool? Enabled = null);

public sealed record BiConnectorBody(
    bool? Enabled = null,
    // Published in capitals, and answered without.
    [property: OneOf("primary", "secondary", "analytics", "PRIMARY", "SECONDARY", "ANALYTICS")] string? ReadPreference = null
);

public sealed record ClusterAdvancedBody(
    [property: LooksLike(FieldText.OneLine, FieldText.OneLineInWords)] IReadOnlyList<string>? CustomOpensslCipherConfigTls12 = null,
    [property: LooksLike(FieldText.OneLine, FieldText.OneLineInWords)] IReadOnlyList<string>? CustomOpensslCipherConfigTls13 = null,
    [property: OneOf("TLS1_0", "TLS1_1", "TLS1_2", "TLS1_3")] string? MinimumEnabledTlsProtocol = null,
    [property: OneOf("CUSTOM", "DEFAULT")] string? TlsCipherConfigMode = null
)
{
    /// <summary>What the change leaves out stays as it was.</summary>
    public ClusterAdvancedBody Over(ClusterAdvancedBody? before) =>
        new(
            CustomOpensslCipherConfigTls12 ?? before?.CustomOpensslCipherConfigTls12,
            CustomOpensslCipherConfigTls13 ?? before?.CustomOpensslCipherConfigTls13,
            MinimumEnabledTlsProtocol ?? before?.MinimumEnabledTlsProtocol,
            TlsCipherConfigMode ?? before?.TlsCipherConfigMode
        );
}

public sealed record ConnectionStringsBody(
    string? Standard = null,
    string? StandardSrv = null,
    JsonElement? Private = null,
    JsonElement? PrivateSrv = null,
    JsonElement? PrivateEndpoint = null,
    JsonElement? AwsPrivateLink = null,
    JsonElement? AwsPrivateLinkSrv = null
);
