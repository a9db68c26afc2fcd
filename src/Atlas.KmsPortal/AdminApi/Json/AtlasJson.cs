using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Atlas.KmsPortal.AdminApi;

/// <summary>How the Admin API writes JSON: camel case, unset fields left out, times in UTC with seconds.</summary>
public static class AtlasJson
{
    /// <summary>Deep enough for every body of the API with room to spare, shallow enough for any stack.</summary>
    public const int MaxDepth = 32;

    public static JsonSerializerOptions Options { get; } = Make(indented: false);

    public static JsonSerializerOptions Pretty { get; } = Make(indented: true);

    private static JsonSerializerOptions Make(bool indented)
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            MaxDepth = MaxDepth,
            NumberHandling = JsonNumberHandling.Strict,
            PropertyNameCaseInsensitive = false,
            WriteIndented = indented,
        };
        options.Converters.Add(new AtlasTime());
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }

    private sealed class AtlasTime : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.GetDateTimeOffset();

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'"));
    }
}
