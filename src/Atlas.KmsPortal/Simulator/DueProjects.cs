using Atlas.KmsPortal.Data;
using Atlas.KmsPortal.Encryption;
using Microsoft.EntityFrameworkCore;

namespace Atlas.KmsPortal.Simulator;

/// <summary>Which projects time has something to do for. Found by index: a project with nothing due costs nothing, however many there are.</summary>
internal static class DueProjects
{
    private static readonly AzureConnectionState[] s_takenBack =
    [
        AzureConnectionState.Rejected,
        AzureConnectionState.Disconnected,
        AzureConnectionState.Removed,
    ];

    // Apart from these, an endpoint that Azure knows stands as Atlas saw it last.
    private static readonly AzureConnectionState[] s_answered = [AzureConnectionState.Approved, .. s_takenBack];

    /// <returns>Their ids.</returns>
    public static async Task<IReadOnlyCollection<string>> FindAsync(
        PortalDbContext db,
        DateTimeOffset now,
        SimulatorTiming timing,
        CancellationToken cancellationToken
    )
    {
        var projects = await db
            .Clusters.Where(row => row.WorkEndsAt <= now && row.Shutdown != ShutdownReason.KeyInvalid)
            .Select(row => row.ProjectId)
            .Concat(db.Clusters.Where(row => row.MigrationEndsAt <= now).Select(row => row.ProjectId))
            .Concat(db.Projects.Where(row => row.NextKeyCheckAt <= now).Select(row => row.Id))
            .ToListAsync(cancellationToken);
        var endpoints = await Endpoints(db, now, timing).ToListAsync(cancellationToken);
        return endpoints.Where(row => EndpointMoves.IsDue(row, now, timing)).Select(row => row.ProjectId).Concat(projects).ToHashSet();
    }

    /// <summary>Those that may be due. How long one takes varies with its id, which the database cannot know.</summary>
    private static IQueryable<PrivateEndpointRow> Endpoints(PortalDbContext db, DateTimeOffset now, SimulatorTiming timing)
    {
        var (askedBefore, removedBefore) = (now - timing.InitiatingTakes, now - timing.DeletingTakes);
        var rows = db.PrivateEndpoints;
        // Azure knows nothing of one that is being made.
        var initiating = rows.Where(row =>
            row.Status == EndpointStatus.Initiating && row.AzureState == AzureConnectionState.None && row.StatusSince <= askedBefore
        );
        var deleting = rows.Where(row => row.Status == EndpointStatus.Deleting && row.StatusSince <= removedBefore);
        var replaced = rows.Where(row =>
            row.Status == EndpointStatus.PendingRecreation
            && !rows.Any(other =>
                other.ProjectId == row.ProjectId && other.ReplacesId == row.Id && other.Status == EndpointStatus.Initiating
            )
        );
        var answered = rows.Where(row => row.Status == EndpointStatus.PendingAcceptance && s_answered.Contains(row.AzureState));
        var takenBack = rows.Where(row => row.Status == EndpointStatus.Active && s_takenBack.Contains(row.AzureState));
        var asked = rows.Where(row => row.RemovalRequestedBy != null);
        return initiating.Concat(deleting).Concat(replaced).Concat(answered).Concat(takenBack).Concat(asked);
    }
}
