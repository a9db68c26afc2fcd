using Atlas.KmsPortal.Components.Shared;
using Atlas.KmsPortal.Encryption;
using Microsoft.AspNetCore.Components;

namespace Atlas.KmsPortal.Components.Clusters;

/// <summary>Asks the rules what is possible, control by control, and says it there.</summary>
public sealed partial class ClusterFields
{
    private static readonly Dictionary<CloudProvider, IReadOnlyList<Region>> s_regions = Enum.GetValues<CloudProvider>()
        .ToDictionary(cloud => cloud, RegionCatalog.Of);

    [Parameter, EditorRequired]
    public ClusterForm Form { get; set; } = null!;

    [Parameter, EditorRequired]
    public ProjectSnapshot Project { get; set; } = null!;

    /// <summary>The cluster as it is; null for a new one.</summary>
    [Parameter]
    public Cluster? Existing { get; set; }

    /// <summary>What stops the form as it stands.</summary>
    [Parameter]
    public IReadOnlyList<Blocker> Problems { get; set; } = [];

    [Parameter]
    public EventCallback<ClusterForm> Changed { get; set; }

    /// <summary>Leads to what mends a problem.</summary>
    [Parameter]
    public EventCallback<Blocker> Resolve { get; set; }

    [Parameter]
    public string AdvancedAddress { get; set; } = "";

    private IReadOnlyList<CloudProvider> Services => [.. Project.Encryption.Enabled.Select(settings => settings.Provider)];

    /// <summary>The key service that Yes chooses: the cloud's own, where the project has its key there.</summary>
    private CloudProvider Offered =>
        Form.Spec.KeyProvider ?? (Services.Count == 0 || Services.Contains(Form.Cloud) ? Form.Cloud : Services[0]);

    /// <summary>Why the answer cannot become Yes.</summary>
    private IReadOnlyList<Blocker> WhyNotYes =>
        Project.IsInactive
            ? [EncryptionRules.Inactive(Project)]
            : ClusterEncryptionRules.MayUseKey(Project, Form.Spec, Offered, turnsOn: Existing is not { UsesOwnKey: true });

    private bool RequiresEndpoints => Form.Spec.KeyProvider is { } key && Project.Encryption[key].RequirePrivateNetworking;

    private bool IsPrivate => PrivateNetworkingRules.IsActive(Project, Offered);

    private IReadOnlySet<string> Chosen =>
        Form.Spec.Regions.Where(region => region.Provider == Form.Cloud).Select(region => region.Region).ToHashSet();

    /// <summary>Regions that cannot be chosen now, each with what the rules or its endpoint say.</summary>
    private IReadOnlyDictionary<string, string> Locked =>
        s_regions[Form.Cloud]
            .Where(region => !Chosen.Contains(region.Name))
            .Select(region => (region.Name, Reason: WhyNotRegion(region.Name)))
            .Where(locked => locked.Reason is not null)
            .ToDictionary(locked => locked.Name, locked => locked.Reason!);

    private IReadOnlySet<string> Possible =>
        RequiresEndpoints
            ? s_regions[Form.Cloud]
                .Select(region => region.Name)
                .Where(region => Chosen.Contains(region) || WhyNotRegion(region) is null)
                .ToHashSet()
            : Project.Clusters.SelectMany(cluster => cluster.RegionsOf()).ToHashSet();

    private string PossibleLabel => RequiresEndpoints ? "Possible now" : "Used by clusters of this project";

    private string? RegionNote =>
        RequiresEndpoints ? "Private networking is required, so nodes with your key only go where an endpoint is active." : null;

    private string KeyNote =>
        Form.Spec.KeyProvider is { } key
            ? $"With your key in {key.KeyServiceName()}. Losing the key means losing the data: Atlas shuts the cluster down while the key is disabled or deleted."
            : "No: with MongoDB’s key, in any region, cloud and tier.";

    private string? SharedLock => ClusterTiers.IsShared(Form.Spec.Tier) ? $"{Form.Spec.Tier} has none of this." : null;

    private string? TierHint => Form.Spec.KeyProvider is null ? null : "M0 and Flex cannot use your key.";

    private IReadOnlyList<Choice> Tiers
    {
        get
        {
            // A dedicated cluster does not become a shared one again.
            IEnumerable<string> offered = Existing is { IsShared: false }
                ? ClusterTiers.Dedicated
                : [ClusterTiers.Free, ClusterTiers.Flex, .. ClusterTiers.Dedicated];
            return
            [
                .. offered
                    .Append(Form.Spec.Tier)
                    .Distinct()
                    .Select(tier => new Choice(
                        tier,
                        tier,
                        UnavailableBecause: tier == Form.Spec.Tier ? null : ClusterEncryptionRules.WhyNotTier(Form.Spec, tier)
                    )),
            ];
        }
    }

    private IReadOnlyList<Choice> Clouds =>
        [
            .. Enum.GetValues<CloudProvider>()
                .Select(cloud => new Choice(
                    cloud.AtlasName(),
                    cloud.DisplayName(),
                    cloud == Form.Cloud && RequiresEndpoints ? $"{Words.Count(Possible.Count, "region")} possible now" : null,
                    cloud == Form.Cloud ? null : ClusterEncryptionRules.WhyNotCloud(Project, Form.Spec, cloud)
                )),
        ];

    private string? WhyNotRegion(string region) =>
        ClusterEncryptionRules.WhyNotRegion(Project, Existing, Form.Toggle(region, Existing?.Spec).Spec, region);

    private IEnumerable<Blocker> ProblemsAbout(BlockerSubject subject) => Problems.Where(problem => problem.About == subject);

    private string? ProblemAbout(BlockerSubject subject) => ProblemsAbout(subject).FirstOrDefault()?.Message;

    private Task SetAsync(ClusterSpec spec) => Changed.InvokeAsync(Form with { Spec = spec });

    private Task ChooseCloudAsync(string atlasName) =>
        Changed.InvokeAsync(Form with { Cloud = CloudProviders.FromAtlasName(atlasName) ?? Form.Cloud });
}
