namespace Atlas.KmsPortal.Simulator.Api;

/// <summary>A bucket of requests: how many at once, and how many come back in each period.</summary>
/// <param name="Name">Which set of endpoints of whom it is for.</param>
/// <param name="PeriodSeconds">What <paramref name="Refill"/> is counted for.</param>
internal sealed record RateLimit(string Name, int Capacity, double Refill, int PeriodSeconds);

/// <summary>The buckets of Atlas's page on rate limits: a set of endpoints, shared by everybody in a project or organization, or of one credential.</summary>
internal static class DocumentedLimits
{
    private const int Minute = 60;

    private static readonly Dictionary<string, (int Capacity, int Refill)> s_ofProject = new(StringComparer.OrdinalIgnoreCase)
    {
        ["encryptionAtRest"] = (2000, 1000),
        ["cloudProviderAccess"] = (2000, 1000),
        ["clusters"] = (10_000, 5000),
        ["flexClusters"] = (1200, 500),
        ["alerts"] = (1200, 500),
        ["alertConfigs"] = (1200, 500),
        ["events"] = (300, 100),
    };

    /// <returns>Null where Atlas's page names no limit.</returns>
    public static RateLimit? Of(string method, string path, string caller)
    {
        var segments = path[Math.Min(path.Length, AtlasApi.AdminRoot.Length)..]
            .ToLowerInvariant()
            .Split('/', StringSplitOptions.RemoveEmptyEntries);
        var isRead = HttpMethods.IsGet(method) || HttpMethods.IsHead(method);
        return segments switch
        {
            [] when isRead => new($"root/{caller}", 300, 100, Minute),
            ["orgs"] when isRead => new($"orgs/{caller}", 300, 100, Minute),
            ["orgs", var org, "settings", ..] => new($"orgs/{org}/settings", 10, 5, Minute),
            ["orgs", var org, ..] when isRead => new($"orgs/{org}", 500, 250, Minute),
            ["groups"] when isRead => new($"groups/{caller}", 1200, 500, Minute),
            ["groups", var group, var set, ..] when s_ofProject.TryGetValue(set.Split(':')[0], out var limit) => new(
                $"groups/{group}/{set.Split(':')[0]}",
                limit.Capacity,
                limit.Refill,
                Minute
            ),
            _ => null,
        };
    }
}
