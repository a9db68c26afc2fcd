using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Atlas.KmsPortal.Data;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;

namespace Atlas.KmsPortal.Simulator.Api;

/// <summary>Issues, checks and revokes the access tokens of service accounts. Only a hash of each is kept.</summary>
internal sealed class AccessTokens(IDbContextFactory<PortalDbContext> databases, ApiCredentials credentials, TimeProvider clock)
{
    public static readonly TimeSpan Life = TimeSpan.FromHours(1);

    // A token revoked in another process may live a second longer here; one revoked here dies at once.
    private static readonly TimeSpan s_remembered = TimeSpan.FromSeconds(1);
    private readonly ConcurrentDictionary<string, Remembered> _known = new(StringComparer.Ordinal);

    public async Task<string> IssueAsync(string clientId, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var token = WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(48));
        var now = clock.GetUtcNow();

        await database.AccessTokens.Where(row => row.ExpiresAt < now).ExecuteDeleteAsync(cancellationToken);
        foreach (var (hash, known) in _known.Where(entry => entry.Value.ExpiresAt < now))
        {
            _known.TryRemove(hash, out _);
        }

        database.AccessTokens.Add(
            new AccessTokenRow
            {
                Hash = HashOf(token),
                Principal = clientId,
                ExpiresAt = now + Life,
            }
        );
        await database.SaveChangesAsync(cancellationToken);
        return token;
    }

    public async Task<ApiCaller?> FindCallerAsync(string token, CancellationToken cancellationToken)
    {
        var hash = HashOf(token);
        var now = clock.GetUtcNow();
        if (!_known.TryGetValue(hash, out var known) || clock.GetElapsedTime(known.At) >= s_remembered || now >= known.ExpiresAt)
        {
            var asked = clock.GetTimestamp();
            await using var database = await databases.CreateDbContextAsync(cancellationToken);
            var row = await database
                .AccessTokens.AsNoTracking()
                .FirstOrDefaultAsync(row => row.Hash == hash && !row.Revoked && row.ExpiresAt > now, cancellationToken);
            if (row is null)
            {
                _known.TryRemove(hash, out _);
                return null;
            }

            _known[hash] = known = new Remembered(row.Principal, row.ExpiresAt, asked);
        }

        return await credentials.FindCallerAsync(known.Principal, cancellationToken);
    }

    /// <summary>Ends a token of this account. Unknown tokens are no error (RFC 7009): they are as useless as revoked ones.</summary>
    public async Task RevokeAsync(string clientId, string token, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var hash = HashOf(token);
        await database
            .AccessTokens.Where(row => row.Hash == hash && row.Principal == clientId)
            .ExecuteUpdateAsync(row => row.SetProperty(token => token.Revoked, true), cancellationToken);
        _known.TryRemove(hash, out _);
    }

    // The token is 384 random bits: a plain hash cannot be searched back.
    private static string HashOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    private sealed record Remembered(string Principal, DateTimeOffset ExpiresAt, long At);
}
