using System.Text.Json;

namespace Atlas.KmsPortal.Components.Activity;

/// <param name="Before">Null where there was nothing.</param>
public sealed record EntryField(string Name, string? Before, string? After)
{
    public bool IsChanged => Before != After;
}

/// <summary>Lays an entry's two JSON objects side by side, field by field.</summary>
public static class EntryDiff
{
    public static IReadOnlyList<EntryField> Of(string? before, string? after)
    {
        var (from, to) = (Fields(before), Fields(after));
        return [.. from.Keys.Union(to.Keys).Select(name => new EntryField(name, from.GetValueOrDefault(name), to.GetValueOrDefault(name)))];
    }

    private static Dictionary<string, string> Fields(string? json)
    {
        Dictionary<string, string> fields = new(StringComparer.Ordinal);
        if (json is null)
        {
            return fields;
        }

        using var document = JsonDocument.Parse(json);
        Flatten("", document.RootElement, fields);
        return fields;
    }

    private static void Flatten(string path, JsonElement element, Dictionary<string, string> fields)
    {
        if (element.ValueKind is JsonValueKind.Object)
        {
            foreach (var property in element.EnumerateObject())
            {
                Flatten(path.Length == 0 ? property.Name : $"{path}.{property.Name}", property.Value, fields);
            }
        }
        else if (element.ValueKind is JsonValueKind.Array && element.EnumerateArray().Any(item => item.ValueKind is JsonValueKind.Object))
        {
            foreach (var (item, index) in element.EnumerateArray().Select((item, index) => (item, index)))
            {
                Flatten($"{path}[{index}]", item, fields);
            }
        }
        else if (element.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined))
        {
            fields[path.Length == 0 ? "value" : path] = Told(element);
        }
    }

    private static string Told(JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.True => "Yes",
            JsonValueKind.False => "No",
            JsonValueKind.Array => string.Join(", ", element.EnumerateArray()),
            _ => element.ToString(),
        };
}
