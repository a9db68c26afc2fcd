using System.Text;

namespace Atlas.KmsPortal.Encryption;

/// <summary>Values in commands that people copy: each reaches the program as it is, whatever is in it.</summary>
public static class CommandText
{
    /// <summary>One word for bash: as it stands where that is safe, in single quotes otherwise.</summary>
    public static string Word(string? value) =>
        value is { Length: > 0 } && value.All(IsPlain) ? value : $"'{(value ?? "").Replace("'", @"'\''", StringComparison.Ordinal)}'";

    /// <summary>What follows a <c>#</c>: no quotes end there, but a line break would.</summary>
    public static string Comment(string? value) => string.Concat((value ?? "").Select(letter => char.IsControl(letter) ? ' ' : letter));

    /// <summary>A string of Terraform's language, with its quotes: nothing in it is a template.</summary>
    public static string TerraformString(string? value)
    {
        var text = new StringBuilder("\"");
        foreach (var letter in value ?? "")
        {
            _ = letter switch
            {
                '"' or '\\' => text.Append('\\').Append(letter),
                '\n' => text.Append(@"\n"),
                _ when char.IsControl(letter) => text.Append($@"\u{(int)letter:x4}"),
                _ => text.Append(letter),
            };
        }

        return text.Append('"').Replace("${", "$${").Replace("%{", "%%{").ToString();
    }

    // What no shell reads as anything else, at the beginning of a word too.
    private static bool IsPlain(char letter) => char.IsAsciiLetterOrDigit(letter) || "_@%+=:,./-".Contains(letter);
}
