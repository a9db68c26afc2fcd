using Atlas.KmsPortal.Components.Frame;
using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Components.PrivateNetworking.Approve;

/// <summary>The status of each endpoint, changing live, and how to approve it.</summary>
public sealed partial class ApprovePage
{
    private readonly HashSet<string> _working = [];

    // Approved from this page and not noticed by Atlas yet: there is no need to approve twice.
    private readonly HashSet<string> _approved = [];
    private IReadOnlyList<TimelineEntry> _timeline = [];
    private ApproveView? _view;
    private string _asker = "";
    private bool _checking;

    private string Heading => Provider is CloudProvider.Azure ? "Approve Endpoints" : "Private Endpoints for AWS KMS";

    private IReadOnlyList<Crumb> Trail =>
        Crumbs(new("Advanced", Address("advanced")), new("Set up", Address(PagePaths.Of(PortalPage.SetUp, Provider))), new(Heading));

    protected override async Task OpenedAsync()
    {
        if (IsOwner)
        {
            _timeline = await State.TimelineAsync(Leaving);
            _asker = await State.ActorNameAsync();
        }

        Show();
    }

    protected override Task ChangedAsync() => OpenedAsync();

    private void Show()
    {
        if (State.Project is { } project)
        {
            _view = ApproveView.Of(project, Provider, State.ReachesCloud, _approved, _working, _asker);
        }
    }

    private async Task CheckAsync()
    {
        _checking = true;
        await State.RefreshAsync(Leaving);
        _checking = false;
        Show();
    }

    private async Task ApproveAsync(PrivateEndpoint endpoint)
    {
        _working.Add(endpoint.Id);
        Show();
        var outcome = await State.ApproveInCloudAsync(endpoint, Leaving);
        if (
            Report(
                outcome,
                $"{endpoint.Region} approved in Azure",
                $"Atlas needs up to {Words.Duration(State.Usual.ApprovalNoticed)} to notice."
            )
        )
        {
            _approved.Add(endpoint.Id);
        }

        _working.Remove(endpoint.Id);
        Show();
    }

    private async Task RetryAsync(PrivateEndpoint endpoint)
    {
        _working.Add(endpoint.Id);
        Show();
        Report(await State.RetryEndpointAsync(endpoint, Leaving), $"{endpoint.Region}: Atlas is creating a new endpoint");
        _working.Remove(endpoint.Id);
        Show();
    }
}
