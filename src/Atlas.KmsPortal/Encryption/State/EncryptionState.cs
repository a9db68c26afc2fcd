namespace Atlas.KmsPortal.Encryption;

/// <summary>
/// What the pages of one project talk to: look, decide, do. One per circuit. Asks for the role before every command, so that a
/// hidden button is never the only thing in the way. The snapshots are those that everybody looks at.
/// </summary>
public sealed class EncryptionState(
    IAtlasClient atlas,
    IProjectAccess access,
    ProjectWatch watch,
    IKeyOwner? keyOwner = null,
    ICloudCommandLine? commandLine = null
)
{
    private readonly Lock _showing = new();
    private string? _projectId;
    private long _asked;
    private long _shown;

    /// <summary>Null until opened, and where there is no such project for this person.</summary>
    public ProjectSnapshot? Project { get; private set; }

    public ProjectRole Role { get; private set; }

    public bool IsOwner => Role is ProjectRole.Owner;

    public UsualDurations Usual => atlas.Usual;

    /// <summary>Atlas's time.</summary>
    public DateTimeOffset Now => atlas.Now;

    /// <summary>Whether the cloud owner's side is within reach: the simulated cloud is, a real one is not.</summary>
    public bool ReachesCloud => keyOwner is not null;

    /// <summary>What points the Azure CLI at this portal; null where the project's Azure is the real one, and before it is opened.</summary>
    /// <param name="origin">The portal's address; a slash at its end does no harm.</param>
    public string? AzureSetup(string origin) =>
        Project is { } project ? commandLine?.AzureSetup(origin.TrimEnd('/'), project.Encryption.AzureKeyVault, IsOwner) : null;

    /// <returns>False when the project does not exist or the person may not see it; a page says the same for both.</returns>
    public async Task<bool> OpenAsync(string projectId, CancellationToken cancellationToken)
    {
        _projectId = projectId;
        await RefreshAsync(cancellationToken);
        return Project is not null;
    }

    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        var projectId = _projectId ?? throw new InvalidOperationException("No project was opened.");
        var asked = Interlocked.Increment(ref _asked);
        var roles = await access.RolesAsync(cancellationToken);
        var project = await atlas.FindProjectAsync(projectId, cancellationToken);
        var role = project is null ? ProjectRole.None : roles.In(project);
        lock (_showing)
        {
            // Refreshes overlap; one that was asked earlier and answered later would show what was.
            if (asked > _shown)
            {
                (_shown, Role, Project) = (asked, role, project?.For(role));
            }
        }
    }

    /// <summary>Every project that the person may see, each with their role in it.</summary>
    public async Task<IReadOnlyList<(ProjectSnapshot Project, ProjectRole Role)>> VisibleProjectsAsync(CancellationToken cancellationToken)
    {
        var roles = await access.RolesAsync(cancellationToken);
        return
        [
            .. from project in await atlas.GetProjectsAsync(cancellationToken)
            let role = roles.In(project)
            where role is not ProjectRole.None
            select (project.For(role)!, role),
        ];
    }

    /// <summary>Whether the person owns one of these projects.</summary>
    public async Task<bool> OwnsOneAsync(IReadOnlyCollection<string> projectIds, CancellationToken cancellationToken)
    {
        var roles = await access.RolesAsync(cancellationToken);
        foreach (var projectId in projectIds)
        {
            if (await atlas.FindProjectAsync(projectId, cancellationToken) is { } project && roles.In(project) is ProjectRole.Owner)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Calls back after each change of the open project, refreshed; dispose when the page is left.</summary>
    public IDisposable OnChange(Func<Task> changed) =>
        watch.Watch(
            _projectId ?? throw new InvalidOperationException("No project was opened."),
            async () =>
            {
                await RefreshAsync(CancellationToken.None);
                await changed();
            }
        );

    public async Task<IReadOnlyList<TimelineEntry>> TimelineAsync(CancellationToken cancellationToken)
    {
        var entries = await atlas.GetTimelineAsync(Opened().Id, cancellationToken);
        if (IsOwner)
        {
            return entries;
        }

        var clusters = Opened().Clusters.Select(cluster => cluster.Id).ToHashSet();
        return [.. entries.Where(entry => clusters.Contains(entry.SubjectId))];
    }

    /// <summary>"Try Again" and "Check now".</summary>
    public Task<Outcome> ValidateKeysAsync(CancellationToken cancellationToken) =>
        DoAsync((project, actor) => atlas.ValidateKeysAsync(project.Id, actor, cancellationToken), cancellationToken);

    /// <summary>Saves the change, unless somebody changed the settings since.</summary>
    /// <param name="seen">The project as the person saw it when they began; what differs from it now is the conflict.</param>
    public Task<Outcome> SaveAsync(EncryptionChange change, ProjectSnapshot seen, CancellationToken cancellationToken) =>
        DoAsync(
            async (project, actor) =>
            {
                var blockers = EncryptionRules.MaySaveSafely(project, change, Now);
                if (blockers.Count > 0 && seen.Version == project.Version)
                {
                    return new(blockers);
                }

                try
                {
                    await atlas.UpdateEncryptionAsync(project.Id, change, seen.Version, actor, cancellationToken);
                    return Outcome.Done;
                }
                catch (ConcurrentChangeException)
                {
                    await RefreshAsync(cancellationToken);
                    return new([], EncryptionDiff.Between(seen.Encryption, Opened().Encryption));
                }
            },
            cancellationToken
        );

    /// <summary>Makes one endpoint in each region that has none that works. Safe to press twice, and in two tabs.</summary>
    public Task<Outcome> CreateEndpointsAsync(CloudProvider provider, IReadOnlySet<string> regions, CancellationToken cancellationToken) =>
        DoAsync(
            async (project, actor) =>
            {
                var blockers = RegionCoverage.StillNeeded(project, provider, regions);
                if (blockers.Count > 0)
                {
                    return new(blockers);
                }

                await atlas.CreateEndpointsAsync(
                    project.Id,
                    provider,
                    [.. regions.Order(StringComparer.Ordinal)],
                    actor,
                    cancellationToken
                );
                return Outcome.Done;
            },
            cancellationToken
        );

    /// <summary>Puts a new endpoint in the place of one that failed.</summary>
    public Task<Outcome> RetryEndpointAsync(PrivateEndpoint failed, CancellationToken cancellationToken) =>
        DoAsync(
            (project, actor) => atlas.CreateEndpointsAsync(project.Id, failed.Provider, [failed.Region], actor, cancellationToken),
            cancellationToken
        );

    /// <summary>Removes the endpoint, and waits while Atlas refuses.</summary>
    public Task<Outcome> RemoveEndpointWhenPossibleAsync(PrivateEndpoint endpoint, CancellationToken cancellationToken) =>
        DoAsync(
            (project, actor) => atlas.RemoveEndpointWhenPossibleAsync(project.Id, endpoint.Provider, endpoint.Id, actor, cancellationToken),
            cancellationToken
        );

    /// <summary>Approves the endpoint's connection in the simulated Azure.</summary>
    public Task<Outcome> ApproveInCloudAsync(PrivateEndpoint endpoint, CancellationToken cancellationToken) =>
        DoAsync((project, actor) => KeyOwner.ApproveAsync(project.Id, endpoint, actor, cancellationToken), cancellationToken);

    /// <summary>Replicates the project's key in the simulated AWS.</summary>
    public Task<Outcome> ReplicateInCloudAsync(string region, CancellationToken cancellationToken) =>
        DoAsync((project, actor) => KeyOwner.ReplicateAsync(project.Id, region, actor, cancellationToken), cancellationToken);

    public Task<Outcome> CreateClusterAsync(string name, ClusterSpec spec, CancellationToken cancellationToken) =>
        DoAsync((project, actor) => atlas.CreateClusterAsync(project.Id, name, spec, actor, cancellationToken), cancellationToken);

    /// <param name="seen">The cluster as the person saw it; whoever comes second is told.</param>
    public Task<Outcome> UpdateClusterAsync(Cluster seen, ClusterSpec spec, CancellationToken cancellationToken) =>
        DoAsync(
            (project, actor) => atlas.UpdateClusterAsync(project.Id, seen.Name, seen.Spec, spec, actor, cancellationToken),
            cancellationToken
        );

    /// <summary>Lets clusters use the key of that key service: a change each, as Atlas has it. What is refused stops none of the others.</summary>
    /// <param name="seen">The clusters as the person saw them.</param>
    public Task<Outcome> UseKeyAsync(IReadOnlyList<Cluster> seen, CloudProvider provider, CancellationToken cancellationToken) =>
        DoAsync(
            async (project, actor) =>
            {
                List<Blocker> refused = [];
                foreach (var cluster in seen)
                {
                    try
                    {
                        await atlas.UpdateClusterAsync(
                            project.Id,
                            cluster.Name,
                            cluster.Spec,
                            cluster.With(provider),
                            actor,
                            cancellationToken
                        );
                    }
                    catch (AtlasRefusedException refusal)
                    {
                        refused.AddRange(refusal.Reasons);
                    }
                }

                return new(refused);
            },
            cancellationToken
        );

    public Task<Outcome> DeleteClusterAsync(string name, CancellationToken cancellationToken) =>
        DoAsync((project, actor) => atlas.DeleteClusterAsync(project.Id, name, actor, cancellationToken), cancellationToken);

    public Task<Outcome> CreateRoleAsync(RoleRequest request, CancellationToken cancellationToken) =>
        DoAsync((project, actor) => atlas.CreateRoleAsync(project.Id, request, actor, cancellationToken), cancellationToken);

    public Task<Outcome> AuthorizeRoleAsync(string roleId, RoleRequest request, CancellationToken cancellationToken) =>
        DoAsync((project, actor) => atlas.AuthorizeRoleAsync(project.Id, roleId, request, actor, cancellationToken), cancellationToken);

    public Task<Outcome> RemoveRoleAsync(CloudProviderRole role, CancellationToken cancellationToken) =>
        DoAsync((project, actor) => atlas.RemoveRoleAsync(project.Id, role.Provider, role.Id, actor, cancellationToken), cancellationToken);

    public Task<Outcome> SetKeyAgeAlertAsync(int days, CancellationToken cancellationToken) =>
        DoAsync((project, actor) => atlas.SetKeyAgeAlertAsync(project.Id, days, actor, cancellationToken), cancellationToken);

    private Task<Outcome> DoAsync(Func<ProjectSnapshot, Actor, Task> command, CancellationToken cancellationToken) =>
        DoAsync(
            async (project, actor) =>
            {
                await command(project, actor);
                return Outcome.Done;
            },
            cancellationToken
        );

    // What a command made stands among the snapshots before it returns, so that looking again asks nobody.
    private async Task<Outcome> DoAsync(Func<ProjectSnapshot, Actor, Task<Outcome>> command, CancellationToken cancellationToken)
    {
        await RefreshAsync(cancellationToken);
        if (!IsOwner)
        {
            return new([AccessForbidden]);
        }

        try
        {
            return await command(Opened(), await access.ActorAsync());
        }
        catch (AtlasRefusedException refusal)
        {
            return new(refusal.Reasons);
        }
        finally
        {
            await RefreshAsync(CancellationToken.None);
        }
    }

    /// <summary>Who looks, as they sign in.</summary>
    public async Task<string> ActorNameAsync() => (await access.ActorAsync()).Name;

    private IKeyOwner KeyOwner => keyOwner ?? throw new InvalidOperationException("The cloud is not within reach.");

    private ProjectSnapshot Opened() => Project ?? throw new InvalidOperationException("The project is gone.");

    private static Blocker AccessForbidden { get; } =
        new(AtlasCode.AccessForbidden, "View only", "Only a Project Owner can do that. Ask one of the project’s owners.");
}
