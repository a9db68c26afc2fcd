using System.Text;

namespace Atlas.KmsPortal.AdminApi;

/// <summary>Reads <c>name=value, name="value"</c> lists in any order, quoted or not. A list that breaks the grammar is null, never an exception.</summary>
public static class DigestParameters
{
    private const string Separators = "()<>@,;:\\\"/[]?={} \t";

    public static IReadOnlyDictionary<string, string>? Parse(string text)
    {
        var parameters = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var at = 0;
        while (true)
        {
            SkipSpaceAndCommas(text, ref at);
            if (at == text.Length)
            {
                return parameters;
            }

            var name = Token(text, ref at);
            SkipSpace(text, ref at);
            if (name.Length == 0 || at == text.Length || text[at++] != '=')
            {
                return null;
            }

            SkipSpace(text, ref at);
            var value = at < text.Length && text[at] == '"' ? Quoted(text, ref at) : Unquoted(text, ref at);
            SkipSpace(text, ref at);
            if (value is null || (at < text.Length && text[at] != ',') || !parameters.TryAdd(name, value))
            {
                return null;
            }
        }
    }

    private static string Token(string text, ref int at)
    {
        var start = at;
        while (at < text.Length && !Separators.Contains(text[at]))
        {
            at++;
        }

        return text[start..at];
    }

    // Some clients leave the quotes off a uri or a nonce, which hold characters that a token may not.
    private static string Unquoted(string text, ref int at)
    {
        var start = at;
        while (at < text.Length && text[at] is not (',' or ' ' or '\t' or '"'))
        {
            at++;
        }

        return text[start..at];
    }

    private static string? Quoted(string text, ref int at)
    {
        var value = new StringBuilder();
        for (at++; at < text.Length; at++)
        {
            switch (text[at])
            {
                case '"':
                    at++;
                    return value.ToString();
                case '\\' when ++at == text.Length:
                    return null;
                default:
                    value.Append(text[at]);
                    break;
            }
        }

        return null;
    }

    private static void SkipSpace(string text, ref int at)
    {
        while (at < text.Length && text[at] is (' ' or '\t'))
        {
            at++;
        }
    }

    private static void SkipSpaceAndCommas(string text, ref int at)
    {
        while (at < text.Length && text[at] is (' ' or '\t' or ','))
        {
            at++;
        }
    }
}
