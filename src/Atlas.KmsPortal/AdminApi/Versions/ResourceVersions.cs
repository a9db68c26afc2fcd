using System.Globalization;

namespace Atlas.KmsPortal.AdminApi;

/// <summary>The dates at which a resource of the Admin API changed its shape.</summary>
/// <param name="Dates">Oldest first, at least one.</param>
public sealed record ResourceVersions(IReadOnlyList<DateOnly> Dates)
{
    /// <summary>What nearly every resource has: the one version that the API began with.</summary>
    public static ResourceVersions First { get; } = Of("2023-01-01");

    public DateOnly Oldest => Dates[0];

    public DateOnly Newest => Dates[^1];

    public static ResourceVersions Of(params string[] dates) =>
        new([.. dates.Select(date => DateOnly.ParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture))]);

    /// <summary>The newest version not later than <paramref name="asked"/>; null when that is before the first.</summary>
    public DateOnly? Resolve(DateOnly asked) => Dates.Where(date => date <= asked).Select(date => (DateOnly?)date).LastOrDefault();
}
