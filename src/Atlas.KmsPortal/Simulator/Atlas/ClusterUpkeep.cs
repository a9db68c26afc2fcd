using Atlas.KmsPortal.Auditing;
using Atlas.KmsPortal.Data;
using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Simulator;

/// <summary>Brings a project's clusters in line after something changed that they depend on.</summary>
internal static class ClusterUpkeep
{
    public static void Apply(ProjectWork work)
    {
        var encryption = work.Encryption;
        foreach (var cluster in work.Clusters)
        {
            // A cluster on its way out is neither stopped nor started again, but it still has a way to its key.
            if (cluster.State is not ClusterState.Deleting)
            {
                var sealedWith = cluster.AppliedSpec?.KeyProvider ?? cluster.Spec.KeyProvider;
                ApplyShutdown(work, cluster, ClusterLifecycle.ShutdownOf(cluster.Spec, sealedWith, encryption));
            }

            ApplyAccess(work, cluster, encryption);
        }
    }

    /// <summary>Starts a change of the nodes that takes a while.</summary>
    public static void Begin(SimulatorStep step, ClusterRow cluster, string work, ClusterState state = ClusterState.Updating)
    {
        cluster.Work = work;
        cluster.WorkEndsAt = step.Now + step.Timing.ClusterWorkTakes;
        if (cluster.State != state)
        {
            cluster.State = state;
            cluster.StateSince = step.Now;
        }

        step.Timeline(cluster.ProjectId, cluster.Id, state.ToString().ToUpperInvariant(), work + ".");
    }

    private static void ApplyShutdown(ProjectWork work, ClusterRow cluster, ShutdownReason reason)
    {
        if (cluster.Shutdown == reason)
        {
            return;
        }

        var wasDown = cluster.Shutdown is not ShutdownReason.None;
        cluster.Shutdown = reason;
        var why = reason switch
        {
            ShutdownReason.KeyInvalid =>
                $"Atlas shut {cluster.Name} down: its key or the credentials are invalid. Its data cannot be read until they are valid again.",
            ShutdownReason.MultiCloudOverPrivateNetworking =>
                $"Atlas disabled {cluster.Name}: private networking is required, and it runs on more than one cloud.",
            _ => $"Atlas started {cluster.Name} again.",
        };
        work.Step.Timeline(work.Row.Id, cluster.Id, reason is ShutdownReason.None ? "RUNNING" : "SHUT DOWN", why);
        work.Step.Record(reason is ShutdownReason.None ? AtlasEvents.ClusterRestored : AtlasEvents.ClusterShutDown, work.Row, why);

        if (wasDown && reason is ShutdownReason.None && cluster is { AppliedSpec: { } applied, Work: null })
        {
            Begin(work.Step, cluster, ClusterLifecycle.WorkFor(applied, cluster.Spec));
        }
    }

    private static void ApplyAccess(ProjectWork work, ClusterRow cluster, EncryptionAtRest encryption)
    {
        var now = work.Step.Now;
        IReadOnlySet<string> active = cluster.Spec.KeyProvider is { } provider ? work.ActiveRegions(provider) : new HashSet<string>();
        var migrationOver = cluster.KeyAccess is KeyAccess.Migrating && !(cluster.MigrationEndsAt > now);
        var access = ClusterLifecycle.AccessOf(cluster, encryption, active, migrationOver);
        if (access == cluster.KeyAccess)
        {
            return;
        }

        cluster.KeyAccess = access;
        cluster.MigrationEndsAt = access is KeyAccess.Migrating ? now + work.Step.Timing.MigrationTakes : null;
        var missing = cluster.Spec.Regions.Select(region => region.Region).Where(region => !active.Contains(region)).Distinct().ToList();
        work.Step.Timeline(
            work.Row.Id,
            cluster.Id,
            access switch
            {
                KeyAccess.None => "NOT YOUR KEY",
                KeyAccess.Public => "PUBLIC",
                KeyAccess.Migrating => "MIGRATING",
                _ => "PRIVATE",
            },
            access switch
            {
                KeyAccess.None => "It no longer uses your key.",
                KeyAccess.Public => "It reaches the key over the public network.",
                KeyAccess.Migrating when missing.Count > 0 =>
                    $"It moves from the public network to private endpoints, and waits for {Words.List(missing)}.",
                KeyAccess.Migrating => "It moves from the public network to private endpoints.",
                _ => "It reaches the key over private endpoints only.",
            }
        );
    }
}
