using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Simulator;

/// <summary>The simulated Atlas behind the port, in this process.</summary>
internal sealed class EmbeddedAtlasClient(
    SimulatorStore store,
    SimulatedProjects projects,
    SimulatedEncryption encryption,
    SimulatedEndpoints endpoints,
    SimulatedClusters clusters,
    SimulatedRoles roles
) : IAtlasClient
{
    public UsualDurations Usual
    {
        get
        {
            var timing = store.Timing;
            return new(
                timing.InitiatingTakes,
                timing.InitiatingTakes + timing.InitiatingVaries,
                timing.AzureNoticedWithin,
                timing.DeletingTakes,
                timing.ClusterWorkTakes,
                timing.KeyCheckEvery
            );
        }
    }

    public DateTimeOffset Now => store.Now;

    public Task<IReadOnlyList<ProjectSnapshot>> GetProjectsAsync(CancellationToken cancellationToken) =>
        store.Snapshots.AllAsync(cancellationToken);

    public Task<ProjectSnapshot?> FindProjectAsync(string projectId, CancellationToken cancellationToken) =>
        store.Snapshots.FindAsync(projectId, cancellationToken);

    public Task<ProjectSnapshot> ValidateKeysAsync(string projectId, Actor actor, CancellationToken cancellationToken) =>
        encryption.ValidateAsync(projectId, actor, cancellationToken);

    public Task<ProjectSnapshot> UpdateEncryptionAsync(
        string projectId,
        EncryptionChange change,
        int seenVersion,
        Actor actor,
        CancellationToken cancellationToken
    ) => encryption.UpdateAsync(projectId, change, seenVersion, actor, cancellationToken);

    public Task<IReadOnlyList<PrivateEndpoint>> CreateEndpointsAsync(
        string projectId,
        CloudProvider provider,
        IReadOnlyCollection<string> regions,
        Actor actor,
        CancellationToken cancellationToken
    ) => endpoints.CreateMissingAsync(projectId, provider, regions, actor, cancellationToken);

    public Task<PrivateEndpoint> RemoveEndpointWhenPossibleAsync(
        string projectId,
        CloudProvider provider,
        string endpointId,
        Actor actor,
        CancellationToken cancellationToken
    ) => endpoints.RemoveWhenPossibleAsync(projectId, provider, endpointId, actor, cancellationToken);

    public Task<Cluster> CreateClusterAsync(
        string projectId,
        string name,
        ClusterSpec spec,
        Actor actor,
        CancellationToken cancellationToken
    ) => clusters.CreateAsync(projectId, name, spec, actor, cancellationToken);

    public Task<Cluster> UpdateClusterAsync(
        string projectId,
        string name,
        ClusterSpec seen,
        ClusterSpec spec,
        Actor actor,
        CancellationToken cancellationToken
    ) => clusters.UpdateAsync(projectId, name, seen, spec, actor, cancellationToken);

    public Task<Cluster> DeleteClusterAsync(string projectId, string name, Actor actor, CancellationToken cancellationToken) =>
        clusters.DeleteAsync(projectId, name, actor, cancellationToken);

    public Task<CloudProviderRole> CreateRoleAsync(
        string projectId,
        RoleRequest request,
        Actor actor,
        CancellationToken cancellationToken
    ) => roles.CreateAsync(projectId, request, actor, cancellationToken);

    public Task<CloudProviderRole> AuthorizeRoleAsync(
        string projectId,
        string roleId,
        RoleRequest request,
        Actor actor,
        CancellationToken cancellationToken
    ) => roles.AuthorizeAsync(projectId, roleId, request, actor, cancellationToken);

    public Task<CloudProviderRole> RemoveRoleAsync(
        string projectId,
        CloudProvider provider,
        string roleId,
        Actor actor,
        CancellationToken cancellationToken
    ) => roles.RemoveAsync(projectId, provider, roleId, actor, cancellationToken);

    public Task<ProjectSnapshot> SetKeyAgeAlertAsync(string projectId, int days, Actor actor, CancellationToken cancellationToken) =>
        projects.SetKeyAgeAlertAsync(projectId, days, actor, cancellationToken);

    public Task<IReadOnlyList<TimelineEntry>> GetTimelineAsync(string projectId, CancellationToken cancellationToken) =>
        store.Snapshots.TimelineAsync(projectId, cancellationToken);
}
