using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Tests.Encryption.State;

/// <summary>An Atlas that holds one project and notes what was asked of it.</summary>
internal sealed class FakeAtlasClient(ProjectSnapshot project) : IAtlasClient
{
    public ProjectSnapshot Project { get; set; } = project;

    /// <summary>Every command, in words.</summary>
    public List<string> Asked { get; } = [];

    /// <summary>The last change of the settings that was asked for.</summary>
    public EncryptionChange? Change { get; private set; }

    /// <summary>Thrown by the next command.</summary>
    public Exception? Refusal { get; set; }

    public IReadOnlyList<TimelineEntry> Timeline { get; set; } = [];

    public UsualDurations Usual { get; } =
        new(
            TimeSpan.FromMinutes(1),
            TimeSpan.FromMinutes(2),
            TimeSpan.FromMinutes(3),
            TimeSpan.FromMinutes(1),
            TimeSpan.FromMinutes(7),
            TimeSpan.FromMinutes(15)
        );

    public DateTimeOffset Now { get; set; } = A.Now;

    public Task<IReadOnlyList<ProjectSnapshot>> GetProjectsAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<ProjectSnapshot>>([Project]);

    /// <summary>What the next look at the project answers, when it does.</summary>
    public Task<ProjectSnapshot?>? NextFound { get; set; }

    public Task<ProjectSnapshot?> FindProjectAsync(string projectId, CancellationToken cancellationToken)
    {
        var found = NextFound ?? Task.FromResult(projectId == Project.Id ? Project : null);
        NextFound = null;
        return found;
    }

    public Task<ProjectSnapshot> ValidateKeysAsync(string projectId, Actor actor, CancellationToken cancellationToken) =>
        NoteAsync("validate", Project);

    public Task<ProjectSnapshot> UpdateEncryptionAsync(
        string projectId,
        EncryptionChange change,
        int seenVersion,
        Actor actor,
        CancellationToken cancellationToken
    )
    {
        Note($"update by {actor.Name}");
        Change = change;
        Project = Project with { Encryption = EncryptionRules.Apply(Project.Encryption, change, Now), Version = Project.Version + 1 };
        return Task.FromResult(Project);
    }

    public Task<IReadOnlyList<PrivateEndpoint>> CreateEndpointsAsync(
        string projectId,
        CloudProvider provider,
        IReadOnlyCollection<string> regions,
        Actor actor,
        CancellationToken cancellationToken
    )
    {
        Note($"create {string.Join(", ", regions)}");
        List<PrivateEndpoint> made = [];
        foreach (
            var region in regions.Where(region => Project.LiveEndpointIn(provider, region) is null or { Status: EndpointStatus.Failed })
        )
        {
            made.Add(A.Endpoint(region, EndpointStatus.Initiating, Project.Endpoints.Count + made.Count + 1, provider));
        }

        Project = Project with { Endpoints = [.. Project.Endpoints, .. made] };
        return Task.FromResult<IReadOnlyList<PrivateEndpoint>>(made);
    }

    public Task<PrivateEndpoint> RemoveEndpointWhenPossibleAsync(
        string projectId,
        CloudProvider provider,
        string endpointId,
        Actor actor,
        CancellationToken cancellationToken
    )
    {
        var removed = Project.Endpoints.Single(endpoint => endpoint.Id == endpointId) with { Status = EndpointStatus.Deleting };
        Note($"remove {removed.Region}");
        Project = Project with { Endpoints = [.. Project.Endpoints.Select(e => e.Id == endpointId ? removed : e)] };
        return Task.FromResult(removed);
    }

    public Task<Cluster> CreateClusterAsync(
        string projectId,
        string name,
        ClusterSpec spec,
        Actor actor,
        CancellationToken cancellationToken
    ) => NoteAsync($"create cluster {name}", A.Cluster(name, spec));

    public Task<Cluster> UpdateClusterAsync(
        string projectId,
        string name,
        ClusterSpec seen,
        ClusterSpec spec,
        Actor actor,
        CancellationToken cancellationToken
    )
    {
        Project = Project with
        {
            Clusters = [.. Project.Clusters.Select(cluster => cluster.Name == name ? cluster with { Spec = spec } : cluster)],
        };
        return NoteAsync($"update cluster {name}", A.Cluster(name, spec));
    }

    public Task<Cluster> DeleteClusterAsync(string projectId, string name, Actor actor, CancellationToken cancellationToken) =>
        NoteAsync($"delete cluster {name}", Project.Cluster(name)!);

    public Task<CloudProviderRole> CreateRoleAsync(string projectId, RoleRequest request, Actor actor, CancellationToken cancellationToken)
    {
        Note("create role");
        return Task.FromResult(new CloudProviderRole("65a0000000000000000000d1", request.Provider, A.Now, A.Now, InUse: false));
    }

    public Task<CloudProviderRole> AuthorizeRoleAsync(
        string projectId,
        string roleId,
        RoleRequest request,
        Actor actor,
        CancellationToken cancellationToken
    ) => CreateRoleAsync(projectId, request, actor, cancellationToken);

    public Task<CloudProviderRole> RemoveRoleAsync(
        string projectId,
        CloudProvider provider,
        string roleId,
        Actor actor,
        CancellationToken cancellationToken
    ) => NoteAsync("remove role", Project.Role(roleId)!);

    public Task<ProjectSnapshot> SetKeyAgeAlertAsync(string projectId, int days, Actor actor, CancellationToken cancellationToken) =>
        NoteAsync($"alert at {days}", Project);

    public Task<IReadOnlyList<TimelineEntry>> GetTimelineAsync(string projectId, CancellationToken cancellationToken) =>
        Task.FromResult(Timeline);

    private Task<T> NoteAsync<T>(string what, T made)
    {
        Note(what);
        return Task.FromResult(made);
    }

    private void Note(string what)
    {
        Asked.Add(what);
        if (Refusal is { } refusal)
        {
            Refusal = null;
            throw refusal;
        }
    }
}

/// <summary>Somebody with one role everywhere.</summary>
internal sealed class FakeAccess(ProjectRole role) : IProjectAccess
{
    public ProjectRole Role { get; set; } = role;

    public Task<Actor> ActorAsync() => Task.FromResult(new Actor("owner@acme.example", AuditSource.Portal));

    public Task<string> UserIdAsync() => Task.FromResult("user-1");

    public Task<ProjectRoles> RolesAsync(CancellationToken cancellationToken) =>
        Task.FromResult(
            Role switch
            {
                ProjectRole.Owner => ProjectRoles.None with { OwnsEverything = true },
                ProjectRole.ReadOnly => ProjectRoles.None with { ReadableIds = new Everything() },
                _ => ProjectRoles.None,
            }
        );

    /// <summary>A set that holds every id.</summary>
    private sealed class Everything : HashSet<string>, IReadOnlySet<string>
    {
        bool IReadOnlySet<string>.Contains(string item) => true;
    }
}

/// <summary>Finds the one project of an Atlas, by the same listing that the database keeps.</summary>
internal sealed class FakeDirectory(FakeAtlasClient atlas) : IProjectDirectory
{
    /// <summary>As on the first start outside Development.</summary>
    public bool IsEmpty { get; set; }

    private ProjectListing Listing => ProjectListing.Of(atlas.Project, A.Now);

    public Task<IReadOnlyList<ListedProject>> ListAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<ListedProject>>([new(Listing.ProjectId, Listing.OrganizationId, Listing.Name, Listing.Waiting)]);

    public Task<FoundProjects> FindAsync(ProjectQuery query, CancellationToken cancellationToken)
    {
        var role = IsEmpty ? ProjectRole.None : query.Roles.In(atlas.Project);
        var states = role is ProjectRole.Owner ? Listing.OwnerStates : Listing.ReaderStates;
        var isFound =
            role is not ProjectRole.None
            && (query.State is ProjectStates.None || states.HasFlag(query.State))
            && ProjectListing.WordsOf(query.Search).All(Listing.SearchText.Contains);
        var counts = Enum.GetValues<ProjectStates>()
            .ToDictionary(state => state, state => role is not ProjectRole.None && states.HasFlag(state) ? 1 : 0);
        return Task.FromResult(new FoundProjects(isFound ? [atlas.Project] : [], isFound ? 1 : 0, counts));
    }
}

/// <summary>Drafts in memory.</summary>
internal sealed class FakeDrafts : IDraftStore
{
    private readonly Dictionary<string, object> _drafts = [];

    public Task<T?> FindAsync<T>(string userId, string projectId, string form, CancellationToken cancellationToken)
        where T : class => Task.FromResult(_drafts.GetValueOrDefault(form) as T);

    public Task KeepAsync<T>(string userId, string projectId, string form, T draft, CancellationToken cancellationToken)
        where T : class
    {
        _drafts[form] = draft;
        return Task.CompletedTask;
    }

    public Task DiscardAsync(string userId, string projectId, string form, CancellationToken cancellationToken)
    {
        _drafts.Remove(form);
        return Task.CompletedTask;
    }
}
