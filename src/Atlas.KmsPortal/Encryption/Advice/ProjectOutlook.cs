namespace Atlas.KmsPortal.Encryption;

public enum Urgency
{
    /// <summary>Something is broken, or will be within days.</summary>
    Trouble,

    /// <summary>Somebody has to do something before it goes on.</summary>
    YourTurn,

    /// <summary>Worth doing.</summary>
    Advice,
}

/// <summary>What to do next, most urgent first.</summary>
/// <param name="Provider">The key service that it is about; null where it is about none.</param>
public sealed record NextStep(Urgency Urgency, string Title, string Message, Remedy? Remedy = null, CloudProvider? Provider = null);

/// <summary>A project's state in one sentence, and what it asks for.</summary>
/// <param name="Sentence">"Encrypted with your key in Azure Key Vault. Private networking is one approval away."</param>
public sealed record ProjectOutlook(string Sentence, IReadOnlyList<NextStep> NextSteps)
{
    public Urgency? MostUrgent => NextSteps.Count == 0 ? null : NextSteps.Min(step => step.Urgency);

    /// <param name="role">Who looks: private endpoints are for owners only.</param>
    public static ProjectOutlook Of(ProjectSnapshot project, ProjectRole role, DateTimeOffset now)
    {
        List<NextStep> steps =
        [
            .. project.Encryption.Enabled.SelectMany(settings =>
                StepsFor(project, role, settings, now).Select(step => step with { Provider = settings.Provider })
            ),
        ];
        if (project.IsInactive)
        {
            steps.Add(new(Urgency.Advice, "The project is INACTIVE", EncryptionRules.Inactive(project).Message));
        }
        else if (!project.Encryption.Enabled.Any() && project.Clusters.Any(cluster => !cluster.IsShared))
        {
            steps.Add(
                new(
                    Urgency.Advice,
                    "Bring your own key",
                    "Choose a key service, name the key and save. No cluster changes until it opts in.",
                    new(RemedyKind.Page, "Set up your key", PortalPage.Advanced)
                )
            );
        }
        else if (!project.Encryption.Enabled.Any() && project.Clusters.Count > 0)
        {
            steps.Add(
                new(
                    Urgency.Advice,
                    "Your own key needs M10 or larger",
                    $"{Words.List([.. project.Clusters.Select(cluster => $"{cluster.Name} {cluster.Spec.Tier}")])}: M0 and Flex clusters keep MongoDB’s key. Create a larger cluster to use your own.",
                    new(RemedyKind.Page, "Choose a larger tier", PortalPage.Clusters)
                )
            );
        }

        steps.AddRange(ShutDown(project));
        return new(SentenceFor(project, role), [.. steps.OrderBy(step => step.Urgency)]);
    }

    private static string SentenceFor(ProjectSnapshot project, ProjectRole role)
    {
        var services = project.Encryption.Enabled.ToList();
        if (project.IsInactive)
        {
            return "The project is INACTIVE; encryption cannot be configured.";
        }

        if (services.Count == 0)
        {
            return project.Clusters.Count > 0 && project.Clusters.All(cluster => cluster.IsShared)
                ? "Encrypted with MongoDB’s keys. Your own key needs a cluster of tier M10 or larger."
                : "Encrypted with MongoDB’s keys. Your own key is not configured.";
        }

        var sentences = services.Select(settings => $"{KeySentence(project, settings)} {NetworkSentence(project, role, settings)}".Trim());
        return string.Join(' ', sentences);
    }

    private static string KeySentence(ProjectSnapshot project, KeyProviderSettings settings)
    {
        var users = project.ClustersUsing(settings.Provider).ToList();
        var done = users.Count(cluster => cluster.IsEncryptedWith(settings.Provider));
        var moving = users.Where(cluster => cluster.IsMoving).Select(KeyProgress.Sentence);
        var name = settings.Provider.KeyServiceName();
        return settings.Health.State switch
        {
            KeyState.Invalid => $"The key in {name} is invalid.",
            KeyState.Unreachable => $"The key in {name} cannot be reached.",
            _ when users.Count == 0 => $"{name} is configured; no cluster is encrypted with your key yet.",
            _ when done == 0 => string.Join(' ', moving.Prepend($"{name} is configured.")),
            _ => string.Join(' ', moving.Prepend($"{Words.Count(done, "cluster")} encrypted with your key in {name}.")),
        };
    }

    private static string NetworkSentence(ProjectSnapshot project, ProjectRole role, KeyProviderSettings settings)
    {
        if (!settings.Provider.OffersPrivateNetworking() || role is not ProjectRole.Owner)
        {
            return settings.RequirePrivateNetworking ? "Private networking is required." : "";
        }

        var endpoints = project.EndpointsOf(settings.Provider).ToList();
        var waiting = endpoints.Count(endpoint => endpoint.NeedsApproval);
        var live = endpoints.Where(endpoint => endpoint.IsLive).ToList();
        return (settings.RequirePrivateNetworking, live.Count, waiting) switch
        {
            (false, _, _) => "The key is reached over the public network.",
            (_, 0, _) => "Private networking is required, but not set up.",
            _ when live.Any(endpoint => endpoint.Status is EndpointStatus.Failed) => "A private endpoint failed.",
            (_, _, > 0) => $"Private networking is {Words.Count(waiting, "approval")} away.",
            _ when live.All(endpoint => endpoint.Status is EndpointStatus.Active) => "Private networking is active.",
            _ => "Private networking is being set up.",
        };
    }

    private static IEnumerable<NextStep> StepsFor(
        ProjectSnapshot project,
        ProjectRole role,
        KeyProviderSettings settings,
        DateTimeOffset now
    )
    {
        var name = settings.Provider.KeyServiceName();
        if (settings.Health.State is KeyState.Invalid or KeyState.Unreachable)
        {
            yield return new(
                settings.Health.State is KeyState.Invalid ? Urgency.Trouble : Urgency.YourTurn,
                settings.Health.State is KeyState.Invalid ? $"The key in {name} is invalid" : $"{name} cannot be reached",
                settings.Health.Message ?? "",
                new(RemedyKind.Page, KeyRepair.LabelOf(settings), PortalPage.Advanced)
            );
        }
        else if (role is ProjectRole.Owner && KeyProgress.IsReadyForFirstCluster(project, settings))
        {
            yield return new(
                Urgency.Advice,
                "No cluster is encrypted with your key yet",
                "Choose the clusters. Each is re-encrypted node by node and stays readable and writable.",
                new(RemedyKind.Page, "Choose clusters", PortalPage.Overview)
            );
        }

        if (settings.SecretLeft(now) is { } left && left < KeyAgeRules.SecretEndsSoon && left > TimeSpan.Zero)
        {
            yield return new(
                Urgency.Advice,
                $"Renew the client secret within {Words.Count((int)left.TotalDays, "day")}",
                $"It expires on {settings.SecretExpiresAt:d MMMM yyyy}. After that Atlas cannot reach the key and shuts the clusters down.",
                new(RemedyKind.Page, "Replace the secret", PortalPage.Advanced)
            );
        }

        if (project.NeedsRotation(settings, now))
        {
            yield return new(
                Urgency.Advice,
                "Rotate the key identifier",
                $"It is {(int)settings.KeyAge(now)!.Value.TotalDays} days old; the alert is set to {project.KeyAgeAlertDays}.",
                new(RemedyKind.Page, "Rotate", PortalPage.Rotate)
            );
        }

        if (settings.RequirePrivateNetworking && role is ProjectRole.Owner)
        {
            foreach (var step in EndpointSteps(project, settings, now))
            {
                yield return step;
            }
        }
    }

    private static IEnumerable<NextStep> EndpointSteps(ProjectSnapshot project, KeyProviderSettings settings, DateTimeOffset now)
    {
        var endpoints = project.EndpointsOf(settings.Provider).ToList();
        if (!endpoints.Any(endpoint => endpoint.IsLive))
        {
            yield return new(
                Urgency.YourTurn,
                "Set up private networking",
                "It is required, but no private endpoint exists yet. Choose the regions.",
                new(RemedyKind.Page, "Set up", PortalPage.SetUp)
            );
        }

        if (Waiting(project, endpoints, now) is { } waiting)
        {
            yield return waiting;
        }

        // Nothing to click yet, but the owner has to come back: better known now than when the vault is closed.
        foreach (var old in endpoints.Where(endpoint => endpoint.Status is EndpointStatus.PendingRecreation))
        {
            if (endpoints.Exists(endpoint => endpoint.ReplacesId == old.Id && endpoint.Status is EndpointStatus.Initiating))
            {
                yield return new(
                    Urgency.YourTurn,
                    $"Approve the new endpoint in {old.Region} once it is PENDING APPROVAL",
                    old.ErrorMessage is { } error
                        ? $"Atlas says: {error}. It is creating a replacement."
                        : "The old one was rejected or removed in Azure. Atlas is creating a replacement.",
                    new(RemedyKind.Page, "Approve Endpoints", PortalPage.Approve)
                );
            }
        }

        var failed = endpoints.Where(endpoint => endpoint.Status is EndpointStatus.Failed).ToList();
        if (failed is [var only])
        {
            yield return new(
                Urgency.Trouble,
                $"The endpoint in {only.Region} failed",
                only.ErrorMessage ?? "Atlas gave no reason.",
                new(RemedyKind.Page, $"See to {only.Region}", PortalPage.PrivateEndpoints)
            );
        }
        else if (failed.Count > 1)
        {
            yield return new(
                Urgency.Trouble,
                $"{failed.Count} endpoints failed",
                $"{Words.List([.. failed.Select(endpoint => endpoint.Region)])}. {failed[0].ErrorMessage ?? "Atlas gave no reason."}",
                new(RemedyKind.Page, $"See to {failed.Count} endpoints", PortalPage.PrivateEndpoints)
            );
        }
    }

    /// <summary>All that wait for approval in one, however many: they are approved in one place.</summary>
    private static NextStep? Waiting(ProjectSnapshot project, IReadOnlyList<PrivateEndpoint> endpoints, DateTimeOffset now)
    {
        var waiting = endpoints.Where(endpoint => endpoint.NeedsApproval).ToList();
        if (waiting.Count == 0)
        {
            return null;
        }

        var users = waiting
            .SelectMany(endpoint => PrivateNetworkingRules.ClustersDependingOn(project, endpoint))
            .Select(cluster => cluster.Name)
            .Distinct()
            .ToList();
        var since = Words.Duration(now - waiting.Min(endpoint => endpoint.StatusSince));
        var replacing = waiting.Where(endpoint => endpoint.ReplacesId is not null).ToList();
        var network =
            users.Count == 0
                ? ""
                : $"{Words.List(users)} {Words.Verb(users.Count, "needs", "need")} the public network there; leave public access to the vault on.";
        return waiting is [var only]
            ? new(
                Urgency.YourTurn,
                $"Approve the endpoint in {only.Region}",
                Sentences(
                    replacing.Count > 0 ? "It replaces one that was rejected or removed in Azure." : "",
                    $"It has waited {since}.",
                    users.Count > 0 ? $"Until it is active, {network}" : ""
                ),
                new(RemedyKind.Page, "Approve the endpoint", PortalPage.Approve)
            )
            : new(
                Urgency.YourTurn,
                $"Approve {waiting.Count} endpoints",
                Sentences(
                    replacing.Count > 0
                        ? $"{Few(replacing)} {Words.Verb(replacing.Count, "replaces one that was", "replace some that were")} rejected or removed in Azure."
                        : "",
                    $"{Few(waiting)} have waited {since}.",
                    users.Count > 0 ? $"Until they are active, {network}" : ""
                ),
                new(RemedyKind.Page, $"Approve {waiting.Count} endpoints", PortalPage.Approve)
            );
    }

    private static string Sentences(params string[] sentences) => string.Join(' ', sentences.Where(sentence => sentence.Length > 0));

    // Where there are many, the page that they are approved on names them all.
    private static string Few(IReadOnlyList<PrivateEndpoint> endpoints)
    {
        const int most = 3;
        List<string> regions = [.. endpoints.Select(endpoint => endpoint.Region)];
        return regions.Count <= most ? Words.List(regions) : Words.List([.. regions.Take(most), $"{regions.Count - most} more"]);
    }

    private static IEnumerable<NextStep> ShutDown(ProjectSnapshot project) =>
        project
            .Clusters.Where(cluster => cluster.Shutdown is ShutdownReason.MultiCloudOverPrivateNetworking)
            .Select(cluster => new NextStep(
                Urgency.Trouble,
                $"{cluster.Name} is disabled",
                "It runs on several clouds, and private networking is required. Run it on one cloud, or switch private networking off, and it comes back.",
                new(RemedyKind.Page, "Change the cluster", PortalPage.Clusters)
            ));
}
