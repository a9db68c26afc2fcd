using Atlas.KmsPortal.Auditing;
using Atlas.KmsPortal.Components.Frame;
using Atlas.KmsPortal.Components.Shared.Fields;
using Atlas.KmsPortal.Encryption;
using Microsoft.AspNetCore.Components;

namespace Atlas.KmsPortal.Components.Activity;

/// <summary>The project's log. What is filtered stands in the address, so that it can be kept and sent on.</summary>
public sealed partial class ActivityPage(AuditLog log)
{
    private const int Size = 25;

    private static readonly IReadOnlyList<Choice> s_periods =
    [
        new("hour", "Last hour"),
        new("day", "Last 24 hours"),
        new("week", "Last 7 days"),
        new("month", "Last 30 days"),
    ];

    private static readonly IReadOnlyList<Choice> s_sources =
    [
        // Nothing in a project is done from there.
        .. Enum.GetValues<AuditSource>()
            .Where(source => source is not AuditSource.CommandLine)
            .Select(source => new Choice(source.ToString().ToLowerInvariant(), source.Words())),
    ];

    private AuditPage _found = new([], 0);
    private IReadOnlyList<string> _types = [];
    private IReadOnlyList<string> _actors = [];
    private (string, ActivityFilter, int)? _shown;

    [SupplyParameterFromQuery]
    public string? When { get; set; }

    [SupplyParameterFromQuery]
    public string? What { get; set; }

    [SupplyParameterFromQuery]
    public string? Who { get; set; }

    [SupplyParameterFromQuery]
    public string? Via { get; set; }

    [SupplyParameterFromQuery]
    public string? Text { get; set; }

    [SupplyParameterFromQuery]
    public string? Page { get; set; }

    private ActivityFilter Filter => new(When, What, Who, Via, Text);

    private int PageNumber => ListPage.NumberOf(Page);

    private string Range
    {
        get
        {
            var first = ((PageNumber - 1) * (long)Size) + 1;
            return _found.Entries.Count == 0
                ? Words.Count(_found.Total, "entry", "entries")
                : $"{first} to {first + _found.Entries.Count - 1} of {Words.Count(_found.Total, "entry", "entries")}";
        }
    }

    protected override async Task OnParametersSetAsync()
    {
        await base.OnParametersSetAsync();
        if (Project is not null && _shown != (ProjectId, Filter, PageNumber))
        {
            await ReadAsync();
        }
    }

    protected override Task OpenedAsync() => ReadAsync();

    protected override Task ChangedAsync() => ReadAsync();

    private async Task ReadAsync()
    {
        _shown = (ProjectId, Filter, PageNumber);
        _found = await log.QueryAsync(Filter.ToQuery(ProjectId, IsOwner, Now), PageNumber, Size, Leaving);
        (_types, _actors) = await log.FacetsAsync(ActivityFilter.Everything(ProjectId, IsOwner), Leaving);
    }

    /// <summary>Another filter begins at its newest entry.</summary>
    private void Go(string name, string? value) =>
        Navigate(
            new(StringComparer.Ordinal) { [name] = string.IsNullOrWhiteSpace(value) ? null : value.Trim(), ["page"] = null },
            replace: true
        );

    private void GoToPage(int page) => Navigate(new(StringComparer.Ordinal) { ["page"] = page == 1 ? null : page }, replace: false);

    private void Navigate(Dictionary<string, object?> query, bool replace) =>
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(query), replace: replace);
}
