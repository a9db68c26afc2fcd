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

    public async Task<string> IssueAsync(string clientId, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var token = WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(48));
        var now = clock.GetUtcNow();

        await database.AccessTokens.Where(row => row.ExpiresAt < now).ExecuteDeleteAsync(cancellationToken);
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
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var hash = HashOf(token);
        var now = clock.GetUtcNow();
        var principal = await database
            .AccessTokens.Where(row => row.Hash == hash && !row.Revoked && row.ExpiresAt > now)
            .Select(row => row.Principal)
            .FirstOrDefaultAsync(cancellationToken);
        return principal is null ? null : await credentials.FindCallerAsync(principal, cancellationToken);
    }

    /// <summary>Ends a token of this account. Unknown tokens are no error (RFC 7009): they are as useless as revoked ones.</summary>
    public async Task RevokeAsync(string clientId, string token, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var hash = HashOf(token);
        await database
            .AccessTokens.Where(row => row.Hash == hash && row.Principal == clientId)
            .ExecuteUpdateAsync(row => row.SetProperty(token => token.Revoked, true), cancellationToken);
    }

    // The token is 384 random bits: a plain hash cannot be searched back.
    private static string HashOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
