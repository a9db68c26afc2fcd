using System.Globalization;

namespace Atlas.KmsPortal.Components.Activity;

/// <summary>An event type as a person reads it.</summary>
public static class EventName
{
    private static readonly string[] s_shouted = ["AWS", "AZURE", "GCP", "KMS", "IAM"];

    /// <summary>"Encryption at rest configuration updated" of <c>ENCRYPTION_AT_REST_CONFIGURATION_UPDATED</c>.</summary>
    public static string Of(string eventType)
    {
        var words = eventType
            .Replace("_AUDIT", "", StringComparison.Ordinal)
            .Split('_')
            .Select(word =>
                word == "AZURE" ? "Azure"
                : s_shouted.Contains(word) ? word
                : word.ToLowerInvariant()
            );
        var text = string.Join(' ', words);
        return text.Length == 0 ? text : char.ToUpper(text[0], CultureInfo.InvariantCulture) + text[1..];
    }
}
