namespace Atlas.KmsPortal.Encryption;

public enum PreflightOutcome
{
    Pass,
    Fail,
    Warn,

    /// <summary>Somebody's turn.</summary>
    Waits,
}

/// <summary>One thing that has to be so.</summary>
/// <param name="Evidence">What was found: "Checked 2 min ago: get, encrypt, decrypt".</param>
public sealed record PreflightCheck(PreflightOutcome Outcome, string Title, string? Evidence = null, Remedy? Remedy = null);

/// <summary>Every prerequisite at a glance. Decides nothing: asks the rules and says what they found.</summary>
public static class Preflight
{
    /// <param name="provider">The key service looked at; the project's own, or the one on the form.</param>
    public static IReadOnlyList<PreflightCheck> Of(ProjectSnapshot project, ProjectRole role, CloudProvider provider, DateTimeOffset now)
    {
        var settings = project.Encryption[provider];
        IEnumerable<PreflightCheck?> checks =
        [
            // For those who may only look it is no fault of the project's; the page says once who may do more.
            role is ProjectRole.Owner
                ? new(PreflightOutcome.Pass, "You are a Project Owner")
                : null,
            project.IsInactive
                ? new(PreflightOutcome.Fail, "The project is INACTIVE", EncryptionRules.Inactive(project).Message)
                : new(PreflightOutcome.Pass, "Project is active"),
            KeyAnswers(project, settings, now),
            Network(project, provider),
            ClustersFit(project, provider),
            RegionsCovered(project, role, settings),
            SecretLasts(settings, now),
            KeyAge(project, settings, now),
        ];
        return [.. checks.OfType<PreflightCheck>()];
    }

    private static PreflightCheck KeyAnswers(ProjectSnapshot project, KeyProviderSettings settings, DateTimeOffset now)
    {
        var checkedAgo = settings.Health.CheckedAt is { } at ? $"Checked {Words.Duration(now - at)} ago: encrypt and decrypt." : null;
        return (settings.Enabled, settings.Health.State) switch
        {
            // Nothing can be filled in there; the check before says why.
            (false, _) when project.IsInactive => new(PreflightOutcome.Warn, $"{settings.Provider.KeyServiceName()} is not configured"),
            (false, _) => new(
                PreflightOutcome.Warn,
                $"{settings.Provider.KeyServiceName()} is not configured",
                "Fill in the key and the credentials, then save.",
                new(RemedyKind.Page, "Set up your key", PortalPage.Advanced)
            ),
            (_, KeyState.Valid) => new(PreflightOutcome.Pass, "Vault and key respond", checkedAgo),
            (_, KeyState.Unknown) => new(
                PreflightOutcome.Warn,
                "Key check in progress",
                "Over private networking the data nodes check it, which takes a moment."
            ),
            (_, KeyState.Unreachable) => new(PreflightOutcome.Warn, "The key service doesn’t respond", settings.Health.Message, TryAgain),
            _ => new(PreflightOutcome.Fail, "The key is invalid", settings.Health.Message, TryAgain),
        };
    }

    private static Remedy TryAgain { get; } = new(RemedyKind.Page, "Try Again", PortalPage.Advanced);

    private static PreflightCheck? Network(ProjectSnapshot project, CloudProvider provider) =>
        (provider, project.AzureNetworkRegistered) switch
        {
            (CloudProvider.Azure, true) => new(PreflightOutcome.Pass, "Microsoft.Network registered"),
            (CloudProvider.Azure, false) => FromBlocker(
                PreflightOutcome.Fail,
                PrivateNetworkingRules.NetworkNotRegistered(project.Encryption.AzureKeyVault.SubscriptionId)
            ),
            _ => null,
        };

    private static PreflightCheck ClustersFit(ProjectSnapshot project, CloudProvider provider)
    {
        var shared = project.Clusters.Where(cluster => cluster.IsShared).Select(cluster => $"{cluster.Name} {cluster.Spec.Tier}").ToList();
        var multiCloud = PrivateNetworkingRules.ClustersToBeDisabled(project).Select(cluster => cluster.Name).ToList();
        var fitting = project
            .Clusters.Where(cluster => !cluster.IsShared && !cluster.IsMultiCloud && !cluster.RunsOutside(provider))
            .ToList();
        if (multiCloud.Count > 0)
        {
            return new(
                PreflightOutcome.Warn,
                "Not every cluster is eligible",
                $"{Words.List(multiCloud)} {Words.Verb(multiCloud.Count, "runs", "run")} on several clouds; with private networking Atlas disables {Words.Verb(multiCloud.Count, "it", "them")}.",
                new(RemedyKind.Page, "Change the cluster", PortalPage.Clusters)
            );
        }

        return fitting.Count == 0 && project.Clusters.Count > 0
            ? new(
                PreflightOutcome.Warn,
                "No eligible cluster",
                shared.Count > 0
                    ? $"{Words.List(shared)}: your own key needs M10 or larger."
                    : $"No cluster runs on {provider.DisplayName()}.",
                new(RemedyKind.Page, "Look at the clusters", PortalPage.Clusters)
            )
            : new(
                PreflightOutcome.Pass,
                "Clusters are eligible",
                project.Clusters.Count == 0
                    ? "No clusters yet."
                    : $"{fitting.Count} on {provider.DisplayName()}, M10 or larger{(shared.Count > 0 ? $"; {Words.List(shared)} cannot use your key" : "")}."
            );
    }

    private static PreflightCheck? RegionsCovered(ProjectSnapshot project, ProjectRole role, KeyProviderSettings settings)
    {
        // Atlas shows endpoints to owners only.
        if (!settings.RequirePrivateNetworking || role is not ProjectRole.Owner)
        {
            return null;
        }

        var coverage = RegionCoverage.OfEndpoints(project, settings.Provider);
        var waiting = project
            .EndpointsOf(settings.Provider)
            .Where(endpoint => endpoint.NeedsApproval)
            .Select(endpoint => endpoint.Region)
            .ToList();
        var (ready, needed) = (coverage.Ready, coverage.Needed);
        var failed = project
            .EndpointsOf(settings.Provider)
            .Where(endpoint => endpoint.Status is EndpointStatus.Failed)
            .Select(endpoint => endpoint.Region)
            .ToList();
        if (failed.Count > 0)
        {
            return new(
                PreflightOutcome.Fail,
                $"Regions covered: {ready} of {needed}",
                $"The {Words.Verb(failed.Count, "endpoint", "endpoints")} in {Words.List(failed)} failed.",
                new(RemedyKind.Page, "Private endpoints", PortalPage.PrivateEndpoints)
            );
        }

        return (ready == needed, waiting.Count) switch
        {
            (true, 0) => new(PreflightOutcome.Pass, $"Regions covered: {ready} of {needed}"),
            (_, > 0) => new(
                PreflightOutcome.Waits,
                $"Regions covered: {ready} of {needed}",
                $"{Words.List(waiting)} {Words.Verb(waiting.Count, "waits", "wait")} for approval.",
                new(RemedyKind.Page, "Approve Endpoints", PortalPage.Approve)
            ),
            _ => new(
                PreflightOutcome.Warn,
                $"Regions covered: {ready} of {needed}",
                Remedy: new(RemedyKind.Page, "Private endpoints", PortalPage.PrivateEndpoints)
            ),
        };
    }

    private static PreflightCheck? SecretLasts(KeyProviderSettings settings, DateTimeOffset now) =>
        settings.SecretLeft(now) switch
        {
            null => null,
            { Ticks: <= 0 } => new(
                PreflightOutcome.Fail,
                "The client secret has expired",
                "Atlas can no longer reach the key. Enter a new secret.",
                RenewSecret
            ),
            var left when left < KeyAgeRules.SecretEndsSoon => new(
                PreflightOutcome.Warn,
                $"Client secret expires in {Words.Count((int)left.Value.TotalDays, "day")}",
                "A service principal needs no secret and never expires.",
                RenewSecret
            ),
            var left => new(PreflightOutcome.Pass, $"Client secret lasts {Words.Count((int)left.Value.TotalDays, "day")}"),
        };

    private static Remedy RenewSecret { get; } = new(RemedyKind.Page, "Replace the secret", PortalPage.Advanced);

    private static PreflightCheck? KeyAge(ProjectSnapshot project, KeyProviderSettings settings, DateTimeOffset now) =>
        settings.KeyAge(now) is not { } age ? null
        : project.NeedsRotation(settings, now)
            ? new(
                PreflightOutcome.Warn,
                $"The key identifier is {Words.Count((int)age.TotalDays, "day")} old",
                $"The alert is set to {project.KeyAgeAlertDays} days. Rotate it.",
                new(RemedyKind.Page, "Rotate", PortalPage.Rotate)
            )
        : new(
            PreflightOutcome.Pass,
            $"Key identifier {Words.Count((int)age.TotalDays, "day")} old",
            $"Atlas reminds you at {project.KeyAgeAlertDays}."
        );

    private static PreflightCheck FromBlocker(PreflightOutcome outcome, Blocker blocker) =>
        new(outcome, blocker.Title, blocker.Message, blocker.Remedy);
}
