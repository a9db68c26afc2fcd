using System.Linq.Expressions;
using Atlas.KmsPortal.Data;
using Atlas.KmsPortal.Encryption;
using Microsoft.EntityFrameworkCore;

namespace Atlas.KmsPortal.Auditing;

/// <summary>What to look for in the log; null leaves a thing open.</summary>
/// <param name="ProjectIds">The projects that the reader may see; an event without a project is seen when this is null.</param>
/// <param name="OrganizationId">The organization whose own events are meant: its people and teams, and the coming and going of its projects.</param>
/// <param name="ClusterNames">The clusters that an event must be about, one of them at least.</param>
public sealed record AuditQuery(
    IReadOnlyCollection<string>? ProjectIds = null,
    string? Actor = null,
    AuditSource? Source = null,
    IReadOnlyCollection<string>? EventTypes = null,
    string? Text = null,
    DateTimeOffset? From = null,
    DateTimeOffset? Until = null,
    IReadOnlyCollection<string>? ExcludedEventTypes = null,
    string? OrganizationId = null,
    IReadOnlyCollection<string>? ClusterNames = null
)
{
    // A project begins and ends in its organization; what goes on in it is for its own members.
    internal static readonly string[] OfProjects = [AtlasEvents.GroupCreated, AtlasEvents.GroupNameChanged, AtlasEvents.GroupDeleted];

    /// <summary>Whether the organization tells it, not only a project of it.</summary>
    public static bool IsOfOrganization(AuditEntry entry) => entry.ProjectId is null || OfProjects.Contains(entry.EventType);
}

/// <param name="Total">How many entries match, over all pages.</param>
public sealed record AuditPage(IReadOnlyList<AuditEntry> Entries, int Total);

/// <summary>Reads the audit log, newest first. <see cref="AuditWriter"/> writes it.</summary>
public sealed class AuditLog(IDbContextFactory<PortalDbContext> database)
{
    private static readonly Expression<Func<AuditRow, AuditEntry>> s_entry = row => new AuditEntry(
        row.Id,
        row.EventId,
        row.At,
        row.Actor,
        row.Source,
        row.OrganizationId,
        row.ProjectId,
        row.EventType,
        row.Summary,
        row.Before,
        row.After
    );

    /// <param name="page">From 1.</param>
    public async Task<AuditPage> QueryAsync(AuditQuery query, int page, int size, CancellationToken cancellationToken)
    {
        await using var db = await database.CreateDbContextAsync(cancellationToken);
        var matching = Matching(db, query);
        var total = await matching.CountAsync(cancellationToken);
        var skip = (long)(page - 1) * size;
        var entries =
            skip >= total
                ? []
                : await matching.OrderByDescending(row => row.Id).Skip((int)skip).Take(size).Select(s_entry).ToListAsync(cancellationToken);
        return new(entries, total);
    }

    public async Task<AuditEntry?> FindAsync(string eventId, CancellationToken cancellationToken)
    {
        await using var db = await database.CreateDbContextAsync(cancellationToken);
        return await db.Audit.Where(row => row.EventId == eventId).Select(s_entry).SingleOrDefaultAsync(cancellationToken);
    }

    /// <summary>The event types and actors that occur, for the page's filters.</summary>
    public async Task<(IReadOnlyList<string> EventTypes, IReadOnlyList<string> Actors)> FacetsAsync(
        AuditQuery query,
        CancellationToken cancellationToken
    )
    {
        await using var db = await database.CreateDbContextAsync(cancellationToken);
        var matching = Matching(db, query);
        return (
            await matching.Select(row => row.EventType).Distinct().Order().ToListAsync(cancellationToken),
            await matching.Select(row => row.Actor).Distinct().Order().ToListAsync(cancellationToken)
        );
    }

    private static IQueryable<AuditRow> Matching(PortalDbContext db, AuditQuery query)
    {
        var rows = db.Audit.AsNoTracking();
        if (query.ProjectIds is { } projects)
        {
            rows = rows.Where(row => row.ProjectId != null && projects.Contains(row.ProjectId));
        }

        if (query.OrganizationId is { } organization)
        {
            rows = rows.Where(row =>
                row.OrganizationId == organization && (row.ProjectId == null || AuditQuery.OfProjects.Contains(row.EventType))
            );
        }

        if (query.ClusterNames is { } clusters)
        {
            // An entry names its cluster in its summary and nowhere else, as a word of its own.
            var words = clusters.SelectMany(name => new[] { $" {name} ", $" {name}:", $" {name}." }).ToList();
            rows = rows.Where(row => AtlasEvents.AboutClusters.Contains(row.EventType) && words.Any(word => row.Summary.Contains(word)));
        }

        if (query.Actor is { } actor)
        {
            rows = rows.Where(row => row.Actor == actor);
        }

        if (query.Source is { } source)
        {
            rows = rows.Where(row => row.Source == source);
        }

        if (query.EventTypes is { } types)
        {
            rows = rows.Where(row => types.Contains(row.EventType));
        }

        if (query.ExcludedEventTypes is { } excluded)
        {
            rows = rows.Where(row => !excluded.Contains(row.EventType));
        }

        if (query.From is { } from)
        {
            rows = rows.Where(row => row.At >= from);
        }

        if (query.Until is { } until)
        {
            rows = rows.Where(row => row.At <= until);
        }

        return string.IsNullOrWhiteSpace(query.Text)
            ? rows
            : rows.Where(row => row.Summary.Contains(query.Text) || row.EventType.Contains(query.Text) || row.Actor.Contains(query.Text));
    }
}
