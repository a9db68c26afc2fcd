using Atlas.KmsPortal.Components.Frame;
using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Components.Clusters.Form;

/// <summary>Second step of changing a cluster: see what changes and what that means, then apply.</summary>
public sealed partial class ReviewChangesPage(Drafts drafts) : ClusterFormPage(drafts)
{
    private string EditAddress => $"{ClustersAddress}/{Uri.EscapeDataString(Name!)}/edit";

    private IReadOnlyList<Crumb> Trail => Crumbs(new("Clusters", ClustersAddress), new(Name ?? "", EditAddress), new("Review Changes"));

    private async Task ApplyAsync()
    {
        var (seen, spec) = (View!.Existing! with { Spec = View.Form.Seen! }, View.Form.Spec);
        if (
            await SendAsync(() => State.UpdateClusterAsync(seen, spec, Leaving), $"{seen.Name} is changing", "The list shows its progress.")
        )
        {
            Navigation.NavigateTo(ClustersAddress);
        }
    }
}
