using System.Collections.Concurrent;
using System.Globalization;
using System.Linq.Expressions;
using Atlas.KmsPortal.Data;
using Atlas.KmsPortal.Encryption;
using Microsoft.EntityFrameworkCore;

namespace Atlas.KmsPortal.Simulator;

/// <summary>Finds projects by their listings. The menu's list, and each page that somebody asks for, is made once a change of a listing.</summary>
public sealed class ProjectDirectory(IDbContextFactory<PortalDbContext> databases, ProjectSnapshots snapshots) : IProjectDirectory
{
    private static readonly ProjectStates[] s_states =
    [
        ProjectStates.Trouble,
        ProjectStates.YourTurn,
        ProjectStates.Advice,
        ProjectStates.UsesOwnKey,
    ];

    private const int MostAnswers = 1000;
    private Lazy<Task<IReadOnlyList<ListedProject>>>? _list;
    private ConcurrentDictionary<string, Lazy<Task<Answer>>> _answers = new();

    public async Task<IReadOnlyList<ListedProject>> ListAsync(CancellationToken cancellationToken)
    {
        // In place before the read begins, so that a commit meanwhile takes it away.
        var list = Volatile.Read(ref _list);
        if (list is null)
        {
            var coming = new Lazy<Task<IReadOnlyList<ListedProject>>>(() => Task.Run(ReadListAsync, CancellationToken.None));
            list = Interlocked.CompareExchange(ref _list, coming, null) ?? coming;
        }

        try
        {
            return await list.Value.WaitAsync(cancellationToken);
        }
        catch when (list.Value.IsFaulted)
        {
            Interlocked.CompareExchange(ref _list, null, list);
            throw;
        }
    }

    /// <summary>Call after a listing was written, before anybody is told of it.</summary>
    public void Forget()
    {
        Volatile.Write(ref _list, null);
        Volatile.Write(ref _answers, new());
    }

    public async Task<FoundProjects> FindAsync(ProjectQuery query, CancellationToken cancellationToken)
    {
        // Many circuits ask the same after the same change.
        var answers = Volatile.Read(ref _answers);
        var answer = answers.GetOrAdd(KeyOf(query), _ => new(() => Task.Run(() => AnswerAsync(query), CancellationToken.None)));
        try
        {
            var (page, found, counts) = await answer.Value.WaitAsync(cancellationToken);
            return new(await snapshots.FindAllAsync(page, cancellationToken), found, counts);
        }
        catch when (answer.Value.IsFaulted)
        {
            answers.TryRemove(KeyValuePair.Create(KeyOf(query), answer));
            throw;
        }
        finally
        {
            if (answers.Count > MostAnswers)
            {
                answers.Clear();
            }
        }
    }

    private async Task<Answer> AnswerAsync(ProjectQuery query)
    {
        await using var db = await databases.CreateDbContextAsync();
        var visible = Visible(db, query.Roles);
        var counts = await CountAsync(visible);
        var matching = Matching(visible, query);
        var page = await matching
            .OrderBy(line => line.Rank)
            .ThenBy(line => line.Row.Name)
            .ThenBy(line => line.Row.ProjectId)
            .Skip(query.Skip)
            .Take(query.Take)
            .Select(line => line.Row.ProjectId)
            .ToListAsync();
        return new(page, matching == visible ? counts[ProjectStates.None] : await matching.CountAsync(), counts);
    }

    private static string KeyOf(ProjectQuery query) =>
        string.Join(
            '\n',
            [
                query.Roles.OwnsEverything ? "*" : "",
                string.Join(',', query.Roles.OwnedIds.Order(StringComparer.Ordinal)),
                string.Join(',', query.Roles.ReadableIds.Order(StringComparer.Ordinal)),
                string.Create(CultureInfo.InvariantCulture, $"{query.State} {query.Skip} {query.Take}"),
                .. ProjectListing.WordsOf(query.Search),
            ]
        );

    private async Task<IReadOnlyList<ListedProject>> ReadListAsync()
    {
        await using var db = await databases.CreateDbContextAsync();
        return await db
            .ProjectListings.OrderBy(row => row.Name)
            .Select(row => new ListedProject(row.ProjectId, row.OrganizationId, row.Name, row.Waiting))
            .ToListAsync();
    }

    private static IQueryable<Line> Visible(PortalDbContext db, ProjectRoles roles)
    {
        var listings = db.ProjectListings.AsNoTracking();
        if (roles.OwnsEverything)
        {
            return listings.Select(s_asOwner);
        }

        var (owned, readable) = (roles.OwnedIds.ToList(), roles.ReadableIds.ToList());
        var seen = listings.Select(row => new
        {
            Row = row,
            Owns = owned.Contains(row.OrganizationId) || owned.Contains(row.ProjectId),
            Reads = readable.Contains(row.OrganizationId) || readable.Contains(row.ProjectId),
        });
        // Whoever is the same everywhere has one order, and that one is kept.
        return (owned.Count, readable.Count) switch
        {
            (_, 0) => seen.Where(line => line.Owns).Select(line => line.Row).Select(s_asOwner),
            (0, _) => seen.Where(line => line.Reads).Select(line => line.Row).Select(s_asReader),
            _ => seen.Where(line => line.Owns || line.Reads)
                .Select(line => new Line
                {
                    Row = line.Row,
                    Rank = line.Owns ? line.Row.OwnerRank : line.Row.ReaderRank,
                    States = line.Owns ? line.Row.OwnerStates : line.Row.ReaderStates,
                }),
        };
    }

    private static readonly Expression<Func<ProjectListingRow, Line>> s_asOwner = row => new Line
    {
        Row = row,
        Rank = row.OwnerRank,
        States = row.OwnerStates,
    };

    private static readonly Expression<Func<ProjectListingRow, Line>> s_asReader = row => new Line
    {
        Row = row,
        Rank = row.ReaderRank,
        States = row.ReaderStates,
    };

    private static IQueryable<Line> Matching(IQueryable<Line> lines, ProjectQuery query)
    {
        if (query.State is not ProjectStates.None)
        {
            lines = lines.Where(line => (line.States & query.State) != ProjectStates.None);
        }

        foreach (var word in ProjectListing.WordsOf(query.Search))
        {
            lines = lines.Where(line => line.Row.SearchText.Contains(word));
        }

        return lines;
    }

    // The combinations of states are few, whatever the number of projects.
    private static async Task<Dictionary<ProjectStates, int>> CountAsync(IQueryable<Line> lines)
    {
        var groups = await lines
            .GroupBy(line => line.States)
            .Select(group => new { States = group.Key, Count = group.Count() })
            .ToListAsync();
        var counts = s_states.ToDictionary(
            state => state,
            state => groups.Where(g => (g.States & state) != ProjectStates.None).Sum(g => g.Count)
        );
        counts[ProjectStates.None] = groups.Sum(group => group.Count);
        return counts;
    }

    /// <param name="Page">The ids of the projects on the page.</param>
    private sealed record Answer(IReadOnlyList<string> Page, int Found, IReadOnlyDictionary<ProjectStates, int> Counts);

    private sealed class Line
    {
        public required ProjectListingRow Row { get; init; }
        public int Rank { get; init; }
        public ProjectStates States { get; init; }
    }
}
