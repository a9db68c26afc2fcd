using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Components.Clusters.Form;

/// <summary>What stands on the form of a cluster, applied or not. Kept as a draft after each step, so that nothing chosen is lost.</summary>
/// <param name="Seen">The configuration that the person saw when they began; null for a new cluster.</param>
/// <param name="Cloud">The cloud whose regions are offered.</param>
public sealed record ClusterForm(string Name, ClusterSpec Spec, ClusterSpec? Seen, CloudProvider Cloud)
{
    private const int HighestPriority = 7;
    private const int UsualNodes = 3;

    /// <summary>The form of a new cluster, with the project's key where it has one.</summary>
    public static ClusterForm New(ProjectSnapshot project)
    {
        var key = project.Encryption.Enabled.FirstOrDefault()?.Provider;
        var cloud = key ?? project.Clusters.SelectMany(cluster => cluster.Spec.Regions).FirstOrDefault()?.Provider ?? CloudProvider.Azure;
        return new("", new ClusterSpec("M10", [], key), Seen: null, cloud);
    }

    public static ClusterForm Of(Cluster cluster) => new(cluster.Name, cluster.Spec, cluster.Spec, cluster.Spec.Regions[0].Provider);

    public int IndexOf(string region) => Spec.Regions.ToList().FindIndex(r => r.Provider == Cloud && r.Region == region);

    /// <summary>Adds the region, or takes it out; the first one added is preferred.</summary>
    /// <param name="before">The nodes that the cluster has already, which may stay as they are.</param>
    public ClusterForm Toggle(string region, ClusterSpec? before)
    {
        var index = IndexOf(region);
        if (index >= 0)
        {
            return Without(index);
        }

        var known = before?.Regions.FirstOrDefault(r => r.Provider == Cloud && r.Region == region);
        var nodes = known?.Nodes ?? (Spec.Regions.Count == 0 ? UsualNodes : 1);
        return WithRegions([.. Spec.Regions, new ClusterRegion(Cloud, region, nodes, ReadOnlyNodes: known?.ReadOnlyNodes ?? 0)]);
    }

    public ClusterForm Without(int index) => WithRegions([.. Spec.Regions.Where((_, i) => i != index)]);

    public ClusterForm WithNodes(int index, int nodes) =>
        this with
        {
            Spec = Spec with { Regions = [.. Spec.Regions.Select((region, i) => i == index ? region with { Nodes = nodes } : region)] },
        };

    /// <summary>Puts the region first in the order in which Atlas elects a primary.</summary>
    public ClusterForm Prefer(int index) => WithRegions([Spec.Regions[index], .. Spec.Regions.Where((_, i) => i != index)]);

    // The order is the priority: 7 is preferred, then downwards.
    private ClusterForm WithRegions(IReadOnlyList<ClusterRegion> regions)
    {
        var numbered = regions.Select((region, index) => region with { Priority = Math.Max(1, HighestPriority - index) });
        return this with { Spec = Spec with { Regions = [.. numbered] } };
    }
}
