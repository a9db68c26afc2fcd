using Atlas.KmsPortal.Auditing;
using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Components.Activity;

/// <summary>What the page is asked to show, as its address says it.</summary>
public sealed record ActivityFilter(string? When, string? What, string? Who, string? Via, string? Text)
{
    public static IReadOnlyDictionary<string, TimeSpan> Periods { get; } =
        new Dictionary<string, TimeSpan>(StringComparer.Ordinal)
        {
            ["hour"] = TimeSpan.FromHours(1),
            ["day"] = TimeSpan.FromDays(1),
            ["week"] = TimeSpan.FromDays(7),
            ["month"] = TimeSpan.FromDays(30),
        };

    public bool IsAnything => (When, What, Who, Via, Text) != (null, null, null, null, null);

    /// <param name="isOwner">Others are not told of private endpoints.</param>
    public AuditQuery ToQuery(string projectId, bool isOwner, DateTimeOffset now) =>
        Everything(projectId, isOwner) with
        {
            Actor = Given(Who),
            Source = Enum.TryParse<AuditSource>(Via, ignoreCase: true, out var source) ? source : null,
            EventTypes = Given(What) is { } type ? [type] : null,
            Text = Given(Text),
            From = When is not null && Periods.TryGetValue(When, out var period) ? now - period : null,
        };

    public static AuditQuery Everything(string projectId, bool isOwner) =>
        new([projectId], ExcludedEventTypes: isOwner ? null : AtlasEvents.AboutPrivateEndpoints);

    private static string? Given(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();
}
