using System.Text.Json;
using Atlas.KmsPortal.Data;

namespace Atlas.KmsPortal.Simulator;

/// <summary>What a key's owner sets and no rule is about. A new version takes it over from the one before.</summary>
/// <param name="RotationPolicy">As it was sent.</param>
public sealed record KeyDocument(
    string Kty = "RSA",
    int? KeySize = 2048,
    string? CurveName = null,
    IReadOnlyList<string>? KeyOps = null,
    IReadOnlyDictionary<string, string>? Tags = null,
    JsonElement? RotationPolicy = null
)
{
    private static readonly KeyDocument s_untouched = new();

    public static KeyDocument Of(CloudKeyRow key) =>
        key.Document is null ? s_untouched : JsonSerializer.Deserialize<KeyDocument>(key.Document, JsonSerializerOptions.Default)!;

    public string ToJson() => JsonSerializer.Serialize(this, JsonSerializerOptions.Default);
}
