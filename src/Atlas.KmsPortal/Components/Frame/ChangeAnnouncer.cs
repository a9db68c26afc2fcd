using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Components.Frame;

/// <summary>Tells what changed on the open project: at most once per second, so that forty changes at once are one sentence.</summary>
internal sealed class ChangeAnnouncer(Announcer announcer, TimeProvider clock, Func<ProjectSnapshot?> project) : IDisposable
{
    private static readonly TimeSpan s_collectsFor = TimeSpan.FromSeconds(1);

    private readonly Lock _telling = new();
    private ProjectSnapshot? _told = project();
    private ITimer? _timer;

    /// <summary>The project is not as it was told.</summary>
    public void Changed()
    {
        lock (_telling)
        {
            _timer ??= clock.CreateTimer(_ => Tell(), state: null, s_collectsFor, Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose()
    {
        lock (_telling)
        {
            _timer?.Dispose();
        }
    }

    private void Tell()
    {
        ProjectSnapshot? before;
        var after = project();
        lock (_telling)
        {
            before = _told;
            (_told, _timer) = (after, null);
        }

        if (before is null || after is null)
        {
            return;
        }

        foreach (var kind in Announcements.Between(before, after).GroupBy(announcement => announcement.Politeness))
        {
            // One region says one thing at a time: what comes together is said together.
            var sentences = string.Join(' ', kind.Select(announcement => announcement.Sentence));
            if (kind.Key is Politeness.Assertive)
            {
                announcer.Alert(sentences);
            }
            else
            {
                announcer.Say(sentences);
            }
        }
    }
}
