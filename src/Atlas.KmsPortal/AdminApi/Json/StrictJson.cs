using System.Text.Json;
using System.Text.Unicode;

namespace Atlas.KmsPortal.AdminApi;

/// <summary>One thing that a body has wrong.</summary>
/// <param name="Field">The path, for example <c>replicationSpecs[0].regionConfigs</c>.</param>
public sealed record BodyProblem(string Code, string Field, string Message);

/// <summary>Reads a body as its record describes it and names every field that does not fit. Never throws anything but <see cref="AtlasApiException"/>.</summary>
public static class StrictJson
{
    public const int MaxBytes = 1024 * 1024;

    private static readonly JsonDocumentOptions s_options = new()
    {
        MaxDepth = AtlasJson.MaxDepth,
        // Which of two equal names counts would be a matter of taste; a caller who sends both means neither.
        AllowDuplicateProperties = false,
    };

    /// <param name="unknownFields">Whether fields that the record does not have are fine, as Azure has it.</param>
    public static T Read<T>(ReadOnlyMemory<byte> utf8, bool unknownFields = false)
        where T : class
    {
        using var document = Parse(utf8);
        return document.RootElement.ValueKind is JsonValueKind.Object
            ? Checked<T>(document, new FieldCheck(AtlasJson.Options, unknownFields).Check(document.RootElement, typeof(T)))
            : throw new AtlasApiException(AtlasErrors.InvalidJson("The body must be a JSON object."));
    }

    /// <summary>The same for the few operations whose body is a list.</summary>
    public static IReadOnlyList<T> ReadList<T>(ReadOnlyMemory<byte> utf8)
        where T : class
    {
        using var document = Parse(utf8);
        return document.RootElement.ValueKind is JsonValueKind.Array
            ? Checked<List<T>>(document, new FieldCheck(AtlasJson.Options, unknownFields: false).CheckEach(document.RootElement, typeof(T)))
            : throw new AtlasApiException(AtlasErrors.InvalidJson("The body must be a JSON array."));
    }

    private static T Checked<T>(JsonDocument document, IReadOnlyList<BodyProblem> problems)
        where T : class
    {
        if (problems.Count > 0)
        {
            throw new AtlasApiException(AtlasErrors.InvalidBody(problems));
        }

        try
        {
            return document.RootElement.Deserialize<T>(AtlasJson.Options)!;
        }
        catch (JsonException exception)
        {
            throw new AtlasApiException(AtlasErrors.InvalidJson($"{exception.Path ?? "The body"} has the wrong type."));
        }
    }

    private static JsonDocument Parse(ReadOnlyMemory<byte> utf8)
    {
        // The parser looks inside strings only when asked for them; so bytes that are no text are found here.
        if (!Utf8.IsValid(utf8.Span))
        {
            throw new AtlasApiException(AtlasErrors.MalformedJson("it is not UTF-8."));
        }

        if (utf8.Span.Trim(" \t\r\n"u8).IsEmpty)
        {
            throw new AtlasApiException(AtlasErrors.MalformedJson("it is empty."));
        }

        try
        {
            RefuseBrokenText(utf8.Span);
            return JsonDocument.Parse(utf8, s_options);
        }
        catch (JsonException exception)
        {
            throw new AtlasApiException(AtlasErrors.MalformedJson(Where(exception)));
        }
        catch (InvalidOperationException)
        {
            throw new AtlasApiException(AtlasErrors.MalformedJson("a text holds half of a surrogate pair."));
        }
    }

    // An escaped half of a surrogate pair ("\ud800") parses, and fails wherever it is read first. No database wants U+0000.
    private static void RefuseBrokenText(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = AtlasJson.MaxDepth });
        while (reader.Read())
        {
            if (
                reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName
                && reader.ValueIsEscaped
                && reader.GetString()!.Contains('\0')
            )
            {
                throw new AtlasApiException(AtlasErrors.MalformedJson("a text holds the character U+0000."));
            }
        }
    }

    private static string Where(JsonException exception) =>
        exception.Message.Contains("Duplicate", StringComparison.OrdinalIgnoreCase) ? "an object names a field twice."
        : exception.Message.Contains("depth", StringComparison.OrdinalIgnoreCase) ? $"it nests deeper than {AtlasJson.MaxDepth} levels."
        : $"see line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}.";
}
