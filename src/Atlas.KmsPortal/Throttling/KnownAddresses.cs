using System.Collections.Concurrent;
using Atlas.KmsPortal.Data;
using Microsoft.EntityFrameworkCore;

namespace Atlas.KmsPortal.Throttling;

/// <summary>The addresses from which an account was proved lately, in the database: a restart must not make strangers of its owners.</summary>
public sealed class KnownAddresses(IDbContextFactory<PortalDbContext> databases, TimeProvider clock)
{
    private const int MostRemembered = 10_000;
    private const int MostOfOneAccount = 50;
    private static readonly TimeSpan s_keptFor = TimeSpan.FromDays(90);
    private static readonly TimeSpan s_writtenEvery = TimeSpan.FromDays(1);
    private readonly ConcurrentDictionary<(string Account, string Network), DateTimeOffset> _seen = new();

    /// <summary>Whether this process has seen it; no word about others.</summary>
    public bool HasSeen(string account, string network) => _seen.ContainsKey((account, network));

    public async Task<bool> KnowsAsync(string account, string network, CancellationToken cancellationToken)
    {
        if (HasSeen(account, network))
        {
            return true;
        }

        var oldest = clock.GetUtcNow() - s_keptFor;
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await database.KnownAddresses.AnyAsync(
            row => row.Account == account && row.Network == network && row.SeenAt > oldest,
            cancellationToken
        );
    }

    /// <summary>The account was proved from there.</summary>
    public async ValueTask RememberAsync(string account, string network, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (_seen.TryGetValue((account, network), out var at) && now - at < s_writtenEvery)
        {
            return;
        }

        if (_seen.Count >= MostRemembered)
        {
            _seen.Clear();
        }

        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var oldest = now - s_keptFor;
        await database.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO "KnownAddresses" ("Account", "Network", "SeenAt") VALUES ({account}, {network}, {now.UtcTicks})
            ON CONFLICT ("Account", "Network") DO UPDATE SET "SeenAt" = excluded."SeenAt";
            DELETE FROM "KnownAddresses" WHERE "SeenAt" < {oldest.UtcTicks} OR ("Account" = {account} AND "Network" NOT IN
                (SELECT "Network" FROM "KnownAddresses" WHERE "Account" = {account} ORDER BY "SeenAt" DESC LIMIT {MostOfOneAccount}))
            """,
            cancellationToken
        );
        _seen[(account, network)] = now;
    }
}
