using System.Globalization;

namespace Atlas.KmsPortal.Auditing;

/// <summary>What strangers wrote, made fit for a log: it can begin no line, color no terminal and turn no direction.</summary>
public static class LoggableText
{
    private const int Longest = 100;

    // Of a name that nobody has: it may be a password in the wrong field.
    private const int ShownOfUnknown = 4;

    public static string Of(string text)
    {
        var shown = text.Length > Longest ? text[..Longest] + "…" : text;
        return string.Concat(shown.Select(letter => IsPlain(letter) ? letter : '?'));
    }

    /// <summary>The beginning of a name that no account has.</summary>
    public static string OfUnknown(string name) => (name.Length > ShownOfUnknown ? Of(name[..ShownOfUnknown]) : "") + "…";

    private static bool IsPlain(char letter) =>
        char.GetUnicodeCategory(letter)
            is not (
                UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator
                or UnicodeCategory.Surrogate
                or UnicodeCategory.PrivateUse
                or UnicodeCategory.OtherNotAssigned
            );
}
