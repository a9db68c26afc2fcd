using Atlas.KmsPortal.Auditing;
using Atlas.KmsPortal.Data;
using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Simulator;

/// <summary>Clusters, as far as keys and regions are concerned.</summary>
internal sealed class SimulatedClusters(SimulatorStore store)
{
    public Task<Cluster> CreateAsync(string projectId, string name, ClusterSpec spec, Actor actor, CancellationToken cancellationToken) =>
        store.WriteAsync(
            actor,
            async step =>
            {
                var work = await step.ProjectAsync(projectId, cancellationToken);
                var project = work.Snapshot();
                AtlasRefusedException.ThrowIfAny([
                    .. ClusterRules.CheckName(project, name),
                    .. ClusterRules.Check(spec),
                    .. ClusterEncryptionRules.MayBecome(project, before: null, spec),
                ]);
                var cluster = new ClusterRow
                {
                    Id = ObjectIds.New(step.Now),
                    ProjectId = projectId,
                    Name = name,
                    Spec = spec,
                    State = ClusterState.Creating,
                    CreatedAt = step.Now,
                    StateSince = step.Now,
                };
                step.Db.Clusters.Add(cluster);
                work.Clusters.Add(cluster);
                Activate(work, spec);
                ClusterUpkeep.Begin(step, cluster, "Creating the cluster", ClusterState.Creating);
                step.Record(AtlasEvents.ClusterCreated, work.Row, $"Cluster {name} ({spec.Tier}) is being created.", after: Told(spec));
                ClusterUpkeep.Apply(work);
                return Snapshots.Of(cluster);
            },
            cancellationToken
        );

    /// <exception cref="ConcurrentChangeException">The cluster is no longer as it was seen.</exception>
    public Task<Cluster> UpdateAsync(
        string projectId,
        string name,
        ClusterSpec seen,
        ClusterSpec spec,
        Actor actor,
        CancellationToken cancellationToken
    ) =>
        WriteAsync(
            projectId,
            name,
            current => current == spec || current == seen ? spec : throw new ConcurrentChangeException(),
            actor,
            cancellationToken
        );

    /// <summary>Changes whatever is there, as the Admin API does: it knows no guard.</summary>
    public Task<Cluster> OverwriteAsync(
        string projectId,
        string name,
        Func<ClusterSpec, ClusterSpec> change,
        Actor actor,
        CancellationToken cancellationToken
    ) => WriteAsync(projectId, name, change, actor, cancellationToken);

    private Task<Cluster> WriteAsync(
        string projectId,
        string name,
        Func<ClusterSpec, ClusterSpec> change,
        Actor actor,
        CancellationToken cancellationToken
    ) =>
        store.WriteAsync(
            actor,
            async step =>
            {
                var (work, cluster) = await FindAsync(step, projectId, name, cancellationToken);
                var spec = change(cluster.Spec);
                if (cluster.Spec != spec)
                {
                    if (cluster.Spec.Regions.Any(before => !spec.Regions.Any(region => IsSamePlace(region, before))))
                    {
                        await NetworkContainers.KeepAsync(step, projectId, cluster.Spec, cancellationToken);
                    }

                    Apply(work, cluster, spec);
                }

                return Snapshots.Of(cluster);
            },
            cancellationToken
        );

    // Atlas activates a project with its first dedicated cluster.
    private static void Activate(ProjectWork work, ClusterSpec spec)
    {
        if (!ClusterTiers.IsShared(spec.Tier))
        {
            work.Row.State = ProjectState.Active;
        }
    }

    private static void Apply(ProjectWork work, ClusterRow cluster, ClusterSpec spec)
    {
        var step = work.Step;
        AtlasRefusedException.ThrowIfAny([
            .. ClusterRules.Check(spec),
            .. ClusterEncryptionRules.MayBecome(work.Snapshot(), Snapshots.Of(cluster), spec),
        ]);
        var before = cluster.Spec;
        step.Record(AtlasEvents.ClusterUpdateSubmitted, work.Row, $"Cluster {cluster.Name} is changing.", Told(before), Told(spec));
        cluster.Spec = spec;
        // Nodes that have taken a key need it until they have dropped it, however often one changes one's mind meanwhile.
        cluster.AppliedSpec = cluster.AppliedSpec?.KeyProvider is null ? before : cluster.AppliedSpec;
        if (cluster.Shutdown is ShutdownReason.KeyInvalid)
        {
            // Its files cannot be opened now, so the change waits for the key.
            step.Timeline(work.Row.Id, cluster.Id, "WAITING", "A change waits until the key is valid again.");
        }
        else
        {
            ClusterUpkeep.Begin(step, cluster, ClusterLifecycle.WorkFor(before, spec));
        }

        Activate(work, spec);
        ClusterUpkeep.Apply(work);
    }

    public Task<Cluster> DeleteAsync(string projectId, string name, Actor actor, CancellationToken cancellationToken) =>
        store.WriteAsync(
            actor,
            async step =>
            {
                var (work, cluster) = await FindAsync(step, projectId, name, cancellationToken);
                if (cluster.State is ClusterState.Deleting)
                {
                    return Snapshots.Of(cluster);
                }

                if (cluster.Spec.TerminationProtection)
                {
                    AtlasRefusedException.ThrowIfAny([
                        new(
                            AtlasCode.CannotTerminateClusterWhenTerminationProtectionEnabled,
                            $"{name} is protected",
                            $"Cluster {name} cannot be terminated while termination protection is enabled. Switch it off first.",
                            Parameters: [name]
                        ),
                    ]);
                }

                await NetworkContainers.KeepAsync(step, projectId, cluster.Spec, cancellationToken);
                ClusterUpkeep.Begin(step, cluster, "Deleting the cluster", ClusterState.Deleting);
                step.Record(AtlasEvents.ClusterDeleteSubmitted, work.Row, $"Cluster {name} is being deleted.", Told(cluster.Spec));
                return Snapshots.Of(cluster);
            },
            cancellationToken
        );

    /// <summary>Ends every change of the project's clusters whose time has come.</summary>
    /// <returns>Whether one ended.</returns>
    public static bool Advance(ProjectWork work)
    {
        var step = work.Step;
        var due = work
            .Clusters.Where(cluster => cluster.WorkEndsAt <= step.Now && cluster.Shutdown is not ShutdownReason.KeyInvalid)
            .ToList();
        var migrated = work.Clusters.Where(cluster => cluster.MigrationEndsAt <= step.Now).ToList();
        foreach (var cluster in due)
        {
            End(work, cluster);
        }

        ClusterUpkeep.Apply(work);
        // One that still waits for endpoints is looked at again when they change.
        migrated.ForEach(cluster => cluster.MigrationEndsAt = null);
        return due.Count > 0 || migrated.Count > 0;
    }

    private static void End(ProjectWork work, ClusterRow cluster)
    {
        var step = work.Step;
        var (state, task) = (cluster.State, cluster.Work);
        cluster.WorkEndsAt = null;
        cluster.Work = null;
        if (state is ClusterState.Deleting)
        {
            work.Clusters.Remove(cluster);
            step.Db.Clusters.Remove(cluster);
            step.Timeline(work.Row.Id, cluster.Id, "GONE", "The cluster is deleted.");
            step.Record(AtlasEvents.ClusterDeleted, work.Row, $"Cluster {cluster.Name} is deleted.");
            return;
        }

        cluster.AppliedSpec = null;
        cluster.State = ClusterState.Idle;
        cluster.StateSince = step.Now;
        step.Timeline(work.Row.Id, cluster.Id, "IDLE", task is null ? "The change is done." : $"Done: {task}.");
        step.Record(
            state is ClusterState.Creating ? AtlasEvents.ClusterReady : AtlasEvents.ClusterUpdateCompleted,
            work.Row,
            state is ClusterState.Creating ? $"Cluster {cluster.Name} is ready." : $"Cluster {cluster.Name}: {task} is done."
        );
        if (task == Cluster.RotationWork && cluster.Spec.KeyProvider is { } provider && work.Clusters.All(c => c.Work != task))
        {
            step.Record(AtlasEvents.KeyRotated(provider), work.Row, "Every cluster uses the new key identifier.");
        }
    }

    private static async Task<(ProjectWork Work, ClusterRow Cluster)> FindAsync(
        SimulatorStep step,
        string projectId,
        string name,
        CancellationToken cancellationToken
    )
    {
        var work = await step.ProjectAsync(projectId, cancellationToken);
        var cluster =
            work.Clusters.SingleOrDefault(row => row.Name == name)
            ?? throw new AtlasRefusedException(SimulatorRefusals.ClusterNotFound(name, work.Row.Id, work.Row.Name));
        return (work, cluster);
    }

    private static bool IsSamePlace(ClusterRegion one, ClusterRegion other) => (one.Provider, one.Region) == (other.Provider, other.Region);

    private static object Told(ClusterSpec spec) =>
        new
        {
            spec.Tier,
            regions = string.Join(", ", spec.Regions.Select(r => $"{r.Provider.AtlasName()} {r.Region} {r.Nodes + r.ReadOnlyNodes}")),
            encryptionAtRestProvider = spec.KeyProvider?.AtlasName() ?? "NONE",
            spec.Paused,
            spec.DiskSizeGb,
        };
}
