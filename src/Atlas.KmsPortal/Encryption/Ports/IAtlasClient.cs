namespace Atlas.KmsPortal.Encryption;

/// <summary>The port to Atlas, in domain words. Every command throws <see cref="AtlasRefusedException"/> when Atlas refuses.</summary>
public interface IAtlasClient
{
    UsualDurations Usual { get; }

    Task<IReadOnlyList<ProjectSnapshot>> GetProjectsAsync(CancellationToken cancellationToken);

    /// <returns>Null when there is no such project.</returns>
    Task<ProjectSnapshot?> FindProjectAsync(string projectId, CancellationToken cancellationToken);

    /// <summary>Has Atlas try the project's keys now ("Try Again").</summary>
    Task ValidateKeysAsync(string projectId, Actor actor, CancellationToken cancellationToken);

    Task UpdateEncryptionAsync(string projectId, EncryptionChange change, Actor actor, CancellationToken cancellationToken);

    Task<PrivateEndpoint> CreateEndpointAsync(
        string projectId,
        CloudProvider provider,
        string region,
        Actor actor,
        CancellationToken cancellationToken
    );

    Task RemoveEndpointAsync(string projectId, CloudProvider provider, string endpointId, Actor actor, CancellationToken cancellationToken);

    /// <summary>Removes the endpoint as soon as Atlas allows it: now, or once it has left INITIATING.</summary>
    Task RemoveEndpointWhenPossibleAsync(
        string projectId,
        CloudProvider provider,
        string endpointId,
        Actor actor,
        CancellationToken cancellationToken
    );

    Task CreateClusterAsync(string projectId, string name, ClusterSpec spec, Actor actor, CancellationToken cancellationToken);

    /// <param name="seen">The configuration that the change was begun from; null to change whatever is there.</param>
    /// <exception cref="ConcurrentChangeException">The cluster is no longer as it was seen.</exception>
    Task UpdateClusterAsync(
        string projectId,
        string name,
        ClusterSpec? seen,
        ClusterSpec spec,
        Actor actor,
        CancellationToken cancellationToken
    );

    Task DeleteClusterAsync(string projectId, string name, Actor actor, CancellationToken cancellationToken);

    /// <summary>First step of Cloud Provider Access. For Azure the two ids are known at once and the role is authorised by it.</summary>
    Task<CloudProviderRole> CreateRoleAsync(string projectId, RoleRequest request, Actor actor, CancellationToken cancellationToken);

    /// <summary>Second step: AWS's role ARN, or Azure's ids again.</summary>
    Task<CloudProviderRole> AuthorizeRoleAsync(
        string projectId,
        string roleId,
        RoleRequest request,
        Actor actor,
        CancellationToken cancellationToken
    );

    Task RemoveRoleAsync(string projectId, CloudProvider provider, string roleId, Actor actor, CancellationToken cancellationToken);

    /// <summary>At which age, in days, the key rotation alert fires for the project.</summary>
    Task SetKeyAgeAlertAsync(string projectId, int days, Actor actor, CancellationToken cancellationToken);

    /// <summary>What happened to the project's endpoints and clusters, newest last.</summary>
    Task<IReadOnlyList<TimelineEntry>> GetTimelineAsync(string projectId, CancellationToken cancellationToken);
}
