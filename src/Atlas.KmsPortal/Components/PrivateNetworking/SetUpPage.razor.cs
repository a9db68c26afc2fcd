using Atlas.KmsPortal.Components.Frame;
using Atlas.KmsPortal.Components.Shared;
using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Components.PrivateNetworking;

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

    private Choice _choice = new([], AtRegions: false);
    private bool _fromDraft;
    private bool _working;
    private int _keeping;
    private IReadOnlyList<Blocker> _refused = [];

    private string Heading => $"Set Up Private Networking for {Provider.DisplayName()}";

    private Draft<Choice> Draft => drafts.Of<Choice>(ProjectId, $"{PagePaths.Segment(Provider)}/set-up");

    private bool Replicating => Provider is CloudProvider.Aws && !_choice.AtRegions;

    private int StepNumber => Replicating || Provider is CloudProvider.Azure ? 0 : 1;

    private IReadOnlySet<string> Chosen => _choice.Regions.ToHashSet();

    /// <summary>Regions that have an endpoint already: they stay, whatever is chosen.</summary>
    private IReadOnlyDictionary<string, string> Existing =>
        Project!
            .EndpointsOf(Provider)
            .Where(endpoint => endpoint.IsLive && endpoint.Status is not EndpointStatus.Failed)
            .ToDictionary(endpoint => endpoint.Region, endpoint => $"has an endpoint, {endpoint.Status.Label()}");

    private IReadOnlySet<string> Shown => Chosen.Union(Existing.Keys).ToHashSet();

    private RegionCoverage Coverage => RegionCoverage.OfChoice(Project!, Provider, Chosen);

    private IReadOnlyList<string> Columns => Coverage.Columns;

    private IReadOnlySet<string> UsedByClusters => Coverage.Clusters.SelectMany(line => line.Cluster.RegionsOf()).ToHashSet();

    private IReadOnlyList<Blocker> Needed => RegionCoverage.StillNeeded(Project!, Provider, Chosen);

    private Consequences Plan => Consequences.OfCreatingEndpoints(Project!, Provider, Chosen);

    /// <summary>Why the set-up cannot begin at all.</summary>
    private IReadOnlyList<Blocker> NotReady => PrivateNetworkingRules.MayBeginSetUp(Project!, Provider);

    private int FilledFrom => Coverage.Clusters.Count(line => line.Cluster.Spec.KeyProvider == Provider);

    private string PrefillNote =>
        _fromDraft ? "As you left it"
        : FilledFrom == 0 ? "No cluster uses the key yet"
        : $"Filled in from {Words.Count(FilledFrom, "cluster")}";

    protected override async Task OpenedAsync()
    {
        await base.OpenedAsync();
        if (!IsKnownPage || !IsOwner)
        {
            return;
        }

        var draft = await Draft.FindAsync(Leaving);
        _fromDraft = draft is not null;
        _choice = draft ?? new([.. RegionCoverage.Prefill(State.Project!, Provider).Order(StringComparer.Ordinal)], AtRegions: false);
    }

    private Task ToggleAsync(string region)
    {
        var regions = _choice.Regions.Contains(region) ? _choice.Regions.Where(chosen => chosen != region) : _choice.Regions.Append(region);
        return KeepAsync(_choice with { Regions = [.. regions] });
    }

    private Task ToRegionsAsync() => KeepAsync(_choice with { AtRegions = true });

    private Task BackAsync() => KeepAsync(_choice with { AtRegions = false });

    private async Task KeepAsync(Choice choice)
    {
        _choice = choice;
        _refused = [];
        _keeping++;
        await Draft.KeepAsync(choice, Leaving);
        _keeping--;
    }

    private async Task ReplicateAsync(string region) =>
        Report(await State.ReplicateInCloudAsync(region, Leaving), $"Key replicated to {region}");

    private async Task ContinueAsync()
    {
        _working = true;
        var outcome = await State.CreateEndpointsAsync(Provider, Chosen, Leaving);
        _working = false;
        _refused = outcome.Blockers;
        if (outcome.Succeeded)
        {
            await Draft.DiscardAsync(Leaving);
            Navigation.NavigateTo(Address(PagePaths.Of(PortalPage.Approve, Provider)));
        }
    }

    /// <summary>What was chosen, kept while the page is left.</summary>
    private sealed record Choice(IReadOnlyList<string> Regions, bool AtRegions);
}
