using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Components.Clusters;

/// <summary>What a cluster's state means, and the way back from a bad one, in words.</summary>
public static class ClusterText
{
    /// <param name="clusters">How many clusters it is said of.</param>
    /// <returns>Null while they run.</returns>
    public static string? WhyShutDown(ShutdownReason reason, int clusters = 1) =>
        (reason, clusters) switch
        {
            (ShutdownReason.KeyInvalid, 1) =>
                "Its key or the credentials are not valid, so it cannot open its files. Restore the key or put in credentials that work; Atlas then starts it automatically.",
            (ShutdownReason.KeyInvalid, _) =>
                "Their key or the credentials are not valid, so they cannot open their files. Restore the key or put in credentials that work; Atlas then starts them automatically.",
            (ShutdownReason.MultiCloudOverPrivateNetworking, 1) =>
                "It runs on several clouds, and private networking is required. Run it on one cloud, or switch private networking off, and it comes back automatically.",
            (ShutdownReason.MultiCloudOverPrivateNetworking, _) =>
                "They run on several clouds, and private networking is required. Run each on one cloud, or switch private networking off, and they come back automatically.",
            _ => null,
        };

    /// <summary>Atlas disables a cluster that no longer fits the project, and shuts one down whose key is lost.</summary>
    public static string Down(ShutdownReason reason) => reason is ShutdownReason.MultiCloudOverPrivateNetworking ? "disabled" : "shut down";

    /// <summary>How the nodes reach the key, beside the badge that says it in a word.</summary>
    public static string WayNote(ProjectSnapshot project, Cluster cluster, bool isOwner)
    {
        if (cluster.Spec.KeyProvider is not { } provider)
        {
            return "does not use your key";
        }

        if (cluster.KeyAccess is not KeyAccess.Migrating)
        {
            return cluster.KeyAccess is KeyAccess.Private ? "over private endpoints only" : "over the public network";
        }

        // Atlas shows endpoints to owners only, so only they learn for which one it waits.
        var waits = isOwner
            ? cluster.RegionsOf().Where(region => !ClusterEncryptionRules.MayRunIn(project, provider, region)).ToList()
            : [];
        return waits.Count > 0 ? $"public to private, waits for {Words.List(waits)}" : "public to private, node by node";
    }
}
