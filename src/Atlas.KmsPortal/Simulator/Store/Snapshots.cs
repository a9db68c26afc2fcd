using Atlas.KmsPortal.Data;
using Atlas.KmsPortal.Encryption;
using Microsoft.EntityFrameworkCore;

namespace Atlas.KmsPortal.Simulator;

/// <summary>Turns rows into the snapshots that the rules and the pages know.</summary>
internal static class Snapshots
{
    public static EncryptionAtRest EncryptionOf(ProjectRow row) =>
        new(row.AzureKeyVault, row.AwsKms, row.GoogleCloudKms, row.EnabledForSearchNodes);

    public static ProjectSnapshot Of(
        ProjectRow row,
        string organizationName,
        IEnumerable<ClusterRow> clusters,
        IEnumerable<PrivateEndpointRow> endpoints,
        IEnumerable<CloudProviderRoleRow> roles,
        bool? azureNetworkRegistered,
        IReadOnlyList<string> awsReplicaRegions,
        DateTimeOffset now
    )
    {
        var encryption = EncryptionOf(row);
        return new(
            row.Id,
            row.OrganizationId,
            organizationName,
            row.Name,
            row.State,
            row.Created,
            row.Version,
            encryption,
            [.. clusters.Select(Of)],
            [.. endpoints.Select(Of)],
            [.. roles.Select(role => Of(role, encryption))],
            azureNetworkRegistered,
            awsReplicaRegions,
            row.KeyAgeAlertDays,
            now
        );
    }

    public static PrivateEndpoint Of(PrivateEndpointRow row) =>
        new(
            row.Id,
            row.Provider,
            row.Region,
            row.Status,
            row.CreatedAt,
            row.StatusSince,
            row.ConnectionName,
            row.ErrorMessage,
            row.ReplacesId,
            row.RemovalRequestedBy is not null
        );

    public static Cluster Of(ClusterRow row) =>
        new(
            row.Id,
            row.Name,
            row.Spec,
            row.State,
            row.KeyAccess,
            row.Shutdown,
            row.CreatedAt,
            row.StateSince,
            row.WorkEndsAt,
            row.Work,
            row.AppliedSpec
        );

    public static CloudProviderRole Of(CloudProviderRoleRow row, EncryptionAtRest encryption) =>
        new(
            row.Id,
            row.Provider,
            row.CreatedAt,
            row.AuthorizedAt,
            encryption.Enabled.Any(settings => settings.RoleId == row.Id),
            row.AtlasAzureAppId,
            row.ServicePrincipalId,
            row.TenantId,
            row.AtlasAwsAccountArn,
            row.AtlasAssumedRoleExternalId,
            row.IamAssumedRoleArn,
            row.GcpServiceAccountForAtlas,
            row.LastUpdatedAt
        );

    public static async Task<IReadOnlyList<ProjectSnapshot>> AllAsync(
        PortalDbContext db,
        DateTimeOffset now,
        string? projectId,
        CancellationToken cancellationToken
    )
    {
        var projects = await db
            .Projects.Where(project => projectId == null || project.Id == projectId)
            .OrderBy(project => project.Name)
            .ToListAsync(cancellationToken);
        var organizations = await db.Organizations.ToDictionaryAsync(row => row.Id, row => row.Name, cancellationToken);
        var clusters = await OfProject(db.Clusters, row => row.ProjectId == projectId, projectId)
            .OrderBy(row => row.CreatedAt)
            .ThenBy(row => row.Id)
            .ToListAsync(cancellationToken);
        var endpoints = await OfProject(db.PrivateEndpoints, row => row.ProjectId == projectId, projectId)
            .OrderBy(row => row.CreatedAt)
            .ThenBy(row => row.Id)
            .ToListAsync(cancellationToken);
        var roles = await OfProject(db.CloudProviderRoles, row => row.ProjectId == projectId, projectId)
            .OrderBy(row => row.CreatedAt)
            .ToListAsync(cancellationToken);

        List<ProjectSnapshot> snapshots = [];
        foreach (var project in projects)
        {
            snapshots.Add(
                Of(
                    project,
                    organizations[project.OrganizationId],
                    clusters.Where(row => row.ProjectId == project.Id),
                    endpoints.Where(row => row.ProjectId == project.Id),
                    roles.Where(row => row.ProjectId == project.Id),
                    await AzureNetworkRegisteredAsync(db, project, cancellationToken),
                    await AwsReplicaRegionsAsync(db, project, cancellationToken),
                    now
                )
            );
        }

        return snapshots;
    }

    public static async Task<bool?> AzureNetworkRegisteredAsync(
        PortalDbContext db,
        ProjectRow project,
        CancellationToken cancellationToken
    ) =>
        project.AzureKeyVault.SubscriptionId?.ToLowerInvariant() is { } subscriptionId
            ? (await db.AzureSubscriptions.FindAsync([subscriptionId], cancellationToken))?.NetworkProviderRegistered
            : null;

    public static async Task<IReadOnlyList<string>> AwsReplicaRegionsAsync(
        PortalDbContext db,
        ProjectRow project,
        CancellationToken cancellationToken
    ) =>
        project.AwsKms is { CustomerMasterKeyId: not null } aws
            ? (await db.CloudKeys.FindAsync([SimulatedClouds.AwsKeyId(aws)], cancellationToken))?.ReplicaRegions?.Split(',') ?? []
            : [];

    private static IQueryable<T> OfProject<T>(
        IQueryable<T> rows,
        System.Linq.Expressions.Expression<Func<T, bool>> isOfProject,
        string? projectId
    ) => projectId is null ? rows : rows.Where(isOfProject);
}
