using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Components.Clusters.Form;

/// <summary>Compares two configurations of a cluster, in the words of the form.</summary>
public static class ClusterDiff
{
    public static IReadOnlyList<FieldChange> Between(ClusterSpec before, ClusterSpec after) =>
        [
            .. Fields(before)
                .Zip(Fields(after), (from, to) => new FieldChange(from.Field, from.Label, from.Value, to.Value))
                .Where(change => change.From != change.To),
        ];

    private static IEnumerable<(string Field, string Label, string Value)> Fields(ClusterSpec spec)
    {
        yield return ("instanceSize", "Tier", spec.Tier);
        yield return ("replicationSpecs", "Regions", spec.Regions.Count == 0 ? "none" : string.Join(", ", spec.Regions.Select(Told)));
        yield return (
            "encryptionAtRestProvider",
            "Manage your own encryption keys",
            spec.KeyProvider is { } key ? $"Yes, {key.KeyServiceName()}" : "No"
        );
        yield return ("paused", "Paused", YesNo(spec.Paused));
        yield return ("searchNodes", "Search Nodes", YesNo(spec.SearchNodes));
        yield return ("terminationProtectionEnabled", "Termination protection", YesNo(spec.TerminationProtection));
    }

    private static string Told(ClusterRegion region) =>
        $"{region.Provider.AtlasName()} {region.Region} ({Words.Count(region.Nodes + region.ReadOnlyNodes, "node")})";

    private static string YesNo(bool value) => value ? "Yes" : "No";
}
