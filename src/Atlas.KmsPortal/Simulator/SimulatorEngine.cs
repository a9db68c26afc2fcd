using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Simulator;

/// <summary>Lets time pass in the simulated clouds: one tick moves everything that is due.</summary>
internal sealed class SimulatorEngine(SimulatorStore store, KeyChecks checks)
{
    // Those share a flush to disk; more would keep whoever writes meanwhile waiting for too long.
    private const int AtOnce = 8;

    /// <summary>Makes what a version before this one did not keep. Nobody has to wait for it.</summary>
    public Task CatchUpAsync(CancellationToken cancellationToken) =>
        store.WriteAsync(Actor.Atlas, step => Listings.MakeMissingAsync(step, cancellationToken), cancellationToken);

    /// <returns>Whether something moved.</returns>
    public async Task<bool> TickAsync(CancellationToken cancellationToken)
    {
        var (now, timing) = (store.Now, store.Timing);
        var due = await store.ReadAsync(db => DueProjects.FindAsync(db, now, timing, cancellationToken), cancellationToken);
        var moved = false;
        foreach (var some in due.Chunk(AtOnce))
        {
            var steps = some.Select(projectId =>
                store.WriteAsync(Actor.Atlas, step => AdvanceAsync(step, projectId, cancellationToken), cancellationToken)
            );
            moved |= (await Task.WhenAll(steps)).Contains(true);
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
}
