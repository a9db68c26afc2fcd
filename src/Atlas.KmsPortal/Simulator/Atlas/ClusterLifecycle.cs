using Atlas.KmsPortal.Data;
using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Simulator;

/// <summary>How a cluster reaches its key, and whether it runs. Pure; nothing else decides it.</summary>
internal static class ClusterLifecycle
{
    /// <summary>Why Atlas keeps the cluster shut down now.</summary>
    /// <param name="sealedWith">The key service that its files are sealed with now, whatever was decided since.</param>
    public static ShutdownReason ShutdownOf(ClusterSpec spec, CloudProvider? sealedWith, EncryptionAtRest encryption) =>
        sealedWith switch
        {
            _ when IsMultiCloud(spec) && encryption.All.Any(settings => settings.RequirePrivateNetworking) =>
                ShutdownReason.MultiCloudOverPrivateNetworking,
            { } provider when encryption[provider] is { Enabled: true, Health.State: KeyState.Invalid } => ShutdownReason.KeyInvalid,
            _ => ShutdownReason.None,
        };

    /// <summary>The way to the key after something changed.</summary>
    /// <param name="activeRegions">The regions with an ACTIVE endpoint for the cluster's key service.</param>
    /// <param name="migrationOver">Whether the nodes have had the time to move.</param>
    public static KeyAccess AccessOf(
        ClusterRow cluster,
        EncryptionAtRest encryption,
        IReadOnlySet<string> activeRegions,
        bool migrationOver
    )
    {
        if (cluster.Spec.KeyProvider is not { } provider)
        {
            return KeyAccess.None;
        }

        if (!encryption[provider].RequirePrivateNetworking || activeRegions.Count == 0)
        {
            return KeyAccess.Public;
        }

        var covered = cluster.Spec.Regions.All(region => activeRegions.Contains(region.Region));
        return (covered, cluster.KeyAccess) switch
        {
            (true, KeyAccess.Private) => KeyAccess.Private,
            // Nodes that have never run have nothing to migrate.
            (true, _) when cluster.State is ClusterState.Creating || migrationOver => KeyAccess.Private,
            _ => KeyAccess.Migrating,
        };
    }

    public static bool IsMultiCloud(ClusterSpec spec) => spec.Regions.Select(region => region.Provider).Distinct().Count() > 1;

    /// <summary>What a change means for the nodes, in words.</summary>
    public static string WorkFor(ClusterSpec before, ClusterSpec after) =>
        (before.KeyProvider, after.KeyProvider) switch
        {
            (null, not null) => "Re-encrypting with your key",
            (not null, null) => "Re-encrypting with MongoDB’s key",
            _ when before.Paused != after.Paused => after.Paused ? "Pausing" : "Resuming",
            _ => "Applying the new configuration",
        };
}
