using System.Text.RegularExpressions;

namespace Atlas.KmsPortal.Simulator.Api;

/// <summary>
/// The part of OData's <c>$filter</c> that clients of the simulated Azure send: comparisons with a text and calls, joined by
/// <c>and</c>.
/// </summary>
internal static partial class ODataFilter
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking;

    /// <summary>What must hold, by what it is about: <c>("resourceType", "Microsoft.KeyVault/vaults")</c>, <c>("atScope()", "")</c>.</summary>
    /// <param name="known">What may be filtered by; compared without case.</param>
    /// <exception cref="ArmException">400: the filter says something else, which would be ignored silently.</exception>
    public static IReadOnlyList<(string Name, string Value)> Read(HttpRequest request, params string[] known)
    {
        var filter = request.Query["$filter"].ToString().Trim();
        if (filter.Length == 0)
        {
            return [];
        }

        return [.. Conditions(filter).Select(one => Condition(one, filter, known))];
    }

    private static (string Name, string Value) Condition(string text, string filter, string[] known)
    {
        foreach (var pattern in new[] { Comparison(), Any(), WithArgument(), Call() })
        {
            if (
                pattern.Match(text) is { Success: true } match
                && Array.Find(known, name => string.Equals(name, match.Groups["name"].Value, StringComparison.OrdinalIgnoreCase))
                    is { } name
            )
            {
                return (name, match.Groups["value"].Value.Replace("''", "'", StringComparison.Ordinal));
            }
        }

        throw new ArmException(
            400,
            "InvalidFilterInQueryString",
            $"The filter '{filter}' is not simulated. Filter by {string.Join(", ", known)}, joined by 'and'."
        );
    }

    // What is between quotes is a value, and a doubled quote in it is one.
    private static IEnumerable<string> Conditions(string filter)
    {
        const string And = " and ";
        var (start, isQuoted) = (0, false);
        for (var at = 0; at < filter.Length; at++)
        {
            if (filter[at] == '\'')
            {
                isQuoted = !isQuoted;
            }
            else if (!isQuoted && string.Compare(filter, at, And, 0, And.Length, StringComparison.OrdinalIgnoreCase) == 0)
            {
                yield return filter[start..at].Trim();
                start = at + And.Length;
            }
        }

        yield return filter[start..].Trim();
    }

    [GeneratedRegex(@"\A(?<name>\w+)\s+eq\s+'(?<value>([^']|'')*)'\z", Options)]
    private static partial Regex Comparison();

    [GeneratedRegex(@"\A(?<name>\w+)/any\(\w+:\s*\w+\s+eq\s+'(?<value>([^']|'')*)'\)\z", Options)]
    private static partial Regex Any();

    [GeneratedRegex(@"\A(?<name>\w+)\('(?<value>([^']|'')*)'\)\z", Options)]
    private static partial Regex WithArgument();

    [GeneratedRegex(@"\A(?<name>\w+\(\))(?<value>)\z", Options)]
    private static partial Regex Call();
}
