using Atlas.KmsPortal.Components.Clusters.Fields;
using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Components.Clusters.Form;

/// <summary>What the pages show that make or change a cluster.</summary>
/// <param name="Existing">The cluster as it is; null for a new one.</param>
/// <param name="Conflict">What somebody else changed since the draft was begun.</param>
/// <param name="Blocking">Everything that stops the draft as it stands. A form on which nothing was changed is stopped by nothing.</param>
/// <param name="Neighbors">Where a new cluster goes, in a sentence.</param>
/// <param name="Shown">What of it is said already: an empty form is not yet wrong, what is missing is said once the button was pressed.</param>
public sealed record ClusterFormView(
    ClusterForm Form,
    Cluster? Existing,
    IReadOnlyList<FieldChange> Changes,
    IReadOnlyList<FieldChange> Conflict,
    IReadOnlyList<Blocker> Blocking,
    IReadOnlyList<Blocker> Shown,
    Consequences Plan,
    ClusterFieldsView Fields,
    KeyAnswer Answer,
    string Neighbors
)
{
    /// <summary>A new cluster in a few words.</summary>
    public string Summary =>
        Form.Spec.Regions.Count == 0
            ? "Choose a region."
            : $"{Form.Spec.Tier} in {Words.List([.. Form.Spec.Regions.Select(region => region.Region)])}, {(Form.Spec.KeyProvider is null ? "MongoDB’s key" : "your key")}";

    /// <param name="name">The cluster's name; null for a new one.</param>
    /// <param name="isPressed">Whether it was tried to send the form as it is.</param>
    /// <param name="refused">What Atlas said.</param>
    /// <returns>Null where there is no such cluster.</returns>
    public static ClusterFormView? Of(
        ProjectSnapshot project,
        string? name,
        ClusterForm? form,
        bool isPressed,
        IReadOnlyList<Blocker> refused
    )
    {
        var existing = name is null ? null : project.Cluster(name);
        if (form is null || (name is not null && existing is null))
        {
            return null;
        }

        var blocking = BlockingOf(project, existing, form, refused);
        return new(
            form,
            existing,
            existing is null ? [] : ClusterDiff.Between(existing.Spec, form.Spec),
            (form.Seen, existing) is ({ } seen, { } cluster) ? ClusterDiff.Between(seen, cluster.Spec) : [],
            blocking,
            [.. blocking.Where(blocker => isPressed || existing is not null || IsWrongAlready(form, blocker))],
            Consequences.OfCluster(project, existing, form.Name, form.Spec),
            ClusterFieldsView.Of(project, existing, form),
            KeyAnswer.Of(project, existing, form.Spec),
            NeighborsOf(project)
        );
    }

    private static string NeighborsOf(ProjectSnapshot project) =>
        project.Clusters.Count == 0
            ? $"The first one in {project.Name}."
            : $"In {project.Name}, next to {Words.List([.. project.Clusters.Select(cluster => cluster.Name)])}.";

    private static IReadOnlyList<Blocker> BlockingOf(
        ProjectSnapshot project,
        Cluster? existing,
        ClusterForm form,
        IReadOnlyList<Blocker> refused
    ) =>
        existing?.Spec == form.Spec
            ? []
            :
            [
                .. existing is null ? ClusterRules.CheckName(project, form.Name) : [],
                .. ClusterRules.Check(form.Spec),
                .. ClusterEncryptionRules.MayBecome(project, existing, form.Spec),
                .. refused,
            ];

    private static bool IsWrongAlready(ClusterForm form, Blocker blocker) =>
        blocker.About switch
        {
            BlockerSubject.Name => form.Name.Length > 0,
            BlockerSubject.Regions or BlockerSubject.Tier => form.Spec.Regions.Count > 0,
            _ => true,
        };
}
