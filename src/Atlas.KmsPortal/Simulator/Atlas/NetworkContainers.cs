using System.Text.Json;
using Atlas.KmsPortal.AdminApi;
using Atlas.KmsPortal.Data;
using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Simulator;

/// <summary>
/// A project's network containers. Where a dedicated cluster runs there is one, so only those that were made by hand, or that
/// outlived their clusters, are kept.
/// </summary>
internal sealed class NetworkContainers(SimulatorStore store)
{
    private const string Document = "containers";

    /// <returns>All of them, and whether clusters run in each.</returns>
    public async Task<IReadOnlyList<(NetworkContainer Container, bool IsProvisioned)>> ListAsync(
        ProjectSnapshot project,
        CancellationToken cancellationToken
    )
    {
        var kept = await store.ReadAsync(db => KeptAsync(db, project.Id, cancellationToken), cancellationToken);
        return All(project, kept);
    }

    /// <exception cref="AtlasRefusedException">There is one already.</exception>
    public Task<NetworkContainer> CreateAsync(
        string projectId,
        CloudProvider provider,
        string? region,
        string cidr,
        Actor actor,
        CancellationToken cancellationToken
    ) =>
        WriteAsync(
            projectId,
            (project, kept) =>
            {
                if (All(project, kept).Any(one => one.Container.IsAt(provider, region)))
                {
                    throw Refused(
                        AtlasCode.ContainerAlreadyExists,
                        $"A container for {provider.AtlasName()}{(region is null ? "" : $" in {region}")} already exists in this project. Change or delete that one."
                    );
                }

                var made = new NetworkContainer(ObjectIds.New(store.Now), provider, NetworkContainer.RegionOf(provider, region), cidr);
                kept.Add(made);
                return made;
            },
            actor,
            cancellationToken
        );

    /// <exception cref="AtlasRefusedException">Clusters run in it.</exception>
    /// <exception cref="AtlasApiException">There is no such container.</exception>
    public Task<NetworkContainer> ChangeAsync(
        string projectId,
        string containerId,
        string cidr,
        Actor actor,
        CancellationToken cancellationToken
    ) =>
        WriteAsync(
            projectId,
            (project, kept) =>
            {
                var changed = Unused(project, kept, containerId) with { Cidr = cidr };
                kept[kept.FindIndex(one => one.Id == containerId)] = changed;
                return changed;
            },
            actor,
            cancellationToken
        );

    /// <inheritdoc cref="ChangeAsync" path="/exception"/>
    public Task<NetworkContainer> DeleteAsync(string projectId, string containerId, Actor actor, CancellationToken cancellationToken) =>
        WriteAsync(
            projectId,
            (project, kept) =>
            {
                var deleted = Unused(project, kept, containerId);
                kept.Remove(deleted);
                return deleted;
            },
            actor,
            cancellationToken
        );

    /// <summary>The networks stay when their clusters go.</summary>
    /// <param name="leaving">What the cluster that goes, or moves, had.</param>
    public static async Task KeepAsync(SimulatorStep step, string projectId, ClusterSpec leaving, CancellationToken cancellationToken)
    {
        if (ClusterTiers.IsShared(leaving.Tier))
        {
            return;
        }

        await KeepAsync(
            step,
            projectId,
            kept =>
            {
                foreach (var region in leaving.Regions.Where(region => !kept.Exists(one => one.IsAt(region.Provider, region.Region))))
                {
                    kept.Add(NetworkContainer.Of(projectId, region.Provider, region.Region));
                }

                return kept.Count;
            },
            cancellationToken
        );
    }

    private Task<NetworkContainer> WriteAsync(
        string projectId,
        Func<ProjectSnapshot, List<NetworkContainer>, NetworkContainer> change,
        Actor actor,
        CancellationToken cancellationToken
    ) =>
        store.WriteAsync(
            actor,
            async step =>
            {
                var project = (await step.ProjectAsync(projectId, cancellationToken)).Snapshot();
                return await KeepAsync(step, projectId, kept => change(project, kept), cancellationToken);
            },
            cancellationToken
        );

    private static List<(NetworkContainer Container, bool IsProvisioned)> All(ProjectSnapshot project, List<NetworkContainer> kept)
    {
        var used = project
            .Clusters.Where(cluster => !cluster.IsShared)
            .SelectMany(cluster => cluster.Spec.Regions)
            .Select(region => NetworkContainer.Of(project.Id, region.Provider, region.Region))
            .DistinctBy(container => container.Id)
            .ToList();
        return
        [
            .. kept.Select(one => (one, used.Exists(other => other.IsAt(one.Provider, one.Region)))),
            .. used.Where(one => !kept.Exists(other => other.IsAt(one.Provider, one.Region))).Select(one => (one, true)),
        ];
    }

    private static NetworkContainer Unused(ProjectSnapshot project, List<NetworkContainer> kept, string containerId)
    {
        var (container, isProvisioned) = All(project, kept).Find(one => one.Container.Id == containerId);
        if (container is null)
        {
            throw new AtlasApiException(AtlasErrors.ResourceNotFound("network peering container", containerId));
        }

        return isProvisioned
            ? throw Refused(
                AtlasCode.ContainersInUse,
                "Clusters run in this container. Atlas keeps it as it is until the last of them is deleted."
            )
            : container;
    }

    private static AtlasRefusedException Refused(string code, string message) => new(new Blocker(code, "The container stays", message));

    private static async Task<List<NetworkContainer>> KeptAsync(
        PortalDbContext db,
        string projectId,
        CancellationToken cancellationToken
    ) => Read(await db.ProjectDocuments.FindAsync([projectId, Document], cancellationToken));

    private static List<NetworkContainer> Read(ProjectDocumentRow? row) =>
        row is null ? [] : JsonSerializer.Deserialize<List<NetworkContainer>>(row.Json, AtlasJson.Options)!;

    /// <returns>What the change returned.</returns>
    private static async Task<T> KeepAsync<T>(
        SimulatorStep step,
        string projectId,
        Func<List<NetworkContainer>, T> change,
        CancellationToken cancellationToken
    )
    {
        var row = await step.Db.ProjectDocuments.FindAsync([projectId, Document], cancellationToken);
        var containers = Read(row);
        var result = change(containers);
        row ??= step
            .Db.ProjectDocuments.Add(
                new()
                {
                    ProjectId = projectId,
                    Name = Document,
                    Json = "",
                }
            )
            .Entity;
        row.Json = JsonSerializer.Serialize(containers, AtlasJson.Options);
        return result;
    }
}
