using Atlas.KmsPortal.Auditing;
using Atlas.KmsPortal.Data;
using Atlas.KmsPortal.Encryption;
using Microsoft.Data.Sqlite;

namespace Atlas.KmsPortal.Simulator;

/// <summary>Private endpoints of encryption at rest: made, removed, and moved on by the worker.</summary>
internal sealed class SimulatedEndpoints(SimulatorStore store)
{
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
                    var work = await ProjectWork.LoadForRegionAsync(step, projectId, provider, region, cancellationToken);
                    AtlasRefusedException.ThrowIfAny(PrivateNetworkingRules.MayCreateEndpoint(work.Snapshot(), provider, region));
                    return await AddAsync(work, provider, region, cancellationToken);
                },
                cancellationToken
            );
        }
        catch (SqliteException exception) when (Sql.IsTaken(exception))
        {
            // Another process was faster; the database's constraint is what decided.
            throw new AtlasRefusedException(PrivateNetworkingRules.AlreadyExists(region));
        }
    }

    /// <inheritdoc cref="IAtlasClient.CreateEndpointsAsync"/>
    public Task<IReadOnlyList<PrivateEndpoint>> CreateMissingAsync(
        string projectId,
        CloudProvider provider,
        IReadOnlyCollection<string> regions,
        Actor actor,
        CancellationToken cancellationToken
    ) =>
        store.WriteAsync<IReadOnlyList<PrivateEndpoint>>(
            actor,
            async step =>
            {
                var work = await step.ProjectAsync(projectId, cancellationToken);
                List<PrivateEndpoint> made = [];
                foreach (var region in regions)
                {
                    made.Add(await SeeToAsync(work, provider, region, cancellationToken));
                }

                return made;
            },
            cancellationToken
        );

    public Task<PrivateEndpoint> RemoveAsync(
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
                return Snapshots.Of(endpoint);
            },
            cancellationToken
        );

    public Task<PrivateEndpoint> RemoveWhenPossibleAsync(
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
                    return Snapshots.Of(endpoint);
                }

                endpoint.RemovalRequestedBy = actor.Name;
                step.Timeline(projectId, endpointId, "INITIATING", "Its removal was asked for; it follows as soon as Atlas allows.");
                step.Record(
                    AtlasEvents.EndpointStatusChanged,
                    work.Row,
                    $"Removal of the endpoint in {endpoint.Region} asked for; Atlas is still creating it."
                );
                return Snapshots.Of(endpoint);
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

    private static async Task<PrivateEndpoint> SeeToAsync(
        ProjectWork work,
        CloudProvider provider,
        string region,
        CancellationToken cancellationToken
    )
    {
        var existing = work.Endpoints.Find(e => e.Provider == provider && e.Region == region && e.Status.IsLive());
        if (existing is { Status: not EndpointStatus.Failed })
        {
            return Snapshots.Of(existing);
        }

        if (existing is not null)
        {
            AtlasRefusedException.ThrowIfAny(PrivateNetworkingRules.MayRemoveEndpoint(work.Snapshot(), Snapshots.Of(existing)));
            EndpointMoves.BeginRemoval(work, existing);
        }

        AtlasRefusedException.ThrowIfAny(PrivateNetworkingRules.MayCreateEndpoint(work.Snapshot(), provider, region));
        return await AddAsync(work, provider, region, cancellationToken);
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
        work.Endpoints.Add(endpoint);
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
