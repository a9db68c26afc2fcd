using System.Collections.Concurrent;

namespace Atlas.KmsPortal.Encryption;

/// <summary>Tells whoever looks at a project that it changed. One per process, shared by all circuits; nobody polls.</summary>
public sealed class ProjectWatch(ILogger<ProjectWatch> logger)
{
    private const string Any = "*";
    private readonly ConcurrentDictionary<Guid, Subscription> _subscriptions = new();

    /// <summary>Calls <paramref name="changed"/> after each commit that touched the project, until disposed.</summary>
    public IDisposable Watch(string projectId, Func<Task> changed)
    {
        var subscription = new Subscription(Guid.NewGuid(), projectId, changed, this);
        _subscriptions[subscription.Id] = subscription;
        return subscription;
    }

    /// <summary>As <see cref="Watch"/>, for every project and for what belongs to none.</summary>
    public IDisposable WatchAll(Func<Task> changed) => Watch(Any, changed);

    /// <summary>Called after a commit, never before it.</summary>
    public void Changed(IReadOnlyCollection<string> projectIds)
    {
        foreach (var subscription in _subscriptions.Values.Where(s => s.ProjectId == Any || projectIds.Contains(s.ProjectId)))
        {
            _ = NotifyAsync(subscription);
        }
    }

    // A listener that fails is the listener's trouble: the change is committed, and the others must hear of it.
    private async Task NotifyAsync(Subscription subscription)
    {
        try
        {
            await Task.Yield();
            await subscription.Changed();
        }
        catch (ObjectDisposedException)
        {
            // The circuit went away between the commit and this call.
            subscription.Dispose();
        }
        catch (Exception exception)
        {
            logger.LogError(exception, "A listener to project {ProjectId} failed.", subscription.ProjectId);
        }
    }

    private sealed record Subscription(Guid Id, string ProjectId, Func<Task> Changed, ProjectWatch Watch) : IDisposable
    {
        public void Dispose() => Watch._subscriptions.TryRemove(Id, out _);
    }
}
