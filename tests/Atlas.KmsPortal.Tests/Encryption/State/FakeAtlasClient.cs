using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Tests.Encryption.State;

/// <summary>An Atlas that holds one project and notes what was asked of it.</summary>
internal sealed class FakeAtlasClient(ProjectSnapshot project) : IAtlasClient
{
    public ProjectSnapshot Project { get; set; } = project;

    /// <summary>Every command, in words.</summary>
    public List<string> Asked { get; } = [];

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

    public Task ValidateKeysAsync(string projectId, Actor actor, CancellationToken cancellationToken) => NoteAsync("validate");

    public Task UpdateEncryptionAsync(string projectId, EncryptionChange change, Actor actor, CancellationToken cancellationToken)
    {
        Note($"update by {actor.Name}");
        Project = Project with
        {
            Encryption = EncryptionRules.Apply(Project.Encryption, change, Project.TakenAt),
            Version = Project.Version + 1,
        };
        return Task.CompletedTask;
    }

    public Task<PrivateEndpoint> CreateEndpointAsync(
        string projectId,
        CloudProvider provider,
        string region,
        Actor actor,
        CancellationToken cancellationToken
    )
    {
        Note($"create {region}");
        var endpoint = A.Endpoint(region, EndpointStatus.Initiating, Project.Endpoints.Count + 1, provider);
        Project = Project with { Endpoints = [.. Project.Endpoints, endpoint] };
        return Task.FromResult(endpoint);
    }

    public Task RemoveEndpointAsync(
        string projectId,
        CloudProvider provider,
        string endpointId,
        Actor actor,
        CancellationToken cancellationToken
    )
    {
        Note($"remove {Project.Endpoints.Single(endpoint => endpoint.Id == endpointId).Region}");
        Project = Project with
        {
            Endpoints = [.. Project.Endpoints.Select(e => e.Id == endpointId ? e with { Status = EndpointStatus.Deleting } : e)],
        };
        return Task.CompletedTask;
    }

    public Task RemoveEndpointWhenPossibleAsync(
        string projectId,
        CloudProvider provider,
        string endpointId,
        Actor actor,
        CancellationToken cancellationToken
    ) => RemoveEndpointAsync(projectId, provider, endpointId, actor, cancellationToken);

    public Task CreateClusterAsync(string projectId, string name, ClusterSpec spec, Actor actor, CancellationToken cancellationToken) =>
        NoteAsync($"create cluster {name}");

    public Task UpdateClusterAsync(
        string projectId,
        string name,
        ClusterSpec? seen,
        ClusterSpec spec,
        Actor actor,
        CancellationToken cancellationToken
    ) => NoteAsync($"update cluster {name}");

    public Task DeleteClusterAsync(string projectId, string name, Actor actor, CancellationToken cancellationToken) =>
        NoteAsync($"delete cluster {name}");

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

    public Task RemoveRoleAsync(
        string projectId,
        CloudProvider provider,
        string roleId,
        Actor actor,
        CancellationToken cancellationToken
    ) => NoteAsync("remove role");

    public Task SetKeyAgeAlertAsync(string projectId, int days, Actor actor, CancellationToken cancellationToken) =>
        NoteAsync($"alert at {days}");

    public Task<IReadOnlyList<TimelineEntry>> GetTimelineAsync(string projectId, CancellationToken cancellationToken) =>
        Task.FromResult(Timeline);

    private Task NoteAsync(string what)
    {
        Note(what);
        return Task.CompletedTask;
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

    public Task<ProjectRole> RoleInAsync(string projectId, CancellationToken cancellationToken) => Task.FromResult(Role);
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
