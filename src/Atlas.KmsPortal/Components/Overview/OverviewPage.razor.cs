using Atlas.KmsPortal.Auditing;
using Atlas.KmsPortal.Components.Activity;
using Atlas.KmsPortal.Components.Advanced;
using Atlas.KmsPortal.Components.Shared;
using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Components.Overview;

/// <summary>The project's state in one sentence, what to do next, and the evidence.</summary>
public sealed partial class OverviewPage(AuditLog log)
{
    private const int RecentEntries = 5;

    private IReadOnlyList<TimelineItem> _recent = [];
    private bool _checking;

    private ProjectOutlook Outlook => ProjectOutlook.Of(Project!, State.Role, Now);

    private IReadOnlyList<KeyProviderSettings> Services => [.. Project!.Encryption.Enabled];

    private CloudProvider Provider => AdvancedForm.DefaultProvider(Project!);

    /// <summary>Whoever may only look has nothing to press.</summary>
    private IReadOnlyList<PreflightCheck> Checks =>
        [.. Encryption.Preflight.Of(Project!, State.Role, Provider, Now).Select(check => IsOwner ? check : check with { Remedy = null })];

    protected override async Task OpenedAsync()
    {
        var hidden = IsOwner ? null : AtlasEvents.AboutPrivateEndpoints;
        var page = await log.QueryAsync(new AuditQuery([ProjectId], ExcludedEventTypes: hidden), page: 1, RecentEntries, Leaving);
        _recent =
        [
            .. page.Entries.Select(entry =>
            {
                var (tone, icon) = EventLook.Of(entry.EventType);
                return new TimelineItem(
                    tone,
                    icon,
                    "",
                    EventLook.Split(entry.Summary).What,
                    $"{entry.At:d MMM HH:mm:ss} UTC, {entry.Actor}"
                );
            }),
        ];
    }

    protected override Task ChangedAsync() => OpenedAsync();

    private async Task CheckAsync()
    {
        _checking = true;
        var outcome = await State.ValidateKeysAsync(Leaving);
        _checking = false;
        ReportKeys(outcome);
    }
}
