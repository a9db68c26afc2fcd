namespace Atlas.KmsPortal.AdminApi;

/// <summary>Atlas fills this field in. Clients send it back all the same, so it may stand in a body, and nothing reads it there.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ReadOnlyFieldAttribute : Attribute;

/// <summary>A body without this field is refused with <c>MISSING_ATTRIBUTE</c>.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class NeededFieldAttribute : Attribute;

/// <summary>The values that the field may have; any other is <c>INVALID_ENUM_VALUE</c>.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class OneOfAttribute(params string[] values) : Attribute
{
    public IReadOnlyList<string> Values { get; } = values;
}

/// <summary>What a text must look like.</summary>
/// <param name="pattern">A regular expression for the whole text.</param>
/// <param name="inWords">The same for people: "24 hexadecimal digits".</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class LooksLikeAttribute(string pattern, string inWords) : Attribute
{
    public string Pattern { get; } = pattern;

    public string InWords { get; } = inWords;
}

/// <summary>What several fields must look like.</summary>
internal static class FieldText
{
    public const string OneLine = @"[^\s\p{Cc}](?:[^\p{Cc}]{0,253}[^\s\p{Cc}])?";
    public const string OneLineInWords = "a text of 1 to 255 characters, without line breaks and without blanks around it";

    /// <summary>May be emptied, too.</summary>
    public const string Note80 = @"(?:[^\s\p{Cc}](?:[^\p{Cc}]{0,78}[^\s\p{Cc}])?)?";
    public const string Note80InWords = "a text of at most 80 characters, without line breaks and without blanks around it";

    /// <inheritdoc cref="Note80"/>
    public const string Note100 = @"(?:[^\s\p{Cc}](?:[^\p{Cc}]{0,98}[^\s\p{Cc}])?)?";
    public const string Note100InWords = "a text of at most 100 characters, without line breaks and without blanks around it";

    /// <inheritdoc cref="Note80"/>
    public const string Note200 = @"(?:[^\s\p{Cc}](?:[^\p{Cc}]{0,198}[^\s\p{Cc}])?)?";
    public const string Note200InWords = "a text of at most 200 characters, without line breaks and without blanks around it";

    public const string Password = @"[^\s\p{Cc}][^\p{Cc}]{6,254}[^\s\p{Cc}]";
    public const string PasswordInWords = "a text of 8 to 256 characters, without line breaks and without blanks around it";

    public const string Tier = "[A-Z0-9_]{2,16}";
    public const string TierInWords = "an instance size such as M30";
}

/// <summary>The least and the most that a number may be.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class BetweenAttribute(int least, int most) : Attribute
{
    public int Min { get; } = least;

    public int Max { get; } = most;
}

/// <summary>A secret, or a choice made once: read, and never in an answer.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class WriteOnlyFieldAttribute : Attribute;
