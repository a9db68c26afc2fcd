namespace Atlas.KmsPortal.Components.Shared;

/// <summary>How long something takes, in the words of the pages. The browser counts on in the same words.</summary>
public static class Durations
{
    public static string InWords(TimeSpan duration) =>
        Floor(duration) switch
        {
            { TotalMinutes: < 1 } time => $"{time.Seconds} s",
            { TotalHours: < 1 } time => $"{time.Minutes} min {time.Seconds} s",
            { TotalDays: < 1 } time => $"{time.Hours} h {time.Minutes} min",
            var time => $"{time.Days} d {time.Hours} h",
        };

    /// <summary>Minutes and seconds, for what is over soon: "0:41".</summary>
    public static string AsClock(TimeSpan duration) => $"{(int)Floor(duration).TotalMinutes}:{Floor(duration).Seconds:00}";

    private static TimeSpan Floor(TimeSpan duration) => duration < TimeSpan.Zero ? TimeSpan.Zero : duration;
}
