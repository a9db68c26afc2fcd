using Atlas.KmsPortal.Components.Frame;
using Atlas.KmsPortal.Components.Shared;
using Atlas.KmsPortal.Encryption;
using Microsoft.AspNetCore.Components;

namespace Atlas.KmsPortal.Components.Clusters;

/// <summary>What the pages share that make or change a cluster: the draft, what the rules say to it, and who may.</summary>
public abstract class ClusterFormPage(Drafts drafts) : ProjectPage
{
    /// <summary>The cluster's name; null for a new one.</summary>
    [Parameter]
    public string? Name { get; set; }

    /// <summary>Null where there is no such cluster.</summary>
    protected ClusterForm? Form { get; private set; }

    /// <summary>The cluster as it is; null for a new one.</summary>
    protected Cluster? Existing => Name is null ? null : Project?.Cluster(Name);

    protected bool Pressed { get; set; }

    protected bool Working { get; private set; }

    protected IReadOnlyList<Blocker> Refused { get; private set; } = [];

    protected IReadOnlyList<FieldChange> Changes => Form is null || Existing is null ? [] : ClusterDiff.Between(Existing.Spec, Form.Spec);

    /// <summary>What somebody else changed since the draft was begun.</summary>
    protected IReadOnlyList<FieldChange> Conflict =>
        Form?.Seen is { } seen && Existing is { } cluster ? ClusterDiff.Between(seen, cluster.Spec) : [];

    /// <summary>Everything that stops the draft as it stands. A form on which nothing was changed is stopped by nothing.</summary>
    protected IReadOnlyList<Blocker> Blocking =>
        Form is null || (Existing is not null && Existing.Spec == Form.Spec)
            ? []
            :
            [
                .. Name is null ? ClusterRules.CheckName(Project!, Form.Name) : [],
                .. ClusterRules.Check(Form.Spec),
                .. ClusterEncryptionRules.MayBecome(Project!, Existing, Form.Spec),
                .. Refused,
            ];

    protected Consequences Plan => Consequences.OfCluster(Project!, Existing, Form!.Name, Form.Spec);

    protected string ClustersAddress => Address(PagePaths.Of(PortalPage.Clusters, CloudProvider.Azure));

    private Draft<ClusterForm> Draft => drafts.Of<ClusterForm>(ProjectId, Name is null ? "cluster/new" : $"cluster/{Name}");

    /// <summary>What stands over the page; of a cluster that is not there, that it is not.</summary>
    protected string Heading(string text) => IsOpen && Existing is null ? "Not found" : text;

    protected override async Task OpenedAsync()
    {
        Pressed = false;
        Refused = [];
        Form = IsOwner ? await Draft.FindAsync(Leaving) ?? Fresh() : Fresh();
    }

    protected override async Task ChangedAsync()
    {
        // Nothing chosen: follow what others apply.
        if (Form is null || (Conflict.Count > 0 && Form.Spec == Form.Seen))
        {
            await OpenedAsync();
        }
    }

    protected async Task ChangeAsync(ClusterForm form)
    {
        Form = form;
        Refused = [];
        if (IsOwner)
        {
            await Draft.KeepAsync(form, Leaving);
        }
    }

    protected async Task DiscardAsync()
    {
        await Draft.DiscardAsync(Leaving);
        Pressed = false;
        Refused = [];
        Form = Fresh();
    }

    /// <summary>Goes on from what the others applied, with the own changes on top.</summary>
    protected Task KeepMineAsync() => ChangeAsync(Form! with { Seen = Existing!.Spec });

    protected async Task<bool> SendAsync(Func<Task<Outcome>> command, string done, string text)
    {
        Working = true;
        var outcome = await command();
        Working = false;
        Refused = outcome.Blockers;
        if (!Report(outcome, done, text))
        {
            return false;
        }

        await DiscardAsync();
        return true;
    }

    /// <summary>Leads to what mends a blocker.</summary>
    protected void Resolve(Blocker blocker) => Follow(blocker.Remedy!, Form?.Spec.KeyProvider ?? Form?.Cloud ?? CloudProvider.Azure);

    private ClusterForm? Fresh() =>
        Name is null ? ClusterForm.New(Project ?? State.Project!)
        : State.Project!.Cluster(Name) is { } cluster ? ClusterForm.Of(cluster)
        : null;
}
