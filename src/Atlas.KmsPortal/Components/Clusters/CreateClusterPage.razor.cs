using Atlas.KmsPortal.Components.Frame;
using Atlas.KmsPortal.Components.Shared;
using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Components.Clusters;

/// <summary>A new cluster. What is not possible says why beside it, as soon as it is so.</summary>
public sealed partial class CreateClusterPage(Drafts drafts, FieldFocus focus) : ClusterFormPage(drafts)
{
    private IReadOnlyList<Crumb> Trail => Crumbs(new("Clusters", ClustersAddress), new("Create"));

    private string Lede =>
        Project!.Clusters.Count == 0
            ? $"The first one in {Project.Name}."
            : $"In {Project.Name}, next to {Words.List([.. Project.Clusters.Select(cluster => cluster.Name)])}.";

    private string Summary =>
        Form!.Spec.Regions.Count == 0
            ? "Choose a region."
            : $"{Form.Spec.Tier} in {Words.List([.. Form.Spec.Regions.Select(region => region.Region)])}, {(Form.Spec.KeyProvider is null ? "MongoDB’s key" : "your key")}";

    /// <summary>An empty form is not yet wrong: what is missing is said once Create Cluster was pressed.</summary>
    private IReadOnlyList<Blocker> Shown =>
        [
            .. Blocking.Where(blocker =>
                Pressed
                || blocker.About switch
                {
                    BlockerSubject.Name => Form!.Name.Length > 0,
                    BlockerSubject.Regions or BlockerSubject.Tier => Form!.Spec.Regions.Count > 0,
                    _ => true,
                }
            ),
        ];

    private async Task CreateAsync()
    {
        Pressed = true;
        if (Blocking.Count > 0)
        {
            await focus.OnAsync(Blocking[0].About is BlockerSubject.Name ? "name" : "create-blockers");
            return;
        }

        var (name, spec) = (Form!.Name, Form.Spec);
        if (
            await SendAsync(
                () => State.CreateClusterAsync(name, spec, Leaving),
                $"{name} is being created",
                "It appears as Idle when it is ready."
            )
        )
        {
            Navigation.NavigateTo(ClustersAddress);
        }
    }

    private async Task CancelAsync()
    {
        await DiscardAsync();
        Navigation.NavigateTo(ClustersAddress);
    }
}
