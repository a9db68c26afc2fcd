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

    [Parameter]
    public EventCallback<ClusterForm> Changed { get; set; }

    /// <summary>Leads to what mends a problem.</summary>
    [Parameter]
    public EventCallback<Blocker> Resolve { get; set; }

    [Parameter]
    public string AdvancedAddress { get; set; } = "";

    private IEnumerable<Blocker> ProblemsAbout(BlockerSubject subject) => Problems.Where(problem => problem.About == subject);

    private string? ProblemAbout(BlockerSubject subject) => ProblemsAbout(subject).FirstOrDefault()?.Message;

    private Task SetAsync(ClusterSpec spec) => Changed.InvokeAsync(Form with { Spec = spec });

    private Task ChooseCloudAsync(string atlasName) =>
        Changed.InvokeAsync(Form with { Cloud = CloudProviders.FromAtlasName(atlasName) ?? Form.Cloud });
}
