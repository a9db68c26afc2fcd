namespace Atlas.KmsPortal.Encryption;

/// <summary>What is kept of a project so that a list of thousands is sorted, searched and counted without reading one of them.</summary>
/// <param name="OwnerRank">The place in the list of somebody who owns it: the lowest needs them most.</param>
/// <param name="ReaderRank">The place for somebody who may only look: endpoints are none of their business.</param>
/// <param name="Waiting">How many endpoints wait for somebody's approval.</param>
/// <param name="SearchText">Name, id, clusters, regions, vault and key, in lower case.</param>
public sealed record ProjectListing(
    string ProjectId,
    string OrganizationId,
    string Name,
    int OwnerRank,
    int ReaderRank,
    ProjectStates OwnerStates,
    ProjectStates ReaderStates,
    int Waiting,
    string SearchText
)
{
    private const int NothingToDo = 4;
    private const int WouldBeDisabled = 3;

    public static ProjectListing Of(ProjectSnapshot project, DateTimeOffset now)
    {
        var disabled = PrivateNetworkingRules.ClustersThatWouldBeDisabled(project).Count > 0;
        var (owner, reader) = (UrgenciesFor(ProjectRole.Owner), UrgenciesFor(ProjectRole.ReadOnly));
        return new(
            project.Id,
            project.OrganizationId,
            project.Name,
            RankOf(owner),
            RankOf(reader),
            StatesOf(owner),
            StatesOf(reader),
            project.Endpoints.Count(endpoint => endpoint.NeedsApproval),
            SearchTextOf(project)
        );

        HashSet<Urgency> UrgenciesFor(ProjectRole role) =>
            [.. ProjectOutlook.Of(project.For(role)!, role, now).NextSteps.Select(step => step.Urgency)];

        int RankOf(HashSet<Urgency> urgencies) =>
            urgencies.Count > 0 ? (int)urgencies.Min()
            : disabled ? WouldBeDisabled
            : NothingToDo;

        ProjectStates StatesOf(HashSet<Urgency> urgencies) =>
            (urgencies.Contains(Urgency.Trouble) ? ProjectStates.Trouble : ProjectStates.None)
            | (urgencies.Contains(Urgency.YourTurn) ? ProjectStates.YourTurn : ProjectStates.None)
            | (urgencies.Contains(Urgency.Advice) || disabled ? ProjectStates.Advice : ProjectStates.None)
            | (project.Encryption.Enabled.Any() ? ProjectStates.UsesOwnKey : ProjectStates.None);
    }

    /// <summary>The words of a search, as they are looked for in <see cref="SearchText"/>.</summary>
    public static IReadOnlyList<string> WordsOf(string? search) =>
        (search ?? "").ToLowerInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static string SearchTextOf(ProjectSnapshot project)
    {
        var clusters = project.Clusters.SelectMany(cluster => cluster.RegionsOf().Append(cluster.Name));
        var keys = project.Encryption.Enabled.SelectMany(settings =>
            new[]
            {
                settings.Provider.KeyServiceName(),
                settings.KeyName,
                (settings as AzureKeyVault)?.KeyVaultName,
                (settings as AwsKms)?.Region,
            }
        );
        return string.Join(' ', [project.Name, project.Id, .. clusters, .. keys]).ToLowerInvariant();
    }
}
