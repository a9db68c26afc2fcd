namespace Atlas.KmsPortal.Encryption;

/// <summary>The small grammar that messages need.</summary>
public static class Words
{
    /// <summary>"a", "a and b", "a, b and c".</summary>
    public static string List(IReadOnlyList<string> items) =>
        items.Count switch
        {
            0 => "none",
            1 => items[0],
            _ => $"{string.Join(", ", items.Take(items.Count - 1))} and {items[^1]}",
        };

    /// <summary>"1 region", "2 regions".</summary>
    public static string Count(int number, string singular, string? plural = null) =>
        $"{number} {(number == 1 ? singular : plural ?? singular + "s")}";

    public static string Verb(int number, string singular, string plural) => number == 1 ? singular : plural;

    /// <summary>"41 s", "4 min 12 s", "2 h 14 min", "3 d 4 h".</summary>
    public static string Duration(TimeSpan duration) =>
        duration switch
        {
            { Ticks: < 0 } => "0 s",
            { TotalMinutes: < 1 } => $"{duration.Seconds} s",
            { TotalHours: < 1 } => duration.Seconds == 0 ? $"{duration.Minutes} min" : $"{duration.Minutes} min {duration.Seconds} s",
            { TotalDays: < 1 } => duration.Minutes == 0 ? $"{duration.Hours} h" : $"{duration.Hours} h {duration.Minutes} min",
            _ => duration.Hours == 0 ? $"{(int)duration.TotalDays} d" : $"{(int)duration.TotalDays} d {duration.Hours} h",
        };
}
