using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Atlas.KmsPortal.AdminApi;

/// <summary>The process arguments of a cluster, of the older and of the newer version.</summary>
public sealed record ProcessArgsBody
{
    private static readonly JsonSerializerOptions s_withNulls = new(AtlasJson.Options)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.Never,
    };

    /// <summary>What a new cluster has; all else is null until it is set.</summary>
    public static ProcessArgsBody Defaults { get; } =
        new()
        {
            CustomOpensslCipherConfigTls12 = [],
            JavascriptEnabled = true,
            MinimumEnabledTlsProtocol = "TLS1_2",
            NoTableScan = false,
            QueryStatsLogVerbosity = 1,
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

    /// <summary>As Atlas answers it: what is not set is null, and said so.</summary>
    /// <param name="isOlder">Whether in the shape before 2024-08-05, which has two more.</param>
    public JsonObject Answer(bool isOlder)
    {
        var fields = JsonSerializer.SerializeToNode(this, s_withNulls)!.AsObject();
        IEnumerable<string> unpublished =
        [
            .. CustomOpensslCipherConfigTls13 is null ? [Name(nameof(CustomOpensslCipherConfigTls13))] : Array.Empty<string>(),
            .. isOlder ? Array.Empty<string>() : [Name(nameof(DefaultReadConcern)), Name(nameof(FailIndexKeyTooLong))],
        ];
        foreach (var name in unpublished)
        {
            fields.Remove(name);
        }

        return fields;
    }

    private static string Name(string property) => JsonNamingPolicy.CamelCase.ConvertName(property);
}
