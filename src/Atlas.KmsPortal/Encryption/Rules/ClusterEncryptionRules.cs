namespace Atlas.KmsPortal.Encryption;

/// <summary>Decides whether a cluster may manage its own keys, and where it may run. Nothing else in the code base decides it.</summary>
public static class ClusterEncryptionRules
{
    /// <summary>Why the cluster may not become what <paramref name="after"/> says; <paramref name="before"/> is null for a new one.</summary>
    public static IReadOnlyList<Blocker> MayBecome(ProjectSnapshot project, Cluster? before, ClusterSpec after)
    {
        List<Blocker> blockers = [];
        if (project.IsInactive && after.KeyProvider is not null)
        {
            blockers.Add(EncryptionRules.Inactive(project));
        }

        if (before is not null)
        {
            blockers.AddRange(ClusterRules.MayChange(before, after));
        }

        if (before?.Spec.KeyProvider is { } from && after.KeyProvider is { } to && from != to)
        {
            blockers.Add(
                new(
                    AtlasCode.CannotChangeEncryptionAtRestProvider,
                    "The key’s provider cannot change in one step",
                    $"Cluster {before.Name} uses {from.KeyServiceName()}. Set \"Manage your own encryption keys\" to No, wait, and choose {to.KeyServiceName()} then.",
                    "encryptionAtRestProvider",
                    [from.AtlasName(), to.AtlasName()]
                )
            );
        }

        if (after.KeyProvider is { } provider)
        {
            blockers.AddRange(MayUseKey(project, after, provider, turnsOn: before?.Spec.KeyProvider is null));
            blockers.AddRange(EndpointsMissing(UncoveredRegions(project, before, after)));
        }

        return blockers;
    }

    /// <summary>Why "Manage your own encryption keys" cannot be Yes.</summary>
    public static IReadOnlyList<Blocker> MayUseKey(ProjectSnapshot project, ClusterSpec spec, CloudProvider provider, bool turnsOn = true)
    {
        var settings = project.Encryption[provider];
        if (ClusterTiers.IsShared(spec.Tier))
        {
            return
            [
                new(
                    AtlasCode.CannotUseEncryptionAtRestTenant,
                    $"{spec.Tier} cannot use your own key",
                    $"Encryption at rest with your own key needs a dedicated cluster of tier M10 or larger; {spec.Tier} is not. Choose a larger tier.",
                    "encryptionAtRestProvider",
                    [spec.Tier]
                ),
            ];
        }

        if (!settings.Enabled)
        {
            return [PrivateNetworkingRules.NotEnabled(provider)];
        }

        List<Blocker> blockers = [];
        var foreign = spec
            .Regions.Where(region => region.Provider != provider)
            .Select(region => region.Provider.DisplayName())
            .Distinct()
            .ToList();
        if (settings.RequirePrivateNetworking && foreign.Count > 0)
        {
            blockers.Add(
                new(
                    AtlasCode.EncryptionAtRestProviderNotSupported,
                    $"It has nodes on {Words.List(foreign)}",
                    $"{provider.KeyServiceName()} over private networking serves {provider.DisplayName()} clusters only, and this one has nodes on {Words.List(foreign)}. Run it on {provider.DisplayName()} alone, or use the key over the public network.",
                    "encryptionAtRestProvider",
                    [provider.AtlasName()]
                )
            );
        }

        if (turnsOn && settings.Health.State is KeyState.Invalid)
        {
            blockers.Add(EncryptionRules.SettingsInvalid(settings));
        }

        // Where regions are chosen, those without an endpoint are named instead.
        if (
            settings.RequirePrivateNetworking
            && spec.Regions.Count == 0
            && !project.EndpointsOf(provider).Any(endpoint => endpoint.Status is EndpointStatus.Active)
        )
        {
            blockers.Add(
                new(
                    AtlasCode.InvalidClusterConfiguration,
                    "No region has an active endpoint yet",
                    "The project requires private networking, and nodes that use your key may run only in regions with an ACTIVE private endpoint. Create and approve one first.",
                    "replicationSpecs",
                    Remedy: new(RemedyKind.Page, "Private endpoints", PortalPage.PrivateEndpoints)
                )
            );
        }

        return blockers;
    }

    /// <summary>New nodes go only where an ACTIVE endpoint is; nodes that are there already stay.</summary>
    private static IReadOnlyList<string> UncoveredRegions(ProjectSnapshot project, Cluster? before, ClusterSpec after)
    {
        if (after.KeyProvider is not { } provider || !project.Encryption[provider].RequirePrivateNetworking || after.Paused)
        {
            return [];
        }

        var placed = before is { UsesOwnKey: true } ? before.Spec : null;
        return
        [
            .. after
                .Regions.Where(region => region.Provider == provider && NodesAdded(placed, region))
                .Select(region => region.Region)
                .Distinct()
                .Where(region => !MayRunIn(project, provider, region)),
        ];
    }

    private static IEnumerable<Blocker> EndpointsMissing(IReadOnlyList<string> regions)
    {
        if (regions.Count > 0)
        {
            yield return new Blocker(
                AtlasCode.InvalidClusterConfiguration,
                $"No approved endpoint in {Words.List(regions)}",
                $"The project requires private networking, and nodes that use your key may run only in regions with an ACTIVE private endpoint. {Words.List(regions)} {Words.Verb(regions.Count, "has", "have")} none. Create and approve {Words.Verb(regions.Count, "it", "them")} first, or choose other regions.",
                "replicationSpecs",
                regions,
                new(RemedyKind.Page, "Private endpoints", PortalPage.PrivateEndpoints)
            );
        }
    }

    /// <summary>Why the cluster may not run in the region, in a few words; null when it may.</summary>
    /// <param name="after">The configuration with nodes in that region.</param>
    public static string? WhyNotRegion(ProjectSnapshot project, Cluster? before, ClusterSpec after, string region) =>
        !UncoveredRegions(project, before, after).Contains(region) ? null
        : project.LiveEndpointIn(after.KeyProvider!.Value, region) is { } endpoint ? $"endpoint {endpoint.Status.Label()}"
        : PrivateNetworkingRules.RegionProblem(after.KeyProvider.Value, region) is null ? "no endpoint yet"
        : "Atlas offers no endpoint here";

    /// <summary>Why the cluster may not be of the tier while it uses the key; null when it may.</summary>
    public static string? WhyNotTier(ClusterSpec spec, string tier) =>
        spec.KeyProvider is not null && ClusterTiers.IsShared(tier) ? "cannot use your key" : null;

    /// <summary>Why the cluster may not run on the cloud while it uses the key; null when it may.</summary>
    public static string? WhyNotCloud(ProjectSnapshot project, ClusterSpec spec, CloudProvider cloud) =>
        spec.KeyProvider is { } key && key != cloud && project.Encryption[key].RequirePrivateNetworking
            ? $"{key.KeyServiceName()} over private networking serves {key.DisplayName()} clusters only"
            : null;

    /// <summary>Whether nodes that use the key may be placed in the region.</summary>
    public static bool MayRunIn(ProjectSnapshot project, CloudProvider provider, string region) =>
        !project.Encryption[provider].RequirePrivateNetworking
        || project.LiveEndpointIn(provider, region) is { Status: EndpointStatus.Active };

    private static bool NodesAdded(ClusterSpec? before, ClusterRegion region) =>
        before is null
        || region.Nodes + region.ReadOnlyNodes
            > before
                .Regions.Where(old => (old.Provider, old.Region) == (region.Provider, region.Region))
                .Sum(old => old.Nodes + old.ReadOnlyNodes);
}
