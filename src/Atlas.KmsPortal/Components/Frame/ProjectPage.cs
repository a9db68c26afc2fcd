using Atlas.KmsPortal.Encryption;
using Microsoft.AspNetCore.Components;

namespace Atlas.KmsPortal.Components.Frame;

/// <summary>What every page of a project does: open it, follow its changes, lead on to other pages of it.</summary>
public abstract class ProjectPage : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private IDisposable? _subscription;
    private ChangeAnnouncer? _changes;
    private object? _opened;

    [Parameter]
    public string ProjectId { get; set; } = "";

    [Inject]
    protected EncryptionState State { get; set; } = null!;

    [Inject]
    protected NavigationManager Navigation { get; set; } = null!;

    [Inject]
    protected Toaster Toaster { get; set; } = null!;

    [Inject]
    private Announcer Announcer { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    /// <summary>Null while it is being opened, and where there is none.</summary>
    protected ProjectSnapshot? Project => IsOpen ? State.Project : null;

    protected internal bool IsOpen { get; private set; }

    /// <summary>Whether it does not exist, or is not for this person.</summary>
    protected internal bool IsMissing => IsOpen && State.Project is null;

    /// <summary>Whether the rest of the address names a page; <see cref="ProjectFrame"/> says so where it does not.</summary>
    protected internal virtual bool IsKnownPage => true;

    protected internal bool IsOwner => State.IsOwner;

    /// <summary>Atlas's time: what is drawn counts from here.</summary>
    protected internal DateTimeOffset Now => State.Now;

    /// <summary>What the page is about, as its address says. It is opened anew for another, since the address may change under it.</summary>
    protected virtual object Subject => ProjectId;

    /// <summary>Cancelled when the page is left.</summary>
    protected CancellationToken Leaving => _leaving.Token;

    protected override async Task OnParametersSetAsync()
    {
        var subject = Subject;
        if (subject.Equals(_opened))
        {
            return;
        }

        _opened = subject;
        _subscription?.Dispose();
        _changes?.Dispose();
        IsOpen = false;
        var found = await State.OpenAsync(ProjectId, Leaving);
        if (found)
        {
            await OpenedAsync();
        }

        // Left, or led elsewhere, while it opened: whoever came later follows.
        if (_leaving.IsCancellationRequested || !subject.Equals(_opened))
        {
            return;
        }

        IsOpen = true;
        if (found && RendererInfo.IsInteractive)
        {
            _changes = new ChangeAnnouncer(Announcer, Clock, () => State.Project);
            _subscription = State.OnChange(() => InvokeAsync(FollowAsync));
        }
    }

    /// <summary>Once the project is there, before the page shows it.</summary>
    protected virtual Task OpenedAsync() => Task.CompletedTask;

    /// <summary>After each change of the project, before the page shows it.</summary>
    protected virtual Task ChangedAsync() => Task.CompletedTask;

    protected string Address(string? page = null) => page is null ? $"projects/{ProjectId}" : $"projects/{ProjectId}/{page}";

    protected IReadOnlyList<Crumb> Crumbs(params Crumb[] more) => [new("Projects", ""), new(Project?.Name ?? "", Address()), .. more];

    /// <summary>Leads to the page that resolves something. Fields and regions are the page's own business.</summary>
    protected void Follow(Remedy remedy, CloudProvider provider)
    {
        if (remedy.Kind is RemedyKind.Page)
        {
            Navigation.NavigateTo(Address(PagePaths.Of(remedy.Target, provider)));
        }
    }

    /// <summary>Says what became of a command.</summary>
    /// <returns>Whether it was done.</returns>
    protected bool Report(Outcome outcome, string done, string? text = null)
    {
        if (outcome.Succeeded)
        {
            Toaster.Good(done, text);
        }
        else if (outcome.Blockers.Count > 0)
        {
            Toaster.Bad(outcome.Blockers[0].Title, outcome.Blockers[0].Message);
        }
        else
        {
            Toaster.Bad(
                "Someone else changed this in the meantime",
                $"Nothing was saved. They changed {Words.List([.. outcome.Conflict!.Select(change => change.ToString())])}."
            );
        }

        return outcome.Succeeded;
    }

    /// <summary>Says how trying the keys went: a key that was tried and does not answer is no success.</summary>
    protected void ReportKeys(Outcome outcome)
    {
        var broken = Project?.Encryption.Enabled.FirstOrDefault(settings => settings.Health.State is not KeyState.Valid);
        if (outcome.Succeeded && broken is not null)
        {
            Toaster.Bad("Key check failed", broken.Health.Message ?? "The key has not answered yet.");
            return;
        }

        Report(outcome, "Key verified", "Encrypt and decrypt work.");
    }

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            _subscription?.Dispose();
            _changes?.Dispose();
            _leaving.Cancel();
            _leaving.Dispose();
        }
    }

    private async Task FollowAsync()
    {
        if (!_leaving.IsCancellationRequested)
        {
            _changes?.Changed();
            await ChangedAsync();
            StateHasChanged();
        }
    }
}
