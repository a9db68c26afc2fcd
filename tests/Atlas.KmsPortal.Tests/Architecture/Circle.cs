namespace Atlas.KmsPortal.Tests.Architecture;

/// <summary>Looks for a way from a room back to itself.</summary>
internal static class Circle
{
    /// <returns>The rooms on the way, the first one again at the end; null when there is none.</returns>
    public static string? In(IReadOnlyDictionary<string, string[]> known)
    {
        return known.Keys.Select(room => From([room])).FirstOrDefault(circle => circle is not null);

        string? From(IReadOnlyList<string> way) =>
            known
                .GetValueOrDefault(way[^1], [])
                .Select(next =>
                    next == way[0] ? string.Join(" → ", [.. way, next])
                    : way.Contains(next) ? null
                    : From([.. way, next])
                )
                .FirstOrDefault(circle => circle is not null);
    }
}
