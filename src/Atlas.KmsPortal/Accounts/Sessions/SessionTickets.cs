using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Atlas.KmsPortal.Data;
using Atlas.KmsPortal.Data.Sqlite;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;

namespace Atlas.KmsPortal.Accounts;

/// <summary>Keeps sign-ins in the database, where they can be ended; the cookie holds nothing but a random name.</summary>
internal sealed class SessionTickets(
    IDbContextFactory<PortalDbContext> databases,
    LiveSessions live,
    TimeProvider clock,
    ILogger<SessionTickets> logger
) : ITicketStore
{
    private const int KeyLength = 32;
    private const int LongestBrowser = 256;

    /// <summary>What the database calls the session of a cookie.</summary>
    public static string IdOf(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    public Task<string> StoreAsync(AuthenticationTicket ticket) => KeepAsync(ticket, context: null, CancellationToken.None);

    public Task<string> StoreAsync(AuthenticationTicket ticket, HttpContext httpContext, CancellationToken cancellationToken) =>
        KeepAsync(ticket, httpContext, cancellationToken);

    public async Task RenewAsync(string key, AuthenticationTicket ticket)
    {
        var id = IdOf(key);
        Name(ticket, id);
        var (content, now, end) = (TicketSerializer.Default.Serialize(ticket), clock.GetUtcNow(), EndOf(ticket));
        try
        {
            await using var database = await databases.CreateDbContextAsync();
            // One that was ended meanwhile stays ended.
            await database
                .Sessions.Where(row => row.Id == id)
                .ExecuteUpdateAsync(set =>
                    set.SetProperty(row => row.Ticket, content).SetProperty(row => row.SeenAt, now).SetProperty(row => row.ExpiresAt, end)
                );
        }
        catch (Exception exception) when (DatabaseTrouble.Of(exception) is { } trouble)
        {
            // It is good as it was: no reason to refuse the page. The next one renews it.
            logger.LogWarning("A session was not renewed: the database {Trouble}.", trouble.What);
        }

        live.Forget(id);
    }

    public Task<AuthenticationTicket?> RetrieveAsync(string key) => live.FindAsync(IdOf(key), CancellationToken.None);

    public async Task RemoveAsync(string key)
    {
        var id = IdOf(key);
        await using var database = await databases.CreateDbContextAsync();
        await database.Sessions.Where(row => row.Id == id).ExecuteDeleteAsync();
        live.Forget(id);
    }

    private async Task<string> KeepAsync(AuthenticationTicket ticket, HttpContext? context, CancellationToken cancellationToken)
    {
        var key = WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(KeyLength));
        var id = IdOf(key);
        Name(ticket, id);
        var now = clock.GetUtcNow();
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await database.Sessions.Where(row => row.ExpiresAt < now).ExecuteDeleteAsync(cancellationToken);
        var browser = context?.Request.Headers.UserAgent.ToString();
        database.Sessions.Add(
            new SessionRow
            {
                Id = id,
                UserId =
                    ticket.Principal.FindFirstValue(ClaimTypes.NameIdentifier)
                    ?? throw new InvalidOperationException("Somebody without an account signs in."),
                Ticket = TicketSerializer.Default.Serialize(ticket),
                CreatedAt = now,
                SeenAt = now,
                ExpiresAt = EndOf(ticket),
                Address = context?.Connection.RemoteIpAddress?.ToString(),
                Browser = browser is { Length: > LongestBrowser } ? browser[..LongestBrowser] : browser,
            }
        );
        await database.SaveChangesAsync(cancellationToken);
        return key;
    }

    private static void Name(AuthenticationTicket ticket, string id)
    {
        if (ticket.Principal.Identity is ClaimsIdentity person && !person.HasClaim(claim => claim.Type == LiveSessions.Claim))
        {
            person.AddClaim(new Claim(LiveSessions.Claim, id));
        }
    }

    private static DateTimeOffset EndOf(AuthenticationTicket ticket) =>
        ticket.Properties.ExpiresUtc ?? throw new InvalidOperationException("A sign-in has no end.");
}
