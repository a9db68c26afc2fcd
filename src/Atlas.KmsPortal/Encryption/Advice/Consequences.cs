namespace Atlas.KmsPortal.Encryption;

/// <summary>One thing that will happen.</summary>
/// <param name="Status">The endpoint status that it leads to, where it does.</param>
public sealed record PlanStep(string Text, EndpointStatus? Status = null);

/// <summary>What a command will do, told before it is done.</summary>
/// <param name="ApiCalls">The calls of the Admin API that do the same.</param>
/// <param name="Affected">The clusters that it touches.</param>
/// <param name="Undo">Whether and how it can be undone.</param>
public sealed record Consequences(
    IReadOnlyList<PlanStep> Steps,
    IReadOnlyList<PlannedCall> ApiCalls,
    IReadOnlyList<string> Affected,
    string? Undo = null
)
{
    /// <summary>Of saving the settings.</summary>
    public static Consequences OfSave(ProjectSnapshot project, EncryptionAtRest after)
    {
        var changes = EncryptionDiff.Between(project.Encryption, after);
        List<PlanStep> steps = [];
        HashSet<string> affected = [];
        foreach (var settings in after.All)
        {
            steps.AddRange(StepsOfSave(project, project.Encryption[settings.Provider], settings, affected));
        }

        if (project.Encryption.EnabledForSearchNodes != after.EnabledForSearchNodes)
        {
            var searching = project
                .Clusters.Where(cluster => cluster.Spec.SearchNodes && cluster.UsesOwnKey)
                .Select(cluster => cluster.Name)
                .ToList();
            affected.UnionWith(searching);
            steps.Add(
                new(
                    searching.Count == 0
                        ? $"Search Nodes that clusters add later are {(after.EnabledForSearchNodes ? "" : "not ")}encrypted with your key."
                        : $"Atlas rebuilds the Search Nodes of {Words.List(searching)}. Search is slower meanwhile; reads and writes continue."
                )
            );
        }

        return new(
            steps,
            changes.Count == 0 ? [] : [new PlannedCall.UpdateEncryption(project.Id, project.Encryption, after)],
            [.. affected.Order(StringComparer.Ordinal)],
            UndoOfSave(project.Encryption, after)
        );
    }

    /// <summary>Of pressing Continue on the set-up page.</summary>
    public static Consequences OfCreatingEndpoints(ProjectSnapshot project, CloudProvider provider, IReadOnlySet<string> regions)
    {
        var made = regions
            .Where(region => project.LiveEndpointIn(provider, region) is null or { Status: EndpointStatus.Failed })
            .Order(StringComparer.Ordinal)
            .ToList();
        var users = project.ClustersUsing(provider).Select(cluster => cluster.Name).ToList();
        var migrates =
            users.Count > 0
                ? $"With the first ACTIVE endpoint Atlas moves {Words.List(users)} from the public network to the endpoints."
                : "With the first ACTIVE endpoint Atlas moves every cluster that uses your key from the public network to the endpoints.";
        if (made.Count == 0 && project.EndpointsOf(provider).Any(endpoint => endpoint.IsLive))
        {
            return new([new("Nothing to create: every selected region has an endpoint.")], [], []);
        }

        List<PlanStep> steps =
        [
            new(
                made.Count == 0
                    ? "Atlas creates one endpoint in each region you select."
                    : $"Atlas creates {Words.Count(made.Count, "endpoint")}, in {Words.List(made)}{(made.Count > 1 ? ", side by side" : "")}.",
                EndpointStatus.Initiating
            ),
        ];
        if (provider is CloudProvider.Azure)
        {
            steps.Add(
                new(
                    "Someone with rights on the vault approves each endpoint. Atlas may need up to three minutes to notice.",
                    EndpointStatus.PendingAcceptance
                )
            );
        }

        steps.Add(new(migrates, EndpointStatus.Active));
        steps.Add(new("From then on new clusters and nodes that use your key can run only in regions with an ACTIVE endpoint."));
        return new(
            steps,
            [.. made.Select(region => new PlannedCall.CreateEndpoint(project.Id, provider, region))],
            users,
            "Can be undone: delete the endpoints, then switch off Require Private Networking. Atlas bills this feature."
        );
    }

    /// <summary>Of removing one endpoint.</summary>
    public static Consequences OfRemoving(ProjectSnapshot project, PrivateEndpoint endpoint)
    {
        var users = PrivateNetworkingRules.ClustersDependingOn(project, endpoint).Select(cluster => cluster.Name).ToList();
        List<PlanStep> steps = [new("Atlas deletes the endpoint and its connection to the vault.", EndpointStatus.Deleting)];
        steps.Add(
            new(
                users.Count == 0
                    ? "No cluster depends on it."
                    : $"{Words.List(users)} {Words.Verb(users.Count, "loses its", "lose their")} private access to the key in {endpoint.Region}. Leave public access to the key service on, or the nodes there cannot open their data after a restart."
            )
        );
        steps.Add(new($"New clusters and nodes with your key can no longer run in {endpoint.Region}."));
        return new(
            steps,
            [new PlannedCall.RemoveEndpoint(project.Id, endpoint.Provider, endpoint.Id)],
            users,
            endpoint.Provider is CloudProvider.Azure
                ? "Cannot be undone: a new endpoint needs a new approval."
                : "A new endpoint can be created at any time."
        );
    }

    /// <summary>Of creating or changing a cluster.</summary>
    public static Consequences OfCluster(ProjectSnapshot project, Cluster? before, string name, ClusterSpec after)
    {
        List<PlanStep> steps = [];
        if (before is null)
        {
            steps.Add(new($"Atlas creates {name} ({after.Tier})."));
            if (after.KeyProvider is { } key)
            {
                steps.Add(
                    new(
                        project.Encryption[key].RequirePrivateNetworking
                            ? "It is encrypted with your key from the start and reaches it over private endpoints only."
                            : "It is encrypted with your key from the start."
                    )
                );
            }

            return new(steps, [new PlannedCall.CreateCluster(project.Id, name, after)], [name]);
        }

        if (before.Spec.KeyProvider != after.KeyProvider)
        {
            steps.Add(
                new(
                    after.KeyProvider is null
                        ? "Every node is re-encrypted with MongoDB’s key, one after the other; the cluster stays readable and writable. Search indexes are rebuilt."
                        : "Every node is re-encrypted with your key, one after the other; the cluster stays readable and writable. Search indexes are rebuilt."
                )
            );
        }

        if (before.Spec with { KeyProvider = after.KeyProvider } != after)
        {
            steps.Add(new("The nodes change one after the other; the primary steps down once."));
        }

        if (before.Shutdown is ShutdownReason.KeyInvalid)
        {
            steps.Add(new("The cluster is shut down, so the change waits until its key is valid again."));
        }

        return new(steps, CallsOfUpdate(project, before, after), [before.Name]);
    }

    /// <summary>Of letting clusters use the project's key, all else as it is.</summary>
    public static Consequences OfUsingKey(ProjectSnapshot project, IReadOnlyList<Cluster> clusters, CloudProvider provider)
    {
        var names = clusters.Select(cluster => cluster.Name).ToList();
        return new(
            [
                new(
                    $"Every node of {Words.List(names)} is re-encrypted with your key, one after the other; {Words.Verb(names.Count, "the cluster stays", "the clusters stay")} readable and writable. Search indexes are rebuilt."
                ),
                new("The key is needed from then on whenever a node starts. Do not disable or delete it."),
            ],
            [.. clusters.SelectMany(cluster => CallsOfUpdate(project, cluster, cluster.With(provider)))],
            names,
            "Each can go back to MongoDB’s key the same way."
        );
    }

    // Search Nodes have an operation of their own in Atlas.
    private static IReadOnlyList<PlannedCall> CallsOfUpdate(ProjectSnapshot project, Cluster before, ClusterSpec after)
    {
        if (before.Spec with { SearchNodes = after.SearchNodes } == after)
        {
            return [];
        }

        if (!before.IsShared || before.Spec.Tier == after.Tier)
        {
            return [new PlannedCall.UpdateCluster(project.Id, before.Name, before.Spec, after)];
        }

        // The way out of a free cluster knows one cloud; the others join it afterwards.
        var upgraded =
            before.IsFlex || after.Regions.Count == 0
                ? after
                : after with
                {
                    Regions = [.. after.Regions.Where(region => region.Provider == after.Regions[0].Provider)],
                };
        var upgrade = new PlannedCall.UpgradeCluster(project.Id, before.Name, before.Spec, upgraded);
        return upgraded == after ? [upgrade] : [upgrade, new PlannedCall.UpdateCluster(project.Id, before.Name, upgraded, after)];
    }

    private static IEnumerable<PlanStep> StepsOfSave(
        ProjectSnapshot project,
        KeyProviderSettings before,
        KeyProviderSettings after,
        HashSet<string> affected
    )
    {
        var name = after.Provider.KeyServiceName();
        var users = project.ClustersUsing(after.Provider).Select(cluster => cluster.Name).ToList();
        if (!before.Enabled && after.Enabled)
        {
            yield return new("Atlas asks the key service to encrypt and decrypt a test value.");
            yield return new($"{name} becomes available to clusters. No cluster changes yet.");
        }
        else if (before.Enabled && !after.Enabled)
        {
            yield return new("Atlas forgets the key and the credentials.");
            yield return new("Snapshots taken with the key still need it: keep it enabled until the last of them has expired.");
        }
        else if (before.Enabled && !before.IsSameKey(after))
        {
            affected.UnionWith(users);
            yield return new(
                users.Count == 0
                    ? "The new key identifier is used from now on."
                    : $"Atlas seals the keys of {Words.List(users)} with the new key identifier, node by node. No data is rewritten."
            );
            yield return new("Keep the old version enabled until that is done, and as long as a snapshot needs it.");
        }
        else if (before.Enabled && before != after with { RequirePrivateNetworking = before.RequirePrivateNetworking })
        {
            yield return new("Atlas checks the new credentials. If they fail, the old ones stay in use.");
        }

        if (!before.RequirePrivateNetworking && after.RequirePrivateNetworking)
        {
            yield return new("Private networking is required: the next step, Set up, creates one endpoint per region.");
            var disabled = PrivateNetworkingRules.ClustersToBeDisabled(project).Select(cluster => cluster.Name).ToList();
            if (disabled.Count > 0)
            {
                affected.UnionWith(disabled);
                yield return new($"{Words.List(disabled)} will be disabled: only single-cloud clusters work with private networking.");
            }
        }
        else if (before.RequirePrivateNetworking && !after.RequirePrivateNetworking)
        {
            affected.UnionWith(users);
            yield return new(
                "Clusters reach the key over the public network. Leave public access to the key service on. Nothing restarts."
            );
        }
    }

    private static string? UndoOfSave(EncryptionAtRest before, EncryptionAtRest after) =>
        before.Enabled.Any(settings => !after[settings.Provider].Enabled)
            ? "Cannot be undone: to use your own key again, the key and the credentials have to be entered again."
        : after.Enabled.Any(settings =>
            !before[settings.Provider].Enabled || settings.RequirePrivateNetworking != before[settings.Provider].RequirePrivateNetworking
        )
            ? "Can be undone with the take-down assistant, in the order that Atlas requires."
        : null;
}
