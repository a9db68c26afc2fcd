namespace Atlas.KmsPortal.Simulator.Api;

/// <summary>
/// The part of OData's <c>$filter</c> that clients of the simulated Azure send: comparisons with a text and calls, joined by
/// <c>and</c>.
/// </summary>
internal static class ODataFilter
{
    /// <summary>What must hold, by what it is about: <c>("resourceType", "Microsoft.KeyVault/vaults")</c>, <c>("atScope()", "")</c>.</summary>
    /// <param name="known">What may be filtered by; compared without case.</param>
    /// <exception cref="ArmException">400: the filter says something else, which would be ignored silently.</exception>
    public static IReadOnlyList<(string Name, string Value)> Read(HttpRequest request, params string[] known)
    {
        var filter = request.Query["$filter"].ToString().Trim(' ');
        if (filter.Length == 0)
        {
            return [];
        }

        return
        [
            .. Conditions(filter)
                .Select(text =>
                    Condition(text) is { } found
                    && Array.Find(known, name => string.Equals(name, found.Name, StringComparison.OrdinalIgnoreCase)) is { } name
                        ? (name, found.Value)
                        : throw new ArmException(
                            400,
                            "InvalidFilterInQueryString",
                            $"The filter '{filter}' is not simulated. Filter by {string.Join(", ", known)}, joined by 'and'."
                        )
                ),
        ];
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
                yield return filter[start..at].Trim(' ');
                start = at + And.Length;
            }
        }

        yield return filter[start..].Trim(' ');
    }

    /// <summary><c>atScope()</c>, <c>name eq 'value'</c>, <c>assignedTo('value')</c> or <c>names/any(c:c eq 'value')</c>.</summary>
    private static (string Name, string Value)? Condition(string text)
    {
        var (open, close) = (text.IndexOf('\''), text.LastIndexOf('\''));
        if (open < 0)
        {
            return text.EndsWith("()", StringComparison.Ordinal) ? (text, "") : null;
        }

        var quoted = open < close ? text[(open + 1)..close] : null;
        if (quoted is null || quoted.Replace("''", "", StringComparison.Ordinal).Contains('\'', StringComparison.Ordinal))
        {
            return null;
        }

        return NameOf(text[..open], text[(close + 1)..]) is { } name ? (name, quoted.Replace("''", "'", StringComparison.Ordinal)) : null;
    }

    private static string? NameOf(string before, string after)
    {
        switch (after, before.Split([' ', '(', ':'], StringSplitOptions.RemoveEmptyEntries))
        {
            case ("", [var name, var eq]) when IsEquals(eq):
                return name;
            case (")", [var name]) when before == $"{name}(":
                return name;
            case (")", [var any, var declared, var used, var eq])
                when declared == used && IsEquals(eq) && any.EndsWith("/any", StringComparison.OrdinalIgnoreCase):
                return any[..^"/any".Length];
            default:
                return null;
        }
    }

    private static bool IsEquals(string word) => string.Equals(word, "eq", StringComparison.OrdinalIgnoreCase);
}
