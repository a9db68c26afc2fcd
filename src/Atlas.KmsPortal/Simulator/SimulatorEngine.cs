using Atlas.KmsPortal.Data;
using Atlas.KmsPortal.Encryption;
using Microsoft.EntityFrameworkCore;

namespace Atlas.KmsPortal.Simulator;

/// <summary>Lets time pass in the simulated clouds: one tick moves everything that is due.</summary>
internal sealed class SimulatorEngine(SimulatorStore store, KeyChecks checks)
{
    /// <summary>Makes what a version before this one did not keep. Nobody has to wait for it.</summary>
    public Task CatchUpAsync(CancellationToken cancellationToken) =>
        store.WriteAsync(Actor.Atlas, step => Listings.MakeMissingAsync(step, cancellationToken), cancellationToken);

    /// <returns>Whether something moved.</returns>
    public async Task<bool> TickAsync(CancellationToken cancellationToken)
    {
        var now = store.Now;
        var candidates = await store.ReadAsync(db => ProjectsWithWorkAsync(db, now, cancellationToken), cancellationToken);
        var moved = false;
        foreach (var projectId in candidates)
        {
            moved |= await store.WriteAsync(Actor.Atlas, step => AdvanceAsync(step, projectId, cancellationToken), cancellationToken);
        }

        return moved;
    }

    private async Task<bool> AdvanceAsync(SimulatorStep step, string projectId, CancellationToken cancellationToken)
    {
        // Deleted between the query and this transaction.
        if (await step.FindProjectAsync(projectId, cancellationToken) is not { } work)
        {
            return false;
        }

        var moved = await EndpointMoves.AdvanceAsync(work, cancellationToken);
        moved |= SimulatedClusters.Advance(work);
        if (work.Row.NextKeyCheckAt <= step.Now)
        {
            await checks.RunAsync(work, cancellationToken);
            moved = true;
        }

        return moved;
    }

    private static async Task<IReadOnlyList<string>> ProjectsWithWorkAsync(
        PortalDbContext db,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var endpoints = db
            .PrivateEndpoints.Where(row =>
                row.Status == EndpointStatus.Initiating
                || row.Status == EndpointStatus.Deleting
                || row.Status == EndpointStatus.PendingRecreation
                || row.RemovalRequestedBy != null
                || (row.Status == EndpointStatus.PendingAcceptance && row.AzureState != AzureConnectionState.Pending)
                || (
                    row.Status == EndpointStatus.Active
                    && (
                        row.AzureState == AzureConnectionState.Rejected
                        || row.AzureState == AzureConnectionState.Disconnected
                        || row.AzureState == AzureConnectionState.Removed
                    )
                )
            )
            .Select(row => row.ProjectId);
        var clusters = db.Clusters.Where(row => row.WorkEndsAt <= now || row.MigrationEndsAt <= now).Select(row => row.ProjectId);
        var keys = db.Projects.Where(row => row.NextKeyCheckAt <= now).Select(row => row.Id);
        return await endpoints.Union(clusters).Union(keys).ToListAsync(cancellationToken);
    }
}
