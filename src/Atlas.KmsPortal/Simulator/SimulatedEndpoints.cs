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
                    var refusals = PrivateNetworkingRules.MayCreateEndpoint(work.Snapshot(), provider, region);
                    return refusals.Count > 0
                        ? throw new AtlasRefusedException(refusals)
                        : await AddAsync(work, provider, region, cancellationToken);
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
                var refusals = PrivateNetworkingRules.MayRemoveEndpoint(work.Snapshot(), Snapshots.Of(endpoint));
                if (refusals.Count > 0)
                {
                    throw new AtlasRefusedException(refusals);
                }

                BeginRemoval(work, endpoint);
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
                    BeginRemoval(work, endpoint);
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

    /// <summary>Moves every endpoint of the project that is due.</summary>
    /// <returns>Whether one moved.</returns>
    public static async Task<bool> AdvanceAsync(ProjectWork work, CancellationToken cancellationToken)
    {
        var moved = false;
        foreach (var endpoint in work.Endpoints.ToList())
        {
            if (endpoint is { RemovalRequestedBy: not null, Status: not (EndpointStatus.Initiating or EndpointStatus.Deleting) })
            {
                BeginRemoval(work, endpoint);
                moved = true;
                continue;
            }

            var around = new EndpointSurroundings(
                work.AzureNetworkRegistered is not false,
                work.Endpoints.Any(other => other.ReplacesId == endpoint.Id && other.Status is EndpointStatus.Initiating),
                work.Step.Faults.NextDeletionFails
            );
            if (EndpointLifecycle.Next(endpoint, around, work.Step.Now, work.Step.Timing) is { } next)
            {
                await TakeAsync(work, endpoint, next, cancellationToken);
                moved = true;
            }
        }

        return moved;
    }

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
        var endpoint = NewRow(work, provider, region, replacesId: null, step.Faults.NextCreationFails);
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

    private static PrivateEndpointRow NewRow(ProjectWork work, CloudProvider provider, string region, string? replacesId, string? failsWith)
    {
        var azure = provider is CloudProvider.Azure ? work.Row.AzureKeyVault : null;
        return new PrivateEndpointRow
        {
            Id = ObjectIds.New(work.Step.Now),
            ProjectId = work.Row.Id,
            Provider = provider,
            Region = region,
            Status = EndpointStatus.Initiating,
            CreatedAt = work.Step.Now,
            StatusSince = work.Step.Now,
            ReplacesId = replacesId,
            FailsWith = failsWith,
            SubscriptionId = azure?.SubscriptionId,
            ResourceGroupName = azure?.ResourceGroupName,
            KeyVaultName = azure?.KeyVaultName,
        };
    }

    private static void BeginRemoval(ProjectWork work, PrivateEndpointRow endpoint)
    {
        if (endpoint.Status is EndpointStatus.Deleting)
        {
            return;
        }

        var by = endpoint.RemovalRequestedBy ?? work.Step.Actor.Name;
        SetStatus(work, endpoint, EndpointStatus.Deleting, $"Removed by {by}.", error: null);
        work.Step.Record(
            AtlasEvents.EndpointDeleted,
            work.Row,
            $"Private endpoint in {endpoint.Region} is being removed.",
            before: new { endpoint.Id, endpoint.Region }
        );
        ClusterUpkeep.Apply(work);
    }

    private static async Task TakeAsync(
        ProjectWork work,
        PrivateEndpointRow endpoint,
        EndpointStep next,
        CancellationToken cancellationToken
    )
    {
        var step = work.Step;
        var from = endpoint.Status;
        if (next.To is { } status)
        {
            SetStatus(work, endpoint, status, next.Cause, next.Error);
            if (from is EndpointStatus.Deleting && step.Faults.NextDeletionFails is not null)
            {
                await step.SetFaultsAsync(step.Faults with { NextDeletionFails = null }, cancellationToken);
            }

            if (from is EndpointStatus.Initiating && status is EndpointStatus.PendingAcceptance)
            {
                endpoint.ConnectionName = EndpointLifecycle.ConnectionName(endpoint);
                endpoint.AzureState = AzureConnectionState.Pending;
                endpoint.AzureStateSince = step.Now;
            }
            else if (from is EndpointStatus.Initiating && status is EndpointStatus.Active)
            {
                endpoint.ConnectionName = "vpce-" + endpoint.Id[^17..];
            }
        }
        else
        {
            work.Endpoints.Remove(endpoint);
            step.Db.PrivateEndpoints.Remove(endpoint);
            step.Timeline(work.Row.Id, endpoint.Id, "GONE", next.Cause);
        }

        if (next.Replace)
        {
            var replacement = NewRow(work, endpoint.Provider, endpoint.Region, endpoint.Id, failsWith: null);
            // The old row must leave the region's one live place before the new one takes it.
            await step.Db.SaveChangesAsync(cancellationToken);
            work.Endpoints.Add(replacement);
            step.Db.PrivateEndpoints.Add(replacement);
            step.Timeline(
                work.Row.Id,
                replacement.Id,
                replacement.Status.AtlasName(),
                $"Made to replace {endpoint.ConnectionName ?? endpoint.Id}."
            );
            step.Record(
                AtlasEvents.EndpointCreated,
                work.Row,
                $"Atlas makes a replacement for the private endpoint in {endpoint.Region}.",
                after: new { replacement.Id, replacement.Region }
            );
        }

        step.Record(
            AtlasEvents.EndpointStatusChanged,
            work.Row,
            $"Private endpoint in {endpoint.Region}: {from.Label()} to {next.To?.Label() ?? "gone"}. {next.Cause}",
            new { status = from.AtlasName() },
            new { status = next.To?.AtlasName() ?? "gone" }
        );
        ClusterUpkeep.Apply(work);
    }

    private static void SetStatus(ProjectWork work, PrivateEndpointRow endpoint, EndpointStatus status, string cause, string? error)
    {
        endpoint.Status = status;
        endpoint.StatusSince = work.Step.Now;
        endpoint.ErrorMessage = error;
        work.Step.Timeline(work.Row.Id, endpoint.Id, status.AtlasName(), cause);
    }
}
