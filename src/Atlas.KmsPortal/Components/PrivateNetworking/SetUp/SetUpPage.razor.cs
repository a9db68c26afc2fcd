using Atlas.KmsPortal.Components.Frame;
using Atlas.KmsPortal.Components.Shared.Advice;
using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Components.PrivateNetworking.SetUp;

/// <summary>The region step of setting up private networking; for AWS also the step before it, replicating the key.</summary>
public sealed partial class SetUpPage(Drafts drafts)
{
    private static readonly IReadOnlyDictionary<CloudProvider, IReadOnlyList<Region>> s_offered = new Dictionary<
        CloudProvider,
        IReadOnlyList<Region>
    >
    {
        [CloudProvider.Azure] = [.. RegionCatalog.WithPrivateEndpoints(CloudProvider.Azure)],
        [CloudProvider.Aws] = [.. RegionCatalog.WithPrivateEndpoints(CloudProvider.Aws)],
    };

    private SetUpView? _view;
    private RegionChoice _choice = new([], AtRegions: false);
    private bool _fromDraft;
    private bool _working;
    private int _keeping;
    private IReadOnlyList<Blocker> _refused = [];

    private string Heading => $"Set Up Private Networking for {Provider.DisplayName()}";

    private Draft<RegionChoice> Draft => drafts.Of<RegionChoice>(ProjectId, $"{PagePaths.Segment(Provider)}/set-up");

    protected override async Task OpenedAsync()
    {
        if (IsKnownPage && IsOwner)
        {
            var draft = await Draft.FindAsync(Leaving);
            _fromDraft = draft is not null;
            _choice = draft ?? new([.. RegionCoverage.Prefill(State.Project!, Provider).Order(StringComparer.Ordinal)], AtRegions: false);
        }

        Show();
    }

    protected override Task ChangedAsync()
    {
        Show();
        return Task.CompletedTask;
    }

    private void Show()
    {
        if (State.Project is { } project)
        {
            _view = SetUpView.Of(project, Provider, _choice, _fromDraft);
        }
    }

    private Task ToggleAsync(string region) => KeepAsync(_choice.Toggle(region));

    private Task ToRegionsAsync() => KeepAsync(_choice with { AtRegions = true });

    private Task BackAsync() => KeepAsync(_choice with { AtRegions = false });

    private async Task KeepAsync(RegionChoice choice)
    {
        _choice = choice;
        _refused = [];
        Show();
        _keeping++;
        await Draft.KeepAsync(choice, Leaving);
        _keeping--;
    }

    private async Task ReplicateAsync(string region)
    {
        var outcome = await State.ReplicateInCloudAsync(region, Leaving);
        Show();
        Report(outcome, $"Key replicated to {region}");
    }

    private async Task ContinueAsync()
    {
        _working = true;
        var outcome = await State.CreateEndpointsAsync(Provider, _choice.Regions.ToHashSet(), Leaving);
        _working = false;
        _refused = outcome.Blockers;
        Show();
        if (outcome.Succeeded)
        {
            await Draft.DiscardAsync(Leaving);
            Navigation.NavigateTo(Address(PagePaths.Of(PortalPage.Approve, Provider)));
        }
    }
}
