using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Components.Clusters.Form;

/// <summary>Whether a cluster can use the project's key, with every reason.</summary>
/// <param name="Provider">Whose key is asked about; null where none is configured.</param>
/// <param name="Reasons">Why it cannot.</param>
/// <param name="Passed">What speaks for it.</param>
public sealed record KeyAnswer(CloudProvider? Provider, IReadOnlyList<Blocker> Reasons, IReadOnlyList<string> Passed)
{
    public bool IsYes => Reasons.Count == 0;

    /// <summary>Asked as if the answer were Yes, whatever the form says now.</summary>
    /// <param name="before">The cluster as it is; null for a new one.</param>
    public static KeyAnswer Of(ProjectSnapshot project, Cluster? before, ClusterSpec spec)
    {
        if ((spec.KeyProvider ?? project.Encryption.Enabled.FirstOrDefault()?.Provider) is not { } provider)
        {
            return new(null, [], []);
        }

        var encrypted = spec with { KeyProvider = provider };
        return new(
            provider,
            before?.Spec == encrypted ? [] : ClusterEncryptionRules.MayBecome(project, before, encrypted),
            [.. PassedBy(project, provider, spec)]
        );
    }

    private static IEnumerable<string> PassedBy(ProjectSnapshot project, CloudProvider provider, ClusterSpec spec)
    {
        var settings = project.Encryption[provider];
        if (!ClusterTiers.IsShared(spec.Tier))
        {
            yield return "M10 or larger";
        }

        if (settings is { Enabled: true, Health.State: KeyState.Valid })
        {
            yield return $"The key in {provider.KeyServiceName()} is valid";
        }

        if (!settings.RequirePrivateNetworking)
        {
            yield break;
        }

        foreach (
            var region in spec.Regions.Where(region =>
                region.Provider == provider && ClusterEncryptionRules.MayRunIn(project, provider, region.Region)
            )
        )
        {
            yield return $"{region.Region} has an active endpoint";
        }
    }
}
