using Atlas.KmsPortal.Components.Shared;
using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Components.Clusters;

/// <summary>The project's clusters: state, whose key, by which way, and why.</summary>
public sealed partial class ClustersPage
{
    private IReadOnlyList<TimelineEntry> _timeline = [];
    private string? _open;
    private string? _deleting;
    private bool _working;

    /// <summary>As long as nothing is required yet; afterwards they are shut down, which is said of each.</summary>
    private IReadOnlyList<string> WouldBeDisabled =>
        Project!.Encryption.Enabled.Any(settings => settings.Provider.OffersPrivateNetworking())
            ?
            [
                .. PrivateNetworkingRules
                    .ClustersToBeDisabled(Project)
                    .Where(cluster => !cluster.IsShutDown)
                    .Select(cluster => cluster.Name),
            ]
            : [];

    protected override async Task OpenedAsync() => _timeline = await State.TimelineAsync(Leaving);

    protected override Task ChangedAsync() => OpenedAsync();

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
        Report(outcome, $"{name} is being deleted");
    }
}
