using Atlas.KmsPortal.Components.Frame;
using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Components.Clusters.Form;

/// <summary>A new cluster. What is not possible says why beside it, as soon as it is so.</summary>
public sealed partial class CreateClusterPage(Drafts drafts, FieldFocus focus) : ClusterFormPage(drafts)
{
    private IReadOnlyList<Crumb> Trail => Crumbs(new("Clusters", ClustersAddress), new("Create"));

    private async Task CreateAsync()
    {
        Press();
        if (View!.Blocking.Count > 0)
        {
            await focus.OnAsync(View.Blocking[0].About is BlockerSubject.Name ? "name" : "create-blockers");
            return;
        }

        var (name, spec) = (View.Form.Name, View.Form.Spec);
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
