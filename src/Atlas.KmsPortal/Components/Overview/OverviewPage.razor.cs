using Atlas.KmsPortal.Auditing;
using Atlas.KmsPortal.Components.Activity;
using Atlas.KmsPortal.Components.Shared.Progress;
using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Components.Overview;

/// <summary>The project's state in one sentence, what to do next, and the evidence.</summary>
public sealed partial class OverviewPage(AuditLog log)
{
    private const int RecentEntries = 5;

    private OverviewView? _view;
    private IReadOnlyList<TimelineItem> _recent = [];
    private bool _checking;

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
        Show();
    }

    protected override Task ChangedAsync() => OpenedAsync();

    private void Show()
    {
        if (State.Project is { } project)
        {
            _view = OverviewView.Of(project, State.Role, Now);
        }
    }

    private async Task EncryptAsync(IReadOnlyList<Cluster> clusters, CloudProvider provider)
    {
        var outcome = await State.UseKeyAsync(clusters, provider, Leaving);
        Show();
        Report(
            outcome,
            $"{Words.List([.. clusters.Select(cluster => cluster.Name)])} {Words.Verb(clusters.Count, "is", "are")} being encrypted with your key"
        );
    }

    private async Task CheckAsync()
    {
        _checking = true;
        var outcome = await State.ValidateKeysAsync(Leaving);
        _checking = false;
        Show();
        ReportKeys(outcome);
    }
}
