using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Components.Clusters;

/// <summary>The project's clusters: state, whose key, by which way, and why.</summary>
public sealed partial class ClustersPage
{
    private ClustersView? _view;
    private IReadOnlyList<TimelineEntry> _timeline = [];
    private string? _open;
    private string? _deleting;
    private bool _working;

    protected override async Task OpenedAsync()
    {
        _timeline = await State.TimelineAsync(Leaving);
        Show();
    }

    protected override Task ChangedAsync() => State.Project is null ? Task.CompletedTask : OpenedAsync();

    private void Show()
    {
        if (State.Project is { } project)
        {
            _view = ClustersView.Of(project, State.Role, _timeline, _open, Now);
        }
    }

    private void Toggle(Cluster cluster)
    {
        _open = _open == cluster.Id ? null : cluster.Id;
        Show();
    }

    private string EditAddress(Cluster cluster) => Address($"clusters/{Uri.EscapeDataString(cluster.Name)}/edit");

    private async Task DeleteAsync()
    {
        if (_deleting is not { } name)
        {
            return;
        }

        _working = true;
        var outcome = await State.DeleteClusterAsync(name, Leaving);
        _working = false;
        _deleting = null;
        Show();
        Report(outcome, $"{name} is being deleted");
    }
}
