using Atlas.KmsPortal.Auditing;
using Atlas.KmsPortal.Data;
using Atlas.KmsPortal.Encryption;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Atlas.KmsPortal.Simulator;

/// <summary>Private endpoints of encryption at rest: made, removed, and moved on by the worker.</summary>
internal sealed class SimulatedEndpoints(SimulatorStore store)
{
    private const int SqliteConstraint = 19;

    private static readonly Func<PortalDbContext, string, CloudProvider, IAsyncEnumerable<PrivateEndpointRow>> s_ofProject =
        EF.CompileAsyncQuery(
            (PortalDbContext db, string projectId, CloudProvider provider) =>
                db
                    .PrivateEndpoints.AsNoTracking()
                    .Where(row => row.ProjectId == projectId && row.Provider == provider)
                    .OrderBy(row => row.CreatedAt)
                    .ThenBy(row => row.Id)
                    .AsQueryable()
        );

    /// <summary>The endpoints of a project, oldest first, without the rest of the project: this is what clients poll.</summary>
    public Task<IReadOnlyList<PrivateEndpoint>> ListAsync(string projectId, CloudProvider provider, CancellationToken cancellationToken) =>
        store.ReadAsync<IReadOnlyList<PrivateEndpoint>>(
            async db =>
            {
                var endpoints = new List<PrivateEndpoint>();
                await foreach (var row in s_ofProject(db, projectId, provider).WithCancellation(cancellationToken))
                {
                    endpoints.Add(Snapshots.Of(row));
                }

                return endpoints;
            },
            cancellationToken
        );

    public async Task<PrivateEndpoint> CreateAsync(
        string projectId,
        CloudProvider provider,
        string region,
        Actor actor,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await store.WriteAsync(
                actor,
                async step =>
                {
                    var work = await ProjectWork.LoadForRegionAsync(step, projectId, provider, region);
                    AtlasRefusedException.ThrowIfAny(PrivateNetworkingRules.MayCreateEndpoint(work.Snapshot(), provider, region));
                    return await AddAsync(work, provider, region, cancellationToken);
                },
                cancellationToken
            );
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode == SqliteConstraint)
        {
            // Another process was faster; the database's constraint is what decided.
            throw new AtlasRefusedException(PrivateNetworkingRules.AlreadyExists(region));
        }
    }

    public Task RemoveAsync(
        string projectId,
        CloudProvider provider,
        string endpointId,
        Actor actor,
        CancellationToken cancellationToken
    ) =>
        store.WriteAsync(
            actor,
            async step =>
            {
                var (work, endpoint) = await FindAsync(step, projectId, provider, endpointId, cancellationToken);
                AtlasRefusedException.ThrowIfAny(PrivateNetworkingRules.MayRemoveEndpoint(work.Snapshot(), Snapshots.Of(endpoint)));
                EndpointMoves.BeginRemoval(work, endpoint);
            },
            cancellationToken
        );

    public Task RemoveWhenPossibleAsync(
        string projectId,
        CloudProvider provider,
        string endpointId,
        Actor actor,
        CancellationToken cancellationToken
    ) =>
        store.WriteAsync(
            actor,
            async step =>
            {
                var (work, endpoint) = await FindAsync(step, projectId, provider, endpointId, cancellationToken);
                if (endpoint.Status is not EndpointStatus.Initiating)
                {
                    EndpointMoves.BeginRemoval(work, endpoint);
                    return;
                }

                endpoint.RemovalRequestedBy = actor.Name;
                step.Timeline(projectId, endpointId, "INITIATING", "Its removal was asked for; it follows as soon as Atlas allows.");
                step.Record(
                    AtlasEvents.EndpointStatusChanged,
                    work.Row,
                    $"Removal of the endpoint in {endpoint.Region} asked for; Atlas is still making it."
                );
            },
            cancellationToken
        );

    private static async Task<(ProjectWork Work, PrivateEndpointRow Endpoint)> FindAsync(
        SimulatorStep step,
        string projectId,
        CloudProvider provider,
        string endpointId,
        CancellationToken cancellationToken
    )
    {
        var work = await step.ProjectAsync(projectId, cancellationToken);
        var endpoint =
            work.Endpoints.SingleOrDefault(e => e.Id == endpointId && e.Provider == provider)
            ?? throw new AtlasRefusedException(SimulatorRefusals.EndpointNotFound(endpointId));
        return (work, endpoint);
    }

    private static async Task<PrivateEndpoint> AddAsync(
        ProjectWork work,
        CloudProvider provider,
        string region,
        CancellationToken cancellationToken
    )
    {
        var step = work.Step;
        var endpoint = EndpointMoves.NewRow(work, provider, region, replacesId: null, step.Faults.NextCreationFails);
        if (step.Faults.NextCreationFails is not null)
        {
            await step.SetFaultsAsync(step.Faults with { NextCreationFails = null }, cancellationToken);
        }

        step.Inserts.Add(endpoint);
        step.Timeline(work.Row.Id, endpoint.Id, endpoint.Status.AtlasName(), $"Asked for by {step.Actor.Name}.");
        step.Record(
            AtlasEvents.EndpointCreated,
            work.Row,
            $"Private endpoint in {region} for {provider.KeyServiceName()} asked for.",
            after: new { endpoint.Id, endpoint.Region }
        );
        return Snapshots.Of(endpoint);
    }
}
