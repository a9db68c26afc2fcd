using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.AdminApi;

/// <summary>Compares a JSON value with the record that it is meant for.</summary>
internal sealed class FieldCheck(JsonSerializerOptions options, bool unknownFields)
{
    // Enough to mend a body by; a body with more is not meant for us.
    private const int MostProblems = 20;
    private static readonly ConcurrentDictionary<string, Regex> s_patterns = new();
    private static readonly ConditionalWeakTable<JsonPropertyInfo, Rules> s_rules = [];
    private readonly List<BodyProblem> _problems = [];

    public IReadOnlyList<BodyProblem> Check(JsonElement value, Type type)
    {
        CheckObject(value, options.GetTypeInfo(type), "");
        return _problems;
    }

    /// <summary>Compares each object of a list; a path begins with its index: <c>[0].comment</c>.</summary>
    public IReadOnlyList<BodyProblem> CheckEach(JsonElement list, Type type)
    {
        var index = 0;
        foreach (var item in list.EnumerateArray().TakeWhile(_ => _problems.Count < MostProblems))
        {
            var path = string.Create(CultureInfo.InvariantCulture, $"[{index++}]");
            if (item.ValueKind is JsonValueKind.Object)
            {
                CheckObject(item, options.GetTypeInfo(type), path);
            }
            else
            {
                Expect(false, path, InWords(type));
            }
        }

        return _problems;
    }

    private void CheckObject(JsonElement value, JsonTypeInfo type, string path)
    {
        foreach (var field in value.EnumerateObject())
        {
            if (_problems.Count >= MostProblems)
            {
                return;
            }

            var name = Join(path, field.Name);
            var property = type.Properties.FirstOrDefault(property => property.Name == field.Name);
            if (property is null && unknownFields)
            {
                continue;
            }

            if (property is null)
            {
                Add(AtlasCode.InvalidAttribute, name, $"There is no field {Short(name)}.");
            }
            else
            {
                CheckValue(field.Value, property, property.PropertyType, name);
            }
        }

        foreach (var needed in type.Properties.Where(p => RulesOf(p).IsNeeded && IsMissing(value, p.Name)))
        {
            Add(AtlasCode.MissingAttribute, Join(path, needed.Name), $"The field {Join(path, needed.Name)} is needed.");
        }
    }

    private void CheckValue(JsonElement value, JsonPropertyInfo property, Type declared, string path)
    {
        var type = Nullable.GetUnderlyingType(declared) ?? declared;
        switch (value.ValueKind, type)
        {
            case (JsonValueKind.Null, _):
                break;
            case (_, _) when type == typeof(JsonElement):
                break;
            case (JsonValueKind.String, _) when type == typeof(string):
                CheckText(value.GetString()!, property, path);
                break;
            case (JsonValueKind.String, _) when type == typeof(DateTimeOffset):
                Expect(value.TryGetDateTimeOffset(out _), path, "a time such as 2026-01-31T12:00:00Z");
                break;
            case (JsonValueKind.True or JsonValueKind.False, _) when type == typeof(bool):
                break;
            case (JsonValueKind.Number, _) when type == typeof(int):
                CheckNumber(value, property, path);
                break;
            case (JsonValueKind.Number, _) when type == typeof(long):
                Expect(value.TryGetInt64(out _), path, "a whole number");
                break;
            case (JsonValueKind.Number, _) when type == typeof(double):
                Expect(value.TryGetDouble(out var number) && double.IsFinite(number), path, "a number");
                break;
            case (JsonValueKind.Object, _) when options.GetTypeInfo(type) is { Kind: JsonTypeInfoKind.Object } inner:
                CheckObject(value, inner, path);
                break;
            case (JsonValueKind.Object, _) when options.GetTypeInfo(type) is { Kind: JsonTypeInfoKind.Dictionary, ElementType: { } values }:
                CheckMap(value, property, values, path);
                break;
            case (JsonValueKind.Array, _) when options.GetTypeInfo(type) is { Kind: JsonTypeInfoKind.Enumerable, ElementType: { } element }:
                CheckList(value, property, element, path);
                break;
            default:
                Expect(false, path, InWords(type));
                break;
        }
    }

    private void CheckList(JsonElement list, JsonPropertyInfo property, Type element, string path)
    {
        var index = 0;
        foreach (var item in list.EnumerateArray())
        {
            if (_problems.Count >= MostProblems)
            {
                return;
            }

            var itemPath = string.Create(CultureInfo.InvariantCulture, $"{path}[{index++}]");
            if (item.ValueKind is JsonValueKind.Null)
            {
                Expect(false, itemPath, InWords(element));
            }
            else
            {
                CheckValue(item, property, element, itemPath);
            }
        }
    }

    private void CheckMap(JsonElement map, JsonPropertyInfo property, Type values, string path)
    {
        foreach (var entry in map.EnumerateObject().TakeWhile(_ => _problems.Count < MostProblems))
        {
            if (entry.Value.ValueKind is JsonValueKind.Null)
            {
                Expect(false, Join(path, entry.Name), InWords(values));
            }
            else
            {
                CheckValue(entry.Value, property, values, Join(path, entry.Name));
            }
        }
    }

    private void CheckText(string text, JsonPropertyInfo property, string path)
    {
        var rules = RulesOf(property);
        if (rules.OneOf is { } oneOf && !oneOf.Values.Contains(text))
        {
            Add(AtlasCode.InvalidEnumValue, path, $"{path} must be {string.Join(", ", oneOf.Values.SkipLast(1))} or {oneOf.Values[^1]}.");
        }
        else if (rules.LooksLike is { } shape)
        {
            Expect(PatternOf(shape).IsMatch(text), path, shape.InWords);
        }
    }

    /// <summary>The shape as the whole text has to match it.</summary>
    /// <remarks>Without a time limit, which a busy machine exceeds: such a pattern takes as long as its text, and bodies are bounded.</remarks>
    internal static Regex PatternOf(LooksLikeAttribute shape) =>
        s_patterns.GetOrAdd(
            shape.Pattern,
            pattern => new Regex($"^(?:{pattern})\\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)
        );

    private void CheckNumber(JsonElement value, JsonPropertyInfo property, string path)
    {
        if (!value.TryGetInt32(out var number))
        {
            Expect(false, path, "a whole number");
        }
        else if (RulesOf(property).Between is { } range)
        {
            Expect(number >= range.Min && number <= range.Max, path, $"{range.Min} to {range.Max}");
        }
    }

    private void Expect(bool holds, string path, string what)
    {
        if (!holds)
        {
            Add(AtlasCode.InvalidAttribute, path, $"{path} must be {what}.");
        }
    }

    private void Add(string code, string path, string message) => _problems.Add(new BodyProblem(code, Short(path), message));

    private static bool IsMissing(JsonElement value, string name) =>
        !value.TryGetProperty(name, out var field) || field.ValueKind is JsonValueKind.Null;

    // Attributes are slow to look for, and a record's never change.
    private static Rules RulesOf(JsonPropertyInfo property) =>
        s_rules.GetValue(
            property,
            static property =>
                property.AttributeProvider is MemberInfo member
                    ? new Rules(
                        member.IsDefined(typeof(NeededFieldAttribute)),
                        member.GetCustomAttribute<OneOfAttribute>(),
                        member.GetCustomAttribute<LooksLikeAttribute>(),
                        member.GetCustomAttribute<BetweenAttribute>()
                    )
                    : new Rules(IsNeeded: false, null, null, null)
        );

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    private static string Short(string path) => path.Length > 200 ? path[..200] + "…" : path;

    private static string InWords(Type type) =>
        (Nullable.GetUnderlyingType(type) ?? type) switch
        {
            var t when t == typeof(string) => "a text",
            var t when t == typeof(bool) => "true or false",
            var t when t == typeof(int) || t == typeof(long) => "a whole number",
            var t when t == typeof(double) => "a number",
            var t when t == typeof(DateTimeOffset) => "a time such as 2026-01-31T12:00:00Z",
            { IsGenericType: true } t when t.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>) => "an object",
            var t when t.IsAssignableTo(typeof(System.Collections.IEnumerable)) => "a list",
            _ => "an object",
        };

    private sealed record Rules(bool IsNeeded, OneOfAttribute? OneOf, LooksLikeAttribute? LooksLike, BetweenAttribute? Between);
}
