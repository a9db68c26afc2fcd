using Atlas.KmsPortal.Encryption;
using Microsoft.EntityFrameworkCore;

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

    public Task<IReadOnlyList<ProjectSnapshot>> GetProjectsAsync(CancellationToken cancellationToken) =>
        projects.SnapshotsAsync(projectId: null, cancellationToken);

    public async Task<ProjectSnapshot?> FindProjectAsync(string projectId, CancellationToken cancellationToken) =>
        (await projects.SnapshotsAsync(projectId, cancellationToken)).SingleOrDefault();

    public Task ValidateKeysAsync(string projectId, Actor actor, CancellationToken cancellationToken) =>
        encryption.ValidateAsync(projectId, actor, cancellationToken);

    public Task UpdateEncryptionAsync(string projectId, EncryptionChange change, Actor actor, CancellationToken cancellationToken) =>
        encryption.UpdateAsync(projectId, change, actor, cancellationToken);

    public Task<PrivateEndpoint> CreateEndpointAsync(
        string projectId,
        CloudProvider provider,
        string region,
        Actor actor,
        CancellationToken cancellationToken
    ) => endpoints.CreateAsync(projectId, provider, region, actor, cancellationToken);

    public Task RemoveEndpointAsync(
        string projectId,
        CloudProvider provider,
        string endpointId,
        Actor actor,
        CancellationToken cancellationToken
    ) => endpoints.RemoveAsync(projectId, provider, endpointId, actor, cancellationToken);

    public Task RemoveEndpointWhenPossibleAsync(
        string projectId,
        CloudProvider provider,
        string endpointId,
        Actor actor,
        CancellationToken cancellationToken
    ) => endpoints.RemoveWhenPossibleAsync(projectId, provider, endpointId, actor, cancellationToken);

    public Task CreateClusterAsync(string projectId, string name, ClusterSpec spec, Actor actor, CancellationToken cancellationToken) =>
        clusters.CreateAsync(projectId, name, spec, actor, cancellationToken);

    public Task UpdateClusterAsync(
        string projectId,
        string name,
        ClusterSpec? seen,
        ClusterSpec spec,
        Actor actor,
        CancellationToken cancellationToken
    ) => clusters.UpdateAsync(projectId, name, seen, spec, actor, cancellationToken);

    public Task DeleteClusterAsync(string projectId, string name, Actor actor, CancellationToken cancellationToken) =>
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

    public Task RemoveRoleAsync(
        string projectId,
        CloudProvider provider,
        string roleId,
        Actor actor,
        CancellationToken cancellationToken
    ) => roles.RemoveAsync(projectId, provider, roleId, actor, cancellationToken);

    public Task SetKeyAgeAlertAsync(string projectId, int days, Actor actor, CancellationToken cancellationToken) =>
        projects.SetKeyAgeAlertAsync(projectId, days, actor, cancellationToken);

    public Task<IReadOnlyList<TimelineEntry>> GetTimelineAsync(string projectId, CancellationToken cancellationToken) =>
        store.ReadAsync<IReadOnlyList<TimelineEntry>>(
            async db =>
                await db
                    .Timeline.Where(row => row.ProjectId == projectId)
                    .OrderBy(row => row.Id)
                    .Select(row => new TimelineEntry(row.SubjectId, row.Status, row.At, row.Cause, row.By))
                    .ToListAsync(cancellationToken),
            cancellationToken
        );
}
