using System.Diagnostics;

namespace Atlas.KmsPortal.Benchmarks;

/// <summary>One line of the table.</summary>
/// <param name="Ratio">Null where a figure has no peer.</param>
internal sealed record Figure(string What, string Ours, string Peer, double? Ratio)
{
    public string Line => $"| {What} | {Ours} | {Peer} | {(Ratio is { } ratio ? $"{ratio:0.00}" : "")} |";
}

internal static class Report
{
    public const string Head = "| what | ours | peer | ratio |\n|---|---|---|---|";

    /// <summary>What the figures depend on.</summary>
    public static string Machine() =>
        $"{DateTime.UtcNow:yyyy-MM-dd HH:mm} UTC, {Environment.ProcessorCount} cores, "
        + $"{GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 30} GB, .NET {Environment.Version}, load {Load()}.";

    private static string Load() =>
        File.Exists("/proc/loadavg") ? string.Join(' ', File.ReadAllText("/proc/loadavg").Split(' ')[..3]) : "unknown";

    public static double Median(IEnumerable<double> values) => Quantile(values, 0.5);

    public static double Quantile(IEnumerable<double> values, double share)
    {
        double[] sorted = [.. values.Order()];
        return sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * share))];
    }

    public static double Milliseconds(long since) => Stopwatch.GetElapsedTime(since).TotalMilliseconds;
}
