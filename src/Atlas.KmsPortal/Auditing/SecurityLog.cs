using Atlas.KmsPortal.Data;
using Atlas.KmsPortal.Encryption;
using Microsoft.EntityFrameworkCore;

namespace Atlas.KmsPortal.Auditing;

/// <summary>Tells the audit log, and the program's own, who came in, who was not let in, and how accounts changed.</summary>
/// <remarks>
/// In real time, also where the simulated clock runs ahead. Nothing cancels an entry: whoever hangs up after a guess is told of all the same.
/// </remarks>
public sealed class SecurityLog(IDbContextFactory<PortalDbContext> databases, TimeProvider clock, ILogger<SecurityLog> logger)
{
    private readonly RefusalCounts _refusals = new(clock);

    public async Task WriteAsync(Actor actor, AuditEvent happened)
    {
        await using var database = await databases.CreateDbContextAsync(CancellationToken.None);
        database.Audit.Add(Row(actor, happened));
        await database.SaveChangesAsync(CancellationToken.None);
        logger.LogInformation("{Actor}: {Summary}", actor.Name, happened.Summary);
    }

    /// <summary>The row for a caller who writes it along with what it tells, and the log's line.</summary>
    public AuditRow Row(Actor actor, AuditEvent happened) => AuditWriter.Row(actor, clock.GetUtcNow(), happened);

    /// <summary>Writes an entry, unless the same has been told often enough: <see cref="RefusalCounts"/>.</summary>
    public async Task RefusedAsync(Refusal refusal)
    {
        if (_refusals.Add(refusal) is not var (told, times))
        {
            return;
        }

        var often = times == 1 ? "" : $" {times} times within {Words.Duration(RefusalCounts.Window)}";
        var happened = new AuditEvent(
            told.EventType,
            $"{told.Name} was refused at {told.Where}{often}, from {told.Address}. {told.Reason}",
            After: new
            {
                told.Address,
                told.Where,
                told.Reason,
                Times = times,
            }
        );
        await using var database = await databases.CreateDbContextAsync(CancellationToken.None);
        database.Audit.Add(Row(new Actor(told.Name, told.Source), happened));
        await database.SaveChangesAsync(CancellationToken.None);
        logger.LogWarning("{Summary}", happened.Summary);
    }
}
