using System.Collections.Concurrent;
using Atlas.KmsPortal.Data;
using Atlas.KmsPortal.Encryption;
using Microsoft.EntityFrameworkCore;

namespace Atlas.KmsPortal.Simulator;

/// <summary>
/// The only reader of whole projects: one immutable snapshot a commit and project, for everybody who looks. A commit puts the new
/// one in the place of the old, or forgets the old, before anybody hears that it is done.
/// </summary>
/// <remarks>
/// An entry stands here before its read begins, and a commit takes it away: a read that began before a commit thus never answers
/// somebody who asked after it.
/// </remarks>
public sealed class ProjectSnapshots : IDisposable
{
    private static readonly TimeSpan s_keptFor = TimeSpan.FromMinutes(5);
    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly IDbContextFactory<PortalDbContext> _databases;
    private readonly TimeProvider _clock;
    private readonly ITimer _sweeping;
    private long _generation;

    public ProjectSnapshots(IDbContextFactory<PortalDbContext> databases, TimeProvider clock)
    {
        (_databases, _clock) = (databases, clock);
        _sweeping = clock.CreateTimer(_ => Sweep(), state: null, s_keptFor, s_keptFor);
    }

    /// <summary>Grows whenever everything is forgotten.</summary>
    public long Generation => Interlocked.Read(ref _generation);

    /// <summary>How many projects are remembered.</summary>
    public int Count => _entries.Count;

    /// <returns>Null when there is no such project.</returns>
    public Task<ProjectSnapshot?> FindAsync(string projectId, CancellationToken cancellationToken) =>
        AwaitAsync(projectId, entry => entry.Project, cancellationToken);

    /// <summary>What happened to the project's endpoints and clusters, newest last.</summary>
    public Task<IReadOnlyList<TimelineEntry>> TimelineAsync(string projectId, CancellationToken cancellationToken) =>
        AwaitAsync(projectId, entry => entry.Timeline, cancellationToken);

    /// <summary>Those projects, in that order; what is not remembered is read with one command. One that is gone is left out.</summary>
    public async Task<IReadOnlyList<ProjectSnapshot>> FindAllAsync(IReadOnlyList<string> projectIds, CancellationToken cancellationToken)
    {
        List<(string Id, Entry Entry, TaskCompletionSource<ProjectSnapshot?> Coming)> missing = [];
        foreach (var projectId in projectIds)
        {
            var coming = new TaskCompletionSource<ProjectSnapshot?>(TaskCreationOptions.RunContinuationsAsynchronously);
            var entry = new Entry(this, projectId, coming.Task);
            if (_entries.TryAdd(projectId, entry))
            {
                missing.Add((projectId, entry, coming));
            }
        }

        await ReadAsync(missing);
        List<ProjectSnapshot> found = [];
        foreach (var projectId in projectIds)
        {
            if (await FindAsync(projectId, cancellationToken) is { } project)
            {
                found.Add(project);
            }
        }

        return found;
    }

    /// <summary>Every project, as it is now. Not remembered: they would push out those that somebody looks at.</summary>
    public async Task<IReadOnlyList<ProjectSnapshot>> AllAsync(CancellationToken cancellationToken)
    {
        await using var db = await _databases.CreateDbContextAsync(cancellationToken);
        return [.. (await ProjectRows.LoadAsync(db, projectIds: null, cancellationToken)).Select(rows => rows.Snapshot())];
    }

    /// <summary>Takes over what a commit has changed. In the order of the commits, and before anybody hears of them.</summary>
    /// <param name="generation">The <see cref="Generation"/> inside the transaction: when all was forgotten since, its rows may be old.</param>
    public void Publish(CommittedChanges changes, long generation)
    {
        if (changes.Everything)
        {
            ForgetAll();
            return;
        }

        var added = changes.Timeline.ToLookup(row => row.ProjectId);
        foreach (var projectId in changes.ProjectIds)
        {
            _entries.TryRemove(projectId, out var old);
            if (generation != Generation || !changes.Snapshots.TryGetValue(projectId, out var snapshot))
            {
                continue;
            }

            _entries[projectId] = (old ?? new Entry(this, projectId)).With(snapshot, [.. added[projectId]]);
            if (generation != Generation)
            {
                _entries.TryRemove(projectId, out _);
            }
        }
    }

    public void ForgetAll()
    {
        Interlocked.Increment(ref _generation);
        _entries.Clear();
    }

    public void Dispose() => _sweeping.Dispose();

    private async Task<T> AwaitAsync<T>(string projectId, Func<Entry, Lazy<Task<T>>> part, CancellationToken cancellationToken)
    {
        var entry = _entries.GetOrAdd(projectId, static (id, snapshots) => new Entry(snapshots, id), this);
        entry.UsedAt = _clock.GetTimestamp();
        try
        {
            var found = await part(entry).Value.WaitAsync(cancellationToken);
            if (found is null)
            {
                // There are as many ids of no project as one likes.
                _entries.TryRemove(KeyValuePair.Create(projectId, entry));
            }

            return found;
        }
        catch when (part(entry).Value.IsFaulted)
        {
            _entries.TryRemove(KeyValuePair.Create(projectId, entry));
            throw;
        }
    }

    private async Task<ProjectSnapshot?> ReadAsync(string projectId)
    {
        await using var db = await _databases.CreateDbContextAsync();
        return await ProjectRows.LoadAsync(db, [projectId], CancellationToken.None) is [var rows] ? rows.Snapshot() : null;
    }

    private async Task ReadAsync(IReadOnlyList<(string Id, Entry Entry, TaskCompletionSource<ProjectSnapshot?> Coming)> missing)
    {
        if (missing.Count == 0)
        {
            return;
        }

        try
        {
            await using var db = await _databases.CreateDbContextAsync();
            var read = await ProjectRows.LoadAsync(db, [.. missing.Select(one => one.Id)], CancellationToken.None);
            var byId = read.ToDictionary(rows => rows.Project.Id);
            foreach (var one in missing)
            {
                one.Coming.SetResult(byId.GetValueOrDefault(one.Id)?.Snapshot());
            }
        }
        catch (Exception exception)
        {
            foreach (var one in missing)
            {
                _entries.TryRemove(KeyValuePair.Create(one.Id, one.Entry));
                one.Coming.TrySetException(exception);
            }

            throw;
        }
    }

    private async Task<IReadOnlyList<TimelineEntry>> ReadTimelineAsync(string projectId)
    {
        await using var db = await _databases.CreateDbContextAsync();
        return await db
            .Timeline.Where(row => row.ProjectId == projectId)
            .OrderBy(row => row.Id)
            .Select(row => new TimelineEntry(row.SubjectId, row.Status, row.At, row.Cause, row.By))
            .ToListAsync();
    }

    private void Sweep()
    {
        foreach (var entry in _entries)
        {
            if (_clock.GetElapsedTime(entry.Value.UsedAt) >= s_keptFor)
            {
                _entries.TryRemove(entry);
            }
        }
    }

    // SQLite knows no asynchronous calls: a read on a thread of its own keeps those who wait for it from blocking theirs.
    private sealed class Entry(ProjectSnapshots snapshots, string projectId, Task<ProjectSnapshot?>? coming = null)
    {
        public Lazy<Task<ProjectSnapshot?>> Project { get; private init; } =
            coming is null ? new(() => Task.Run(() => snapshots.ReadAsync(projectId))) : new(coming);

        public Lazy<Task<IReadOnlyList<TimelineEntry>>> Timeline { get; private init; } =
            new(() => Task.Run(() => snapshots.ReadTimelineAsync(projectId)));

        public long UsedAt { get; set; } = snapshots._clock.GetTimestamp();

        /// <summary>The entry after a commit. A timeline that is still being read may or may not hold what was added, so it is read again.</summary>
        public Entry With(ProjectSnapshot project, IReadOnlyList<TimelineRow> added)
        {
            var snapshot = new Lazy<Task<ProjectSnapshot?>>(Task.FromResult<ProjectSnapshot?>(project));
            return Timeline is { IsValueCreated: true, Value: { IsCompletedSuccessfully: true } known }
                ? new(snapshots, projectId)
                {
                    Project = snapshot,
                    Timeline = new(
                        Task.FromResult<IReadOnlyList<TimelineEntry>>([
                            .. known.Result,
                            .. added.Select(row => new TimelineEntry(row.SubjectId, row.Status, row.At, row.Cause, row.By)),
                        ])
                    ),
                    UsedAt = UsedAt,
                }
                : new(snapshots, projectId) { Project = snapshot, UsedAt = UsedAt };
        }
    }
}
