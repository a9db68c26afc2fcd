using System.Text.Json;
using Atlas.KmsPortal.AdminApi;
using Atlas.KmsPortal.Data;
using Microsoft.EntityFrameworkCore;

namespace Atlas.KmsPortal.Simulator.Api;

/// <summary>Projects as the Admin API shows them, to those who may see them. A page costs what is on it, however many there are.</summary>
internal sealed class GroupPages(IDbContextFactory<PortalDbContext> databases)
{
    public const string TagsDocument = "tags";

    /// <returns>Null when there is no such project.</returns>
    public async Task<GroupBody?> FindAsync(string groupId, ApiRequest request, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return (await BodiesAsync(db, db.Projects.Where(row => row.Id == groupId), request, cancellationToken)).SingleOrDefault();
    }

    /// <returns>Null when there is none of that name that the caller may see.</returns>
    public async Task<GroupBody?> FindByNameAsync(string name, ApiRequest request, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var named = Visible(db, request.Caller).Where(row => row.Name == name).OrderBy(row => row.Id).Take(1);
        return (await BodiesAsync(db, named, request, cancellationToken)).SingleOrDefault();
    }

    /// <summary>The page that the request asks for, by name.</summary>
    /// <param name="organizationId">Null for every organization.</param>
    /// <param name="namePrefix">What the names begin with, whatever the case; null for any.</param>
    public async Task<IResult> ListAsync(
        ApiRequest request,
        string? organizationId,
        string? namePrefix,
        CancellationToken cancellationToken
    )
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var found = Visible(db, request.Caller).Where(row => organizationId == null || row.OrganizationId == organizationId);
        if (namePrefix is not null)
        {
            // SQLite folds the case of ASCII only.
            var names = await found.Select(row => new { row.Id, row.Name }).ToListAsync(cancellationToken);
            var ids = names
                .Where(one => one.Name.StartsWith(namePrefix, StringComparison.OrdinalIgnoreCase))
                .Select(one => one.Id)
                .ToList();
            found = db.Projects.Where(row => EF.Parameter(ids).Contains(row.Id));
        }

        var page = request.Page();
        var first = (page.PageNum - 1L) * page.ItemsPerPage;
        var total = await found.CountAsync(cancellationToken);
        var asked = found.OrderBy(row => row.Name).ThenBy(row => row.Id).Skip((int)Math.Min(first, total)).Take(page.ItemsPerPage);
        return request.Page(await BodiesAsync(db, asked, request, cancellationToken), total);
    }

    /// <summary>The projects that the caller may see.</summary>
    public static IQueryable<ProjectRow> Visible(PortalDbContext db, ApiCaller caller)
    {
        var scopes = caller.Roles.Keys.ToList();
        var organizations = caller.Roles.Where(role => ApiPermissions.IsMember(null, role.Value)).Select(role => role.Key).ToList();
        return db.Projects.Where(row => EF.Parameter(scopes).Contains(row.Id) || EF.Parameter(organizations).Contains(row.OrganizationId));
    }

    private static async Task<IReadOnlyList<GroupBody>> BodiesAsync(
        PortalDbContext db,
        IQueryable<ProjectRow> projects,
        ApiRequest request,
        CancellationToken cancellationToken
    )
    {
        var rows = await projects
            .Select(row => new
            {
                row.Id,
                row.OrganizationId,
                row.Name,
                row.Created,
                Clusters = db.Clusters.Count(cluster => cluster.ProjectId == row.Id),
                Tags = db
                    .ProjectDocuments.Where(document => document.ProjectId == row.Id && document.Name == TagsDocument)
                    .Select(document => document.Json)
                    .SingleOrDefault(),
            })
            .ToListAsync(cancellationToken);
        return
        [
            .. rows.Select(row => new GroupBody(
                row.Name,
                row.OrganizationId,
                row.Id,
                row.Created,
                row.Clusters,
                // Commercial projects have none.
                RegionUsageRestrictions: null,
                row.Tags is null ? [] : JsonSerializer.Deserialize<IReadOnlyList<TagBody>>(row.Tags, AtlasJson.Options)!,
                Links: [new LinkBody(request.Link($"/api/atlas/v2/groups/{row.Id}"), "self")]
            )),
        ];
    }
}
