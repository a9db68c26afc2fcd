using Atlas.KmsPortal.Data;
using Microsoft.EntityFrameworkCore;

namespace Atlas.KmsPortal.Accounts;

/// <summary>Once an hour deletes drafts that nobody finds any more: a secret that was typed and never saved does not stay for good.</summary>
internal sealed class DraftExpiry(DraftStore drafts, DatabaseReady ready, TimeProvider clock, ILogger<DraftExpiry> logger)
    : BackgroundService
{
    private static readonly TimeSpan s_looksEvery = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(s_looksEvery, clock);
        if (!await ready.WaitAsync(stoppingToken))
        {
            return;
        }

        do
        {
            try
            {
                await drafts.DeleteExpiredAsync(stoppingToken);
            }
            catch (Exception exception) when (exception is DbUpdateException or System.Data.Common.DbException)
            {
                // A database that is busy or full: an hour later is soon enough.
                logger.LogWarning(exception, "Drafts whose time is over could not be deleted.");
            }
        } while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
