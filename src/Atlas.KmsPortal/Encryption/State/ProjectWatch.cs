using System.Collections.Concurrent;
using System.Threading.Channels;

namespace Atlas.KmsPortal.Encryption;

/// <summary>
/// Tells whoever looks at a project that it changed. One per process, shared by all circuits; nobody polls. A few workers do the
/// telling, so that requests always find a thread, and a change that comes while somebody is due adds nothing.
/// </summary>
public sealed class ProjectWatch : IDisposable
{
    /// <summary>Whoever looks at everything is told no more often than this.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    // A listener that hangs must not hold up the others.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, ConcurrentDictionary<Subscription, bool>> _byProject = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Subscription, bool> _ofAll = new();
    private readonly ConcurrentDictionary<Subscription, bool> _ofList = new();
    private readonly Channel<Subscription> _due = Channel.CreateUnbounded<Subscription>();
    private readonly TimeProvider _clock;
    private readonly ILogger<ProjectWatch> _logger;

    public ProjectWatch(TimeProvider clock, ILogger<ProjectWatch> logger)
    {
        (_clock, _logger) = (clock, logger);
        for (var worker = 0; worker < Math.Max(1, Environment.ProcessorCount - 1); worker++)
        {
            _ = Task.Run(TellAsync);
        }
    }

    /// <summary>Calls <paramref name="changed"/> after commits that touched the project, until disposed.</summary>
    public IDisposable Watch(string projectId, Func<Task> changed)
    {
        var subscription = new Subscription(this, projectId, changed);
        lock (_byProject)
        {
            _byProject.GetOrAdd(projectId, _ => new())[subscription] = true;
        }

        return subscription;
    }

    /// <summary>As <see cref="Watch"/>, for every project and for what belongs to none.</summary>
    public IDisposable WatchAll(Func<Task> changed)
    {
        var subscription = new Subscription(this, projectId: null, changed);
        _ofAll[subscription] = true;
        return subscription;
    }

    /// <summary>Calls back when the list of projects looks different: a name, what waits, a project more or less.</summary>
    public IDisposable WatchList(Func<Task> changed)
    {
        var subscription = new Subscription(this, projectId: null, changed);
        _ofList[subscription] = true;
        return subscription;
    }

    /// <summary>Called after a commit, never before it.</summary>
    public void Changed(IReadOnlyCollection<string> projectIds)
    {
        foreach (var projectId in projectIds)
        {
            if (_byProject.TryGetValue(projectId, out var subscriptions))
            {
                TellAll(subscriptions);
            }
        }

        TellAll(_ofAll);
    }

    /// <summary>Called after a commit that changed what lists of projects show.</summary>
    public void ListChanged() => TellAll(_ofList);

    /// <summary>Called when anything may have changed.</summary>
    public void EverythingChanged()
    {
        foreach (var subscriptions in _byProject.Values)
        {
            TellAll(subscriptions);
        }

        TellAll(_ofAll);
    }

    public void Dispose() => _due.Writer.TryComplete();

    private static void TellAll(ConcurrentDictionary<Subscription, bool> subscriptions)
    {
        foreach (var (subscription, _) in subscriptions)
        {
            subscription.BecomeDue();
        }
    }

    private async Task TellAsync()
    {
        await foreach (var subscription in _due.Reader.ReadAllAsync())
        {
            await TellAsync(subscription);
        }
    }

    // A listener that fails is the listener's trouble: the change is committed, and the others must hear of it.
    private async Task TellAsync(Subscription subscription)
    {
        try
        {
            await subscription.TellAsync().WaitAsync(s_patience, _clock);
        }
        catch (ObjectDisposedException)
        {
            // The circuit went away between the commit and this call.
            subscription.Dispose();
        }
        catch (Exception exception)
        {
            _logger.LogError(exception, "A listener to project {ProjectId} failed.", subscription.ProjectId);
        }
    }

    private void Leave(Subscription subscription)
    {
        if (subscription.ProjectId is not { } projectId)
        {
            _ofAll.TryRemove(subscription, out _);
            _ofList.TryRemove(subscription, out _);
            return;
        }

        lock (_byProject)
        {
            if (
                _byProject.TryGetValue(projectId, out var subscriptions)
                && subscriptions.TryRemove(subscription, out _)
                && subscriptions.IsEmpty
            )
            {
                _byProject.TryRemove(projectId, out _);
            }
        }
    }

    private sealed class Subscription(ProjectWatch watch, string? projectId, Func<Task> changed) : IDisposable
    {
        private int _isDue;
        private bool _left;
        private long? _toldAt;

        public string? ProjectId => projectId;

        public void BecomeDue()
        {
            if (Interlocked.Exchange(ref _isDue, 1) == 0)
            {
                _ = QueueAsync();
            }
        }

        public Task TellAsync()
        {
            // What comes from here on is a change that this call may not see any more.
            Volatile.Write(ref _isDue, 0);
            _toldAt = watch._clock.GetTimestamp();
            return _left ? Task.CompletedTask : changed();
        }

        public void Dispose()
        {
            _left = true;
            watch.Leave(this);
        }

        private async Task QueueAsync()
        {
            if (projectId is null && _toldAt is { } toldAt && Pause - watch._clock.GetElapsedTime(toldAt) is { Ticks: > 0 } left)
            {
                await Task.Delay(left, watch._clock);
            }

            watch._due.Writer.TryWrite(this);
        }
    }
}
