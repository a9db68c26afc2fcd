using Atlas.KmsPortal.Components.Frame;
using Atlas.KmsPortal.Components.Shared.Advice;
using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Components.PrivateNetworking.Endpoints;

/// <summary>The management page: every endpoint, what depends on it, more of them, fewer of them.</summary>
public sealed partial class PrivateEndpointsPage
{
    private IReadOnlyList<TimelineEntry> _timeline = [];
    private IReadOnlyList<Blocker> _refused = [];
    private PrivateEndpointsView? _view;
    private string? _askedId;
    private bool _deleting;

    private string Heading => $"Private Endpoints for {Provider.KeyServiceName()}";

    private IReadOnlyList<Crumb> Trail => Crumbs(new("Advanced", Address("advanced")), new("Private endpoints"));

    protected override async Task OpenedAsync()
    {
        if (IsOwner)
        {
            _timeline = await State.TimelineAsync(Leaving);
        }

        Show();
    }

    protected override Task ChangedAsync() => OpenedAsync();

    private void Show()
    {
        if (State.Project is { } project)
        {
            _view = PrivateEndpointsView.Of(project, Provider, _askedId, State.Usual, Now);
        }
    }

    private void Ask(string? endpointId)
    {
        _askedId = endpointId;
        Show();
    }

    private async Task DeleteAsync()
    {
        var endpoint = _view!.Asked!.Endpoint;
        _deleting = true;
        var outcome = await State.RemoveEndpointWhenPossibleAsync(endpoint, Leaving);
        _deleting = false;
        _refused = outcome.Blockers;
        Ask(null);
        Report(outcome, $"{endpoint.Region} is being deleted");
    }

    private async Task RetryAsync(PrivateEndpoint endpoint)
    {
        var outcome = await State.RetryEndpointAsync(endpoint, Leaving);
        Show();
        Report(outcome, $"{endpoint.Region}: Atlas is creating a new endpoint");
    }
}
