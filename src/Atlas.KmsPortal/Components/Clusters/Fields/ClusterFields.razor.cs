using Atlas.KmsPortal.Components.Clusters.Form;
using Atlas.KmsPortal.Encryption;
using Microsoft.AspNetCore.Components;

namespace Atlas.KmsPortal.Components.Clusters.Fields;

/// <summary>The form of a cluster. What is not possible says why at its control.</summary>
public sealed partial class ClusterFields
{
    private static readonly Dictionary<CloudProvider, IReadOnlyList<Region>> s_regions = Enum.GetValues<CloudProvider>()
        .ToDictionary(cloud => cloud, RegionCatalog.Of);

    [Parameter, EditorRequired]
    public ClusterForm Form { get; set; } = null!;

    /// <summary>What is possible on it.</summary>
    [Parameter, EditorRequired]
    public ClusterFieldsView View { get; set; } = null!;

    /// <summary>The cluster as it is; null for a new one.</summary>
    [Parameter]
    public Cluster? Existing { get; set; }

    /// <summary>What stops the form as it stands.</summary>
    [Parameter]
    public IReadOnlyList<Blocker> Problems { get; set; } = [];

    /// <summary>What to change of the form as it is by then: while the browser is slow to acknowledge, this one is older.</summary>
    [Parameter]
    public EventCallback<Func<ClusterForm, ClusterForm>> Changed { get; set; }

    /// <summary>Leads to what mends a problem.</summary>
    [Parameter]
    public EventCallback<Blocker> Resolve { get; set; }

    [Parameter]
    public string AdvancedAddress { get; set; } = "";

    private IEnumerable<Blocker> ProblemsAbout(BlockerSubject subject) => Problems.Where(problem => problem.About == subject);

    private string? ProblemAbout(BlockerSubject subject) => ProblemsAbout(subject).FirstOrDefault()?.Message;

    private Task SetAsync(Func<ClusterSpec, ClusterSpec> edit) => Changed.InvokeAsync(form => form with { Spec = edit(form.Spec) });

    private Task ChooseCloudAsync(string atlasName) =>
        Changed.InvokeAsync(form => form with { Cloud = CloudProviders.FromAtlasName(atlasName) ?? form.Cloud });
}
