using System.Collections.Concurrent;
using System.Data.Common;
using System.Text.Json;
using Atlas.KmsPortal.Data;
using Atlas.KmsPortal.Encryption;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Atlas.KmsPortal.Simulator;

/// <summary>All rows of one project, and what of the clouds its snapshot shows.</summary>
internal sealed class ProjectRows
{
    private static readonly ConcurrentDictionary<(IModel Model, Asked Asked), string> s_sql = new();
    private static readonly ConcurrentDictionary<IModel, string> s_regionSql = new();

    public required ProjectRow Project { get; init; }
    public required string OrganizationName { get; init; }
    public ProjectListingRow? Listing { get; set; }
    public List<ClusterRow> Clusters { get; } = [];
    public List<PrivateEndpointRow> Endpoints { get; } = [];
    public List<CloudProviderRoleRow> Roles { get; } = [];
    public bool? AzureNetworkRegistered { get; private set; }
    public IReadOnlyList<string> AwsReplicaRegions { get; private set; } = [];

    public ProjectSnapshot Snapshot() =>
        Snapshots.Of(Project, OrganizationName, Clusters, Endpoints, Roles, AzureNetworkRegistered, AwsReplicaRegions);

    /// <summary>Tells the context of the rows, so that it writes what is changed in them.</summary>
    public void Track(PortalDbContext db)
    {
        db.Attach(Project);
        db.AttachRange(Clusters);
        db.AttachRange(Endpoints);
        db.AttachRange(Roles);
        if (Listing is not null)
        {
            db.Attach(Listing);
        }
    }

    /// <summary>The projects with these ids, or all of them, by name. One command, however many.</summary>
    public static Task<IReadOnlyList<ProjectRows>> LoadAsync(
        PortalDbContext db,
        IReadOnlyCollection<string>? projectIds,
        CancellationToken cancellationToken
    )
    {
        (Asked Asked, (string, object?)[] Parameters) about = projectIds switch
        {
            null => (Asked.All, []),
            { Count: 1 } => (Asked.One, [("@id", projectIds.First())]),
            _ => (Asked.Some, [("@ids", JsonSerializer.Serialize(projectIds, JsonSerializerOptions.Default))]),
        };
        return Data.Sql.ReadAsync(
            db,
            s_sql.GetOrAdd((db.Model, about.Asked), static (key, db) => Query(db, key.Asked), db),
            reader => ReadAsync(db, reader, cancellationToken),
            cancellationToken,
            about.Parameters
        );
    }

    /// <summary>The project, and its endpoints in one region. Nothing else of it.</summary>
    public static Task<ProjectRows?> FindForRegionAsync(
        PortalDbContext db,
        string projectId,
        CloudProvider provider,
        string region,
        CancellationToken cancellationToken
    ) =>
        Data.Sql.ReadAsync(
            db,
            s_regionSql.GetOrAdd(db.Model, static (_, db) => RegionQuery(db), db),
            async reader =>
            {
                if (!await reader.ReadAsync(cancellationToken))
                {
                    return null;
                }

                var rows = new ProjectRows { Project = (ProjectRow)Table.Of(db, typeof(ProjectRow)).Read(reader), OrganizationName = "" };
                await reader.NextResultAsync(cancellationToken);
                while (await reader.ReadAsync(cancellationToken))
                {
                    rows.Endpoints.Add((PrivateEndpointRow)Table.Of(db, typeof(PrivateEndpointRow)).Read(reader));
                }

                return rows;
            },
            cancellationToken,
            ("@id", projectId),
            ("@provider", provider.ToString()),
            ("@region", region)
        );

    private static async Task<IReadOnlyList<ProjectRows>> ReadAsync(
        PortalDbContext db,
        DbDataReader reader,
        CancellationToken cancellationToken
    )
    {
        List<ProjectRows> projects = [];
        var project = Table.Of(db, typeof(ProjectRow));
        while (await reader.ReadAsync(cancellationToken))
        {
            projects.Add(
                new ProjectRows { Project = (ProjectRow)project.Read(reader), OrganizationName = reader.GetString(project.Columns.Count) }
            );
        }

        var byId = projects.ToDictionary(rows => rows.Project.Id);
        await EachAsync<ProjectListingRow>(row => byId[row.ProjectId].Listing = row);
        await EachAsync<ClusterRow>(row => byId[row.ProjectId].Clusters.Add(row));
        await EachAsync<PrivateEndpointRow>(row => byId[row.ProjectId].Endpoints.Add(row));
        await EachAsync<CloudProviderRoleRow>(row => byId[row.ProjectId].Roles.Add(row));
        await reader.NextResultAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            byId[reader.GetString(0)].AzureNetworkRegistered = reader.GetBoolean(1);
        }

        await reader.NextResultAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var rows = byId[reader.GetString(0)];
            if (reader.GetString(1) == SimulatedClouds.AwsKeyId(rows.Project.AwsKms))
            {
                rows.AwsReplicaRegions = reader.GetString(2).Split(',');
            }
        }

        return projects;

        async Task EachAsync<T>(Action<T> take)
        {
            var table = Table.Of(db, typeof(T));
            await reader.NextResultAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                take((T)table.Read(reader));
            }
        }
    }

    // A text for each, because SQLite settles before it knows the values whether an index helps.
    private static string Query(PortalDbContext db, Asked asked)
    {
        var isAsked = asked switch
        {
            Asked.All => "TRUE",
            Asked.One => "{0} = @id",
            _ => "{0} IN (SELECT value FROM json_each(@ids))",
        };
        var (project, ofProject) = (IsAsked("p.\"Id\""), IsAsked("r.\"ProjectId\""));
        return $"""
            SELECT {Table.Of(db, typeof(ProjectRow)).Select("p")}, o."Name"
            FROM "Projects" p JOIN "Organizations" o ON o."Id" = p."OrganizationId" WHERE {project} ORDER BY p."Name";
            SELECT {Table.Of(db, typeof(ProjectListingRow)).Select("r")} FROM "ProjectListings" r WHERE {ofProject};
            SELECT {Table.Of(db, typeof(ClusterRow)).Select("r")} FROM "Clusters" r WHERE {ofProject} ORDER BY r."CreatedAt", r."Id";
            SELECT {Table.Of(db, typeof(PrivateEndpointRow)).Select(
                "r"
            )} FROM "PrivateEndpoints" r WHERE {ofProject} ORDER BY r."CreatedAt", r."Id";
            SELECT {Table.Of(db, typeof(CloudProviderRoleRow)).Select(
                "r"
            )} FROM "CloudProviderRoles" r WHERE {ofProject} ORDER BY r."CreatedAt", r."Id";
            SELECT p."Id", s."NetworkProviderRegistered" FROM "Projects" p
            JOIN "AzureSubscriptions" s ON s."Id" = lower(p."AzureKeyVault" ->> '$.SubscriptionId') WHERE {project};
            SELECT p."Id", k."Id", k."ReplicaRegions" FROM "Projects" p
            JOIN "CloudKeys" k ON k."Container" = replace(upper(p."AwsKms" ->> '$.Region'), '-', '_') AND k."Name" = p."AwsKms" ->> '$.CustomerMasterKeyId'
            WHERE k."ReplicaRegions" IS NOT NULL AND {project};
            """;

        string IsAsked(string column) => isAsked.Replace("{0}", column, StringComparison.Ordinal);
    }

    private static string RegionQuery(PortalDbContext db) =>
        $"""
            SELECT {Table.Of(db, typeof(ProjectRow)).Select("p")} FROM "Projects" p WHERE p."Id" = @id;
            SELECT {Table.Of(db, typeof(PrivateEndpointRow)).Select("r")} FROM "PrivateEndpoints" r
            WHERE r."ProjectId" = @id AND r."Provider" = @provider AND r."Region" = @region;
            """;

    private enum Asked
    {
        One,
        Some,
        All,
    }
}
