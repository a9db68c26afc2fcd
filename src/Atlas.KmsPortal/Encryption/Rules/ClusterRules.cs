namespace Atlas.KmsPortal.Encryption;

/// <summary>Decides whether a cluster's configuration can be built at all, keys aside.</summary>
public static class ClusterRules
{
    /// <summary>Everything that is wrong with the name, field by field.</summary>
    public static IReadOnlyList<Blocker> CheckName(ProjectSnapshot project, string name)
    {
        if (!FieldFormats.ClusterName.IsMatch(name))
        {
            return
            [
                new(
                    AtlasCode.ClusterNameInvalid,
                    "Invalid cluster name",
                    $"The cluster name {name} is invalid. Start with a letter or digit, then use letters, digits and hyphens, up to 64 characters.",
                    "name",
                    [name]
                ),
            ];
        }

        return project.Cluster(name) is null
            ? []
            :
            [
                new(
                    AtlasCode.DuplicateClusterName,
                    $"{name} exists already",
                    $"A cluster named {name} is already present in project {project.Name}. Choose another name.",
                    "name",
                    [name]
                ),
            ];
    }

    /// <summary>Everything that is wrong with the configuration.</summary>
    public static IReadOnlyList<Blocker> Check(ClusterSpec spec)
    {
        List<Blocker> blockers = [];
        if (!ClusterTiers.IsKnown(spec.Tier))
        {
            blockers.Add(
                Invalid(
                    AtlasCode.InvalidEnumValue,
                    $"Unknown tier {spec.Tier}",
                    $"Instance size {spec.Tier} is not available. Use M10, M20, M30 or larger.",
                    "replicationSpecs.regionConfigs.electableSpecs.instanceSize",
                    spec.Tier
                )
            );
        }

        if (spec.Regions.Count == 0)
        {
            blockers.Add(
                Invalid(AtlasCode.MissingAttribute, "No region selected", "A cluster needs at least one region.", "replicationSpecs")
            );
            return blockers;
        }

        foreach (var region in spec.Regions.Where(region => RegionCatalog.Find(region.Provider, region.Region) is null))
        {
            blockers.Add(RegionRules.Unknown(region.Provider, region.Region, "replicationSpecs.regionConfigs.regionName"));
        }

        if (spec.Type is not ("REPLICASET" or "SHARDED" or "GEOSHARDED"))
        {
            blockers.Add(
                Invalid(
                    AtlasCode.InvalidEnumValue,
                    $"{spec.Type} is not a cluster type",
                    "clusterType must be REPLICASET, SHARDED or GEOSHARDED.",
                    "clusterType",
                    spec.Type
                )
            );
        }

        if (spec.Regions.GroupBy(region => (region.Provider, region.Region)).Any(group => group.Count() > 1) && spec.Type is "REPLICASET")
        {
            blockers.Add(
                Invalid(
                    AtlasCode.InvalidClusterConfiguration,
                    "A region is named twice",
                    "Each region may be named once; give it more nodes instead.",
                    "replicationSpecs.regionConfigs"
                )
            );
        }

        if (ClusterTiers.IsShared(spec.Tier) && spec.Regions.Count > 1)
        {
            blockers.Add(
                Invalid(
                    AtlasCode.InvalidClusterConfiguration,
                    $"{spec.Tier} runs in one region",
                    $"A cluster of tier {spec.Tier} runs in one region only.",
                    "replicationSpecs.regionConfigs",
                    spec.Tier
                )
            );
        }

        var electable = spec.Regions.Sum(region => region.Nodes);
        if (!ClusterTiers.IsShared(spec.Tier) && spec.Type is not "GEOSHARDED" && electable is not (3 or 5 or 7))
        {
            blockers.Add(
                Invalid(
                    AtlasCode.InvalidClusterConfiguration,
                    "Wrong number of electable nodes",
                    $"A cluster has 3, 5 or 7 electable nodes over all its regions; this one has {electable}.",
                    "replicationSpecs.regionConfigs.electableSpecs.nodeCount"
                )
            );
        }

        return blockers;
    }

    /// <summary>Why the cluster may not change at all, or not to that.</summary>
    public static IReadOnlyList<Blocker> MayChange(Cluster before, ClusterSpec after)
    {
        if (before.State is ClusterState.Deleting)
        {
            return [BeingDeleted(before.Name)];
        }

        if (before.Spec.Paused && after.Paused)
        {
            return [Paused(before.Name)];
        }

        var shrinks = ClusterTiers.IsShared(after.Tier) && (!before.IsShared || (before.IsFlex && after.Tier != ClusterTiers.Flex));
        return shrinks
                ?
                [
                    Invalid(
                        AtlasCode.InvalidClusterConfiguration,
                        $"{before.Name} cannot become {after.Tier}",
                        $"Atlas moves no cluster from {before.Spec.Tier} down to {after.Tier}. Create a new cluster of that tier instead.",
                        "replicationSpecs.regionConfigs.electableSpecs.instanceSize",
                        after.Tier
                    ),
                ]
            : before is { IsShared: true, IsFlex: false } && before.Spec.Tier == after.Tier && after.KeyProvider is null
                ? [TenantUnchangeable(before)]
            : [];
    }

    /// <summary>Why the Clusters API does not change the cluster, whatever is asked.</summary>
    public static Blocker TenantUnchangeable(Cluster cluster) =>
        new(
            AtlasCode.TenantClusterUpdateUnsupported,
            $"{cluster.Name} can only be upgraded",
            $"Atlas changes nothing about a cluster of tier {cluster.Spec.Tier}. Choose a dedicated tier, M10 or larger, to upgrade it.",
            Parameters: [cluster.Name],
            Detail: $"Cannot update a cluster of tier {cluster.Spec.Tier} through this operation. Upgrade {cluster.Name} to a dedicated tier first, M10 or larger."
        );

    /// <summary>Why the cluster's process arguments cannot be set.</summary>
    public static IReadOnlyList<Blocker> MaySetProcessArgs(Cluster cluster) =>
        cluster.State is ClusterState.Deleting ? [BeingDeleted(cluster.Name)]
        : cluster.IsShared
            ?
            [
                new(
                    AtlasCode.TenantClusterProcessArgsNotSupported,
                    $"{cluster.Name} has no process arguments",
                    $"Cannot set custom process args for tenant clusters: {cluster.Name} is of tier {cluster.Spec.Tier}. Upgrade it to M10 or larger first.",
                    Parameters: [cluster.Name]
                ),
            ]
        : cluster.Spec.Paused ? [Paused(cluster.Name)]
        : [];

    public static Blocker BeingDeleted(string name) =>
        new(
            AtlasCode.ClusterAlreadyRequestedDeletion,
            $"{name} is being deleted",
            $"The cluster {name} has already been requested for deletion.",
            Parameters: [name]
        );

    private static Blocker Paused(string name) =>
        new(
            AtlasCode.CannotUpdatePausedCluster,
            $"{name} is paused",
            $"Cannot update cluster {name} while it is paused. Resume it first.",
            Parameters: [name]
        );

    private static Blocker Invalid(string code, string title, string message, string field, params string[] parameters) =>
        new(code, title, message, field, parameters);
}
