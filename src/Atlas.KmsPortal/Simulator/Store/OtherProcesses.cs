using Atlas.KmsPortal.Data;
using Atlas.KmsPortal.Data.Sqlite;
using Atlas.KmsPortal.Encryption;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Atlas.KmsPortal.Simulator;

/// <summary>
/// Where several processes share a database: notices what another one committed, forgets what was remembered, and tells whoever
/// looks. Looks every quarter of a second, and inside each own transaction.
/// </summary>
public sealed class OtherProcesses(
    IDbContextFactory<PortalDbContext> databases,
    ProjectSnapshots snapshots,
    ProjectDirectory directory,
    ProjectWatch watch,
    DatabaseReady ready,
    TimeProvider clock,
    ILogger<OtherProcesses> logger
) : BackgroundService
{
    private static readonly TimeSpan s_looksEvery = TimeSpan.FromMilliseconds(250);
    private readonly ChangeMark _mark = new();

    /// <summary>Before anything is remembered.</summary>
    public async Task BeginAsync(PortalDbContext db, CancellationToken cancellationToken)
    {
        await db.Database.OpenConnectionAsync(cancellationToken);
        _mark.Begin(db.Database.GetDbConnection());
        await db.Database.CloseConnectionAsync();
    }

    /// <summary>Looks now.</summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await db.Database.OpenConnectionAsync(cancellationToken);
        Look(db);
    }

    /// <summary>Inside an own transaction: what it reads is as new as what others committed before it.</summary>
    /// <returns>The generation of the snapshots that its rows belong to.</returns>
    internal long NoticeInside(PortalDbContext db)
    {
        Look(db);
        return snapshots.Generation;
    }

    /// <summary>Commits, and leaves word for the others.</summary>
    internal async Task CommitAsync(PortalDbContext db, IDbContextTransaction transaction, bool changesSomething)
    {
        if (!changesSomething)
        {
            await transaction.CommitAsync(CancellationToken.None);
            return;
        }

        var committed = false;
        try
        {
            _mark.Leave(db.Database.GetDbConnection(), transaction.GetDbTransaction());
            await transaction.CommitAsync(CancellationToken.None);
            committed = true;
        }
        finally
        {
            _mark.Settle(committed);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!await ready.WaitAsync(stoppingToken))
        {
            return;
        }

        using var timer = new PeriodicTimer(s_looksEvery, clock);
        await using var db = await databases.CreateDbContextAsync(stoppingToken);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                if (db.Database.GetDbConnection().State is not System.Data.ConnectionState.Open)
                {
                    await db.Database.OpenConnectionAsync(stoppingToken);
                }

                Look(db);
            }
            catch (System.Data.Common.DbException exception) when (DatabaseTrouble.Of(exception) is { } trouble)
            {
                logger.LogWarning("The database {Trouble}: what other processes write is not seen meanwhile.", trouble.What);
            }
            catch (System.Data.Common.DbException exception)
            {
                // The next look comes in a moment, and an own write looks too.
                logger.LogError(exception, "Looking for what other processes wrote failed.");
            }
        }
    }

    private void Look(PortalDbContext db)
    {
        if (_mark.OthersWrote(db.Database.GetDbConnection()))
        {
            snapshots.ForgetAll();
            directory.Forget();
            watch.EverythingChanged();
            watch.ListChanged();
        }
    }
}
