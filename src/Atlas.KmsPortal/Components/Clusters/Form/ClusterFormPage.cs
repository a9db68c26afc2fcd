using Atlas.KmsPortal.Components.Frame;
using Atlas.KmsPortal.Components.Shared.Advice;
using Atlas.KmsPortal.Encryption;
using Microsoft.AspNetCore.Components;

namespace Atlas.KmsPortal.Components.Clusters.Form;

/// <summary>What the pages share that make or change a cluster: the draft, what the rules say to it, and who may.</summary>
public abstract class ClusterFormPage(Drafts drafts) : ProjectPage
{
    private ClusterForm? _form;
    private IReadOnlyList<Blocker> _refused = [];

    /// <summary>The cluster's name; null for a new one.</summary>
    [Parameter]
    public string? Name { get; set; }

    /// <summary>Null while it is being opened, and where there is no such cluster.</summary>
    protected ClusterFormView? View { get; private set; }

    /// <summary>Whether it was tried to send the form as it is.</summary>
    protected bool IsPressed { get; private set; }

    protected bool Working { get; private set; }

    protected override object Subject => (ProjectId, Name);

    protected string ClustersAddress => Address(PagePaths.Of(PortalPage.Clusters, CloudProvider.Azure));

    private Draft<ClusterForm> Draft => drafts.Of<ClusterForm>(ProjectId, Name is null ? "cluster/new" : $"cluster/{Name}");

    /// <summary>What stands over the page; of a cluster that is not there, that it is not.</summary>
    protected string Heading(string text) => IsOpen && View is null ? "Not found" : text;

    protected override async Task OpenedAsync()
    {
        IsPressed = false;
        _refused = [];
        _form = IsOwner ? await Draft.FindAsync(Leaving) ?? Fresh() : Fresh();
        Show();
    }

    protected override async Task ChangedAsync()
    {
        Show();
        // Nothing chosen: follow what others apply.
        if (State.Project is not null && (_form is null || (View is { Conflict.Count: > 0 } && _form.Spec == _form.Seen)))
        {
            await OpenedAsync();
        }
    }

    /// <summary>What is missing is said from now on.</summary>
    protected void Press()
    {
        IsPressed = true;
        Show();
    }

    protected async Task ChangeAsync(Func<ClusterForm, ClusterForm> edit)
    {
        var form = edit(_form!);
        _form = form;
        _refused = [];
        Show();
        if (IsOwner)
        {
            await Draft.KeepAsync(form, Leaving);
        }
    }

    protected async Task DiscardAsync()
    {
        await Draft.DiscardAsync(Leaving);
        IsPressed = false;
        _refused = [];
        _form = Fresh();
        Show();
    }

    /// <summary>Goes on from what the others applied, with the own changes on top.</summary>
    protected Task KeepMineAsync() => ChangeAsync(form => form with { Seen = View!.Existing!.Spec });

    protected async Task<bool> SendAsync(Func<Task<Outcome>> command, string done, string text)
    {
        Working = true;
        var outcome = await command();
        Working = false;
        _refused = outcome.Blockers;
        Show();
        if (!Report(outcome, done, text))
        {
            return false;
        }

        await DiscardAsync();
        return true;
    }

    /// <summary>Leads to what mends a blocker.</summary>
    protected void Resolve(Blocker blocker) => Follow(blocker.Remedy!, _form?.Spec.KeyProvider ?? _form?.Cloud ?? CloudProvider.Azure);

    private void Show()
    {
        if (State.Project is { } project)
        {
            View = ClusterFormView.Of(project, Name, _form, IsPressed, _refused);
        }
    }

    private ClusterForm? Fresh() =>
        Name is null ? ClusterForm.New(State.Project!)
        : State.Project!.Cluster(Name) is { } cluster ? ClusterForm.Of(cluster)
        : null;
}
