using System.Text.Json.Serialization;

namespace Atlas.KmsPortal.AdminApi;

/// <summary>The process arguments of a cluster, of the older and of the newer version.</summary>
public sealed record ProcessArgsBody
{
    /// <summary>What a new cluster has.</summary>
    public static ProcessArgsBody Defaults { get; } =
        new()
        {
            ChangeStreamOptionsPreAndPostImagesExpireAfterSeconds = -1,
            DefaultWriteConcern = "majority",
            JavascriptEnabled = true,
            MinimumEnabledTlsProtocol = "TLS1_2",
            NoTableScan = false,
            SampleRefreshIntervalBiConnector = 0,
            SampleSizeBiConnector = 0,
            TlsCipherConfigMode = "DEFAULT",
        };

    public int? ChangeStreamOptionsPreAndPostImagesExpireAfterSeconds { get; init; }
    public int? ChunkMigrationConcurrency { get; init; }

    [LooksLike(FieldText.OneLine, FieldText.OneLineInWords)]
    public IReadOnlyList<string>? CustomOpensslCipherConfigTls12 { get; init; }

    [LooksLike(FieldText.OneLine, FieldText.OneLineInWords)]
    public IReadOnlyList<string>? CustomOpensslCipherConfigTls13 { get; init; }

    [JsonPropertyName("defaultMaxTimeMS")]
    public int? DefaultMaxTimeMs { get; init; }

    [LooksLike(FieldText.OneLine, FieldText.OneLineInWords)]
    public string? DefaultReadConcern { get; init; }

    [LooksLike(FieldText.OneLine, FieldText.OneLineInWords)]
    public string? DefaultWriteConcern { get; init; }
    public bool? FailIndexKeyTooLong { get; init; }
    public bool? JavascriptEnabled { get; init; }

    [OneOf("TLS1_0", "TLS1_1", "TLS1_2", "TLS1_3")]
    public string? MinimumEnabledTlsProtocol { get; init; }
    public bool? NoTableScan { get; init; }
    public double? OplogMinRetentionHours { get; init; }

    [JsonPropertyName("oplogSizeMB")]
    public int? OplogSizeMb { get; init; }
    public int? QueryStatsLogVerbosity { get; init; }

    [JsonPropertyName("sampleRefreshIntervalBIConnector"), Between(0, int.MaxValue)]
    public int? SampleRefreshIntervalBiConnector { get; init; }

    [JsonPropertyName("sampleSizeBIConnector"), Between(0, int.MaxValue)]
    public int? SampleSizeBiConnector { get; init; }

    [OneOf("CUSTOM", "DEFAULT")]
    public string? TlsCipherConfigMode { get; init; }
    public long? TransactionLifetimeLimitSeconds { get; init; }
}
