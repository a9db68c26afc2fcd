namespace Atlas.KmsPortal.Encryption;

/// <summary>
/// The port to Atlas, in domain words. Every command returns what it made, as it was at that moment, and throws
/// <see cref="AtlasRefusedException"/> when Atlas refuses.
/// </summary>
public interface IAtlasClient
{
    UsualDurations Usual { get; }

    /// <summary>Atlas's time, which in the simulator may run ahead of the real one. What is drawn counts from here.</summary>
    DateTimeOffset Now { get; }

    Task<IReadOnlyList<ProjectSnapshot>> GetProjectsAsync(CancellationToken cancellationToken);

    /// <returns>Null when there is no such project.</returns>
    Task<ProjectSnapshot?> FindProjectAsync(string projectId, CancellationToken cancellationToken);

    /// <summary>Has Atlas try the project's keys now ("Try Again").</summary>
    Task<ProjectSnapshot> ValidateKeysAsync(string projectId, Actor actor, CancellationToken cancellationToken);

    /// <param name="seenVersion">The <see cref="ProjectSnapshot.Version"/> that the change was begun from.</param>
    /// <exception cref="ConcurrentChangeException">Somebody changed the settings since.</exception>
    Task<ProjectSnapshot> UpdateEncryptionAsync(
        string projectId,
        EncryptionChange change,
        int seenVersion,
        Actor actor,
        CancellationToken cancellationToken
    );

    /// <summary>
    /// Sees to it that each region has an endpoint that works or is on its way: makes what is missing, puts a new one in the place
    /// of one that failed, leaves the others.
    /// </summary>
    /// <returns>The endpoints of those regions, in their order.</returns>
    Task<IReadOnlyList<PrivateEndpoint>> CreateEndpointsAsync(
        string projectId,
        CloudProvider provider,
        IReadOnlyCollection<string> regions,
        Actor actor,
        CancellationToken cancellationToken
    );

    /// <summary>Removes the endpoint as soon as Atlas allows it: now, or once it has left INITIATING.</summary>
    Task<PrivateEndpoint> RemoveEndpointWhenPossibleAsync(
        string projectId,
        CloudProvider provider,
        string endpointId,
        Actor actor,
        CancellationToken cancellationToken
    );

    Task<Cluster> CreateClusterAsync(string projectId, string name, ClusterSpec spec, Actor actor, CancellationToken cancellationToken);

    /// <param name="seen">The configuration that the change was begun from.</param>
    /// <exception cref="ConcurrentChangeException">The cluster is no longer as it was seen.</exception>
    Task<Cluster> UpdateClusterAsync(
        string projectId,
        string name,
        ClusterSpec seen,
        ClusterSpec spec,
        Actor actor,
        CancellationToken cancellationToken
    );

    Task<Cluster> DeleteClusterAsync(string projectId, string name, Actor actor, CancellationToken cancellationToken);

    /// <summary>First step of Cloud Provider Access. For Azure the two ids are known at once and the role is authorized by it.</summary>
    Task<CloudProviderRole> CreateRoleAsync(string projectId, RoleRequest request, Actor actor, CancellationToken cancellationToken);

    /// <summary>Second step: AWS's role ARN, or Azure's ids again.</summary>
    Task<CloudProviderRole> AuthorizeRoleAsync(
        string projectId,
        string roleId,
        RoleRequest request,
        Actor actor,
        CancellationToken cancellationToken
    );

    Task<CloudProviderRole> RemoveRoleAsync(
        string projectId,
        CloudProvider provider,
        string roleId,
        Actor actor,
        CancellationToken cancellationToken
    );

    /// <summary>At which age, in days, the key rotation alert fires for the project.</summary>
    Task<ProjectSnapshot> SetKeyAgeAlertAsync(string projectId, int days, Actor actor, CancellationToken cancellationToken);

    /// <summary>What happened to the project's endpoints and clusters, newest last.</summary>
    Task<IReadOnlyList<TimelineEntry>> GetTimelineAsync(string projectId, CancellationToken cancellationToken);
}
