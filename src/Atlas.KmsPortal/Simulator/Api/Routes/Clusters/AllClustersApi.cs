using Atlas.KmsPortal.AdminApi;
using Atlas.KmsPortal.Data;
using Atlas.KmsPortal.Encryption;
using Microsoft.EntityFrameworkCore;

namespace Atlas.KmsPortal.Simulator.Api;

/// <summary>The clusters of every project that the caller may see, a page of projects at a time.</summary>
internal static class AllClustersApi
{
    public static void MapAllClusters(this IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/clusters", ListAsync)
            .WithTags("Clusters")
            .Operation("listClusterDetails", ApiPermission.SignedIn)
            .Answers<PageBody<ProjectClustersBody>>();

    private static async Task<IResult> ListAsync(
        ApiRequest request,
        IDbContextFactory<PortalDbContext> databases,
        CancellationToken cancellationToken
    )
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var visible = GroupPages.Visible(db, request.Caller);
        var page = request.Page();
        var total = await visible.CountAsync(cancellationToken);
        var projects = await visible
            .OrderBy(row => row.Name)
            .ThenBy(row => row.Id)
            .Skip((int)Math.Min((page.PageNum - 1L) * page.ItemsPerPage, total))
            .Take(page.ItemsPerPage)
            .Join(db.Organizations, row => row.OrganizationId, row => row.Id, (project, organization) => new { project, organization })
            .Select(both => new
            {
                both.project.Id,
                both.project.Name,
                both.project.OrganizationId,
                OrganizationName = both.organization.Name,
            })
            .OrderBy(row => row.Name)
            .ThenBy(row => row.Id)
            .ToListAsync(cancellationToken);
        var ids = projects.ConvertAll(row => row.Id);
        var clusters = (
            await db
                .Clusters.AsNoTracking()
                .Where(row => EF.Parameter(ids).Contains(row.ProjectId))
                .OrderBy(row => row.Name)
                .ToListAsync(cancellationToken)
        ).ToLookup(row => row.ProjectId);
        return request.Page(
            [
                .. projects.Select(project => new ProjectClustersBody(
                    project.Id,
                    project.Name,
                    project.OrganizationId,
                    project.OrganizationName,
                    "Atlas",
                    [],
                    [.. clusters[project.Id].Select(Summary)]
                )),
            ],
            total
        );
    }

    // Alerts are raised about a project's key, never about one cluster; and no cluster holds data.
    private static ClusterSummaryBody Summary(ClusterRow row) =>
        new(
            row.Id,
            row.Name,
            row.Spec.Type is "REPLICASET" ? "REPLICA_SET" : "SHARDED_CLUSTER",
            row.Shutdown is ShutdownReason.None && !row.Spec.Paused ? "available" : "unavailable",
            row.Spec.Regions.Sum(region => region.Nodes + region.ReadOnlyNodes) * row.Spec.Shards,
            [row.Spec.MongoDbMajorVersion + ".4"],
            row.Spec.BackupEnabled,
            AuthEnabled: true,
            SslEnabled: true,
            AlertCount: 0,
            DataSizeBytes: 0
        );
}
