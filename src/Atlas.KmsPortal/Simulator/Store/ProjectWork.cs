using Atlas.KmsPortal.Data;
using Atlas.KmsPortal.Encryption;
using Microsoft.EntityFrameworkCore;

namespace Atlas.KmsPortal.Simulator;

/// <summary>A project's rows inside a step, and the snapshot that the rules decide from.</summary>
internal sealed class ProjectWork
{
    public required SimulatorStep Step { get; init; }
    public required ProjectRow Row { get; init; }
    public required string OrganizationName { get; init; }
    public required List<ClusterRow> Clusters { get; init; }
    public required List<PrivateEndpointRow> Endpoints { get; init; }
    public required List<CloudProviderRoleRow> Roles { get; init; }
    public bool? AzureNetworkRegistered { get; init; }
    public IReadOnlyList<string> AwsReplicaRegions { get; init; } = [];

    public EncryptionAtRest Encryption => Snapshots.EncryptionOf(Row);

    public ProjectSnapshot Snapshot() =>
        Snapshots.Of(Row, OrganizationName, Clusters, Endpoints, Roles, AzureNetworkRegistered, AwsReplicaRegions, Step.Now);

    public static async Task<ProjectWork?> LoadAsync(SimulatorStep step, string projectId, CancellationToken cancellationToken)
    {
        var db = step.Db;
        var row = await db.Projects.SingleOrDefaultAsync(project => project.Id == projectId, cancellationToken);
        if (row is null)
        {
            return null;
        }

        return new ProjectWork
        {
            Step = step,
            Row = row,
            OrganizationName = await db
                .Organizations.Where(organization => organization.Id == row.OrganizationId)
                .Select(organization => organization.Name)
                .SingleAsync(cancellationToken),
            Clusters = await db
                .Clusters.Where(cluster => cluster.ProjectId == projectId)
                .OrderBy(c => c.CreatedAt)
                .ToListAsync(cancellationToken),
            Endpoints = await db
                .PrivateEndpoints.Where(endpoint => endpoint.ProjectId == projectId)
                .OrderBy(e => e.CreatedAt)
                .ToListAsync(cancellationToken),
            Roles = await db.CloudProviderRoles.Where(role => role.ProjectId == projectId).ToListAsync(cancellationToken),
            AzureNetworkRegistered = await Snapshots.AzureNetworkRegisteredAsync(db, row, cancellationToken),
            AwsReplicaRegions = await Snapshots.AwsReplicaRegionsAsync(db, row, cancellationToken),
        };
    }

    private static readonly Func<PortalDbContext, string, Task<ProjectRow?>> s_project = EF.CompileAsyncQuery(
        (PortalDbContext db, string projectId) => db.Projects.AsNoTracking().SingleOrDefault(project => project.Id == projectId)
    );

    private static readonly Func<PortalDbContext, string, CloudProvider, string, IAsyncEnumerable<PrivateEndpointRow>> s_inRegion =
        EF.CompileAsyncQuery(
            (PortalDbContext db, string projectId, CloudProvider provider, string region) =>
                db.PrivateEndpoints.AsNoTracking().Where(e => e.ProjectId == projectId && e.Provider == provider && e.Region == region)
        );

    /// <summary>As little as decides about a new endpoint: the settings, and what the region has already. Nothing of it can be changed.</summary>
    /// <exception cref="AtlasRefusedException">No such project.</exception>
    public static async Task<ProjectWork> LoadForRegionAsync(SimulatorStep step, string projectId, CloudProvider provider, string region)
    {
        var row = await s_project(step.Db, projectId) ?? throw new AtlasRefusedException(SimulatorRefusals.ProjectNotFound(projectId));
        var endpoints = new List<PrivateEndpointRow>();
        await foreach (var endpoint in s_inRegion(step.Db, projectId, provider, region))
        {
            endpoints.Add(endpoint);
        }

        return new ProjectWork
        {
            Step = step,
            Row = row,
            OrganizationName = "",
            Clusters = [],
            Endpoints = endpoints,
            Roles = [],
        };
    }

    /// <summary>Sets the settings. The version counts what people decide, not what Atlas finds out about the key.</summary>
    public void SetEncryption(EncryptionAtRest encryption, bool decided)
    {
        Row.AzureKeyVault = encryption.AzureKeyVault;
        Row.AwsKms = encryption.AwsKms;
        Row.GoogleCloudKms = encryption.GoogleCloudKms;
        Row.EnabledForSearchNodes = encryption.EnabledForSearchNodes;
        Row.Version += decided ? 1 : 0;
    }

    public IReadOnlySet<string> ActiveRegions(CloudProvider provider) =>
        Endpoints.Where(e => e.Provider == provider && e.Status is EndpointStatus.Active).Select(e => e.Region).ToHashSet();
}
