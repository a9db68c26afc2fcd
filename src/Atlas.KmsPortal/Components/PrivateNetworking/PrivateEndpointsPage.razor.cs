using Atlas.KmsPortal.Components.Frame;
using Atlas.KmsPortal.Components.Shared;
using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Components.PrivateNetworking;

/// <summary>The management page: every endpoint, what depends on it, more of them, fewer of them.</summary>
public sealed partial class PrivateEndpointsPage
{
    private IReadOnlyList<TimelineEntry> _timeline = [];
    private IReadOnlyList<Blocker> _refused = [];
    private PrivateEndpoint? _asked;
    private bool _deleting;

    private string Heading => $"Private Endpoints for {Provider.KeyServiceName()}";

    private IReadOnlyList<Crumb> Trail => Crumbs(new("Advanced", Address("advanced")), new("Private endpoints"));

    private IReadOnlyList<Blocker> NotReady => PrivateNetworkingRules.MayBeginSetUp(Project!, Provider);

    private RegionCoverage Coverage => RegionCoverage.OfEndpoints(Project!, Provider);

    private string CoverageSentence =>
        Coverage.Needed == 0 ? "No cluster uses them yet."
        : Coverage.Ready == Coverage.Needed ? "All regions of your clusters are covered."
        : $"{Coverage.Ready} of {Words.Count(Coverage.Needed, "cluster region")} {Words.Verb(Coverage.Needed, "is", "are")} covered.";

    private bool MayCloseVault =>
        Project!.ClustersUsing(CloudProvider.Azure).ToList() is { Count: > 0 } users
        && users.TrueForAll(cluster => cluster.KeyAccess is KeyAccess.Private);

    private string CloseVaultCommand
    {
        get
        {
            var vault = Project!.Encryption.AzureKeyVault;
            return $"az keyvault update -n {vault.KeyVaultName} -g {vault.ResourceGroupName} \\\n  --public-network-access Disabled";
        }
    }

    protected override async Task OpenedAsync()
    {
        if (IsOwner)
        {
            _timeline = await State.TimelineAsync(Leaving);
        }
    }

    protected override async Task ChangedAsync()
    {
        await OpenedAsync();
        // What the dialog is about may have moved on while it was open.
        _asked = _asked is null ? null : State.Project?.Endpoints.FirstOrDefault(endpoint => endpoint.Id == _asked.Id);
    }

    private bool CanDeleteNow => _asked is null || PrivateNetworkingRules.MayRemoveEndpoint(Project!, _asked).Count == 0;

    /// <summary>The clusters that lose their private way with the endpoint that is asked about.</summary>
    private IReadOnlyList<string> Losers => _asked is null ? [] : Consequences.OfRemoving(Project!, _asked).Affected;

    private TimeSpan LeftOf(PrivateEndpoint endpoint) => State.Usual.InitiatingMax - (Now - endpoint.StatusSince);

    private async Task DeleteAsync()
    {
        var endpoint = _asked!;
        _deleting = true;
        var outcome = await State.RemoveEndpointWhenPossibleAsync(endpoint, Leaving);
        _deleting = false;
        _asked = null;
        _refused = outcome.Blockers;
        Report(outcome, $"{endpoint.Region} is being deleted");
    }

    private async Task RetryAsync(PrivateEndpoint endpoint) =>
        Report(await State.RetryEndpointAsync(endpoint, Leaving), $"{endpoint.Region}: Atlas is creating a new endpoint");
}
