using Atlas.KmsPortal.Components.Clusters.Form;
using Atlas.KmsPortal.Components.Shared.Fields;
using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Components.Clusters.Fields;

/// <summary>What is possible on the form of a cluster, control by control, as the rules say.</summary>
/// <param name="Services">The key services that the project has its key in.</param>
/// <param name="OfferedKey">The key service that Yes chooses: the cloud's own, where the project has its key there.</param>
/// <param name="WhyNotYes">Why the answer cannot become Yes.</param>
/// <param name="IsPrivate">Whether private networking is active.</param>
/// <param name="Chosen">The regions of the form's cloud that are ticked.</param>
/// <param name="Locked">Regions that cannot be chosen now, each with what the rules or its endpoint say.</param>
/// <param name="Possible">The regions that stand first.</param>
public sealed record ClusterFieldsView(
    IReadOnlyList<Choice> Clouds,
    IReadOnlyList<Choice> Tiers,
    string? TierHint,
    IReadOnlyList<Choice> Services,
    CloudProvider OfferedKey,
    IReadOnlyList<Blocker> WhyNotYes,
    string KeyNote,
    bool IsPrivate,
    string NetworkNote,
    IReadOnlySet<string> Chosen,
    IReadOnlyDictionary<string, string> Locked,
    IReadOnlySet<string> Possible,
    string PossibleLabel,
    string? RegionNote,
    string? SharedLock
)
{
    /// <param name="existing">The cluster as it is; null for a new one.</param>
    public static ClusterFieldsView Of(ProjectSnapshot project, Cluster? existing, ClusterForm form)
    {
        var spec = form.Spec;
        var services = project.Encryption.Enabled.Select(settings => settings.Provider).ToList();
        var offered = spec.KeyProvider ?? (services.Count == 0 || services.Contains(form.Cloud) ? form.Cloud : services[0]);
        var requiresEndpoints = spec.KeyProvider is { } key && project.Encryption[key].RequirePrivateNetworking;
        var isPrivate = PrivateNetworkingRules.IsActive(project, offered);
        var chosen = spec.Regions.Where(region => region.Provider == form.Cloud).Select(region => region.Region).ToHashSet();
        var regions = RegionCatalog.Of(form.Cloud).Select(region => region.Name).ToList();
        var locked = regions
            .Where(region => !chosen.Contains(region))
            .Select(region =>
                (
                    Region: region,
                    Reason: ClusterEncryptionRules.WhyNotRegion(project, existing, form.Toggle(region, existing?.Spec).Spec, region)
                )
            )
            .Where(locked => locked.Reason is not null)
            .ToDictionary(locked => locked.Region, locked => locked.Reason!);
        var possible = requiresEndpoints
            ? regions.Where(region => !locked.ContainsKey(region)).ToHashSet()
            : project.Clusters.SelectMany(cluster => cluster.RegionsOf()).ToHashSet();
        return new(
            CloudsOf(project, form, requiresEndpoints ? $"{Words.Count(possible.Count, "region")} possible now" : null),
            TiersOf(existing, spec),
            spec.KeyProvider is null ? null : "M0 and Flex cannot use your key.",
            [.. services.Select(service => new Choice(service.AtlasName(), service.KeyServiceName()))],
            offered,
            project.IsInactive
                ? [EncryptionRules.Inactive(project)]
                : ClusterEncryptionRules.MayUseKey(project, spec, offered, turnsOn: existing is not { UsesOwnKey: true }),
            KeyNoteOf(spec.KeyProvider),
            isPrivate,
            requiresEndpoints && !isPrivate ? "Required, but not every endpoint is active yet." : "Set for the whole project.",
            chosen,
            locked,
            possible,
            requiresEndpoints ? "Possible now" : "Used by clusters of this project",
            requiresEndpoints ? "Private networking is required, so nodes with your key only go where an endpoint is active." : null,
            ClusterTiers.IsShared(spec.Tier) ? $"{spec.Tier} has none of this." : null
        );
    }

    private static string KeyNoteOf(CloudProvider? key) =>
        key is null
            ? "No: with MongoDB’s key, in any region, cloud and tier."
            : $"With your key in {key.Value.KeyServiceName()}. Losing the key means losing the data: Atlas shuts the cluster down while the key is disabled or deleted.";

    private static IReadOnlyList<Choice> TiersOf(Cluster? existing, ClusterSpec spec)
    {
        // A dedicated cluster does not become a shared one again.
        IEnumerable<string> offered = existing is { IsShared: false }
            ? ClusterTiers.Dedicated
            : [ClusterTiers.Free, ClusterTiers.Flex, .. ClusterTiers.Dedicated];
        return
        [
            .. offered
                .Append(spec.Tier)
                .Distinct()
                .Select(tier => new Choice(
                    tier,
                    tier,
                    UnavailableBecause: tier == spec.Tier ? null : ClusterEncryptionRules.WhyNotTier(spec, tier)
                )),
        ];
    }

    private static IReadOnlyList<Choice> CloudsOf(ProjectSnapshot project, ClusterForm form, string? note) =>
        [
            .. Enum.GetValues<CloudProvider>()
                .Select(cloud => new Choice(
                    cloud.AtlasName(),
                    cloud.DisplayName(),
                    cloud == form.Cloud ? note : null,
                    cloud == form.Cloud ? null : ClusterEncryptionRules.WhyNotCloud(project, form.Spec, cloud)
                )),
        ];
}
