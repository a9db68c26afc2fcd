using System.Collections.Concurrent;
using Atlas.KmsPortal.Data;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Atlas.KmsPortal.Accounts;

/// <summary>
/// The sessions that are still good: not signed out, not expired, of an account that is there, is not blocked and has the security
/// stamp that it had at sign-in. One query answers for all requests and circuits of a session for some seconds.
/// </summary>
internal sealed class LiveSessions(IDbContextFactory<PortalDbContext> databases, IOptions<IdentityOptions> identity, TimeProvider clock)
{
    /// <summary>The claim that names the session, for circuits: they have no cookie to look at.</summary>
    public const string Claim = "session";

    /// <summary>How long somebody else's change of a session may go unnoticed here. What this process changes counts at once.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(5);

    /// <summary>An account that is locked for longer than guessing locks it was blocked by somebody.</summary>
    public static readonly TimeSpan LongestPause = TimeSpan.FromDays(1);

    private const int MostRemembered = 10_000;
    private readonly ConcurrentDictionary<string, Seen> _seen = new(StringComparer.Ordinal);

    /// <returns>Null when the session is over.</returns>
    public async Task<AuthenticationTicket?> FindAsync(string sessionId, CancellationToken cancellationToken)
    {
        if (_seen.TryGetValue(sessionId, out var known) && known.At is { } at && clock.GetElapsedTime(at) < KeptFor)
        {
            return IsGood(known.Ticket) ? known.Ticket : null;
        }

        if (_seen.Count >= MostRemembered)
        {
            _seen.Clear();
        }

        // In place before the read begins, so that whoever ends the session meanwhile takes it away.
        var coming = new Seen(Ticket: null, At: null);
        _seen[sessionId] = coming;
        var asked = clock.GetTimestamp();
        var ticket = await ReadAsync(sessionId, cancellationToken);
        _seen.TryUpdate(sessionId, new Seen(ticket, asked), coming);
        return ticket;
    }

    /// <summary>Call after the session was changed or ended.</summary>
    public void Forget(string sessionId) => _seen.TryRemove(sessionId, out _);

    /// <summary>Call after an account was changed.</summary>
    public void ForgetAll() => _seen.Clear();

    /// <summary>Ends every session of a person, or all but one.</summary>
    public async Task EndAllAsync(string userId, string? except, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await database.Sessions.Where(row => row.UserId == userId && row.Id != except).ExecuteDeleteAsync(cancellationToken);
        ForgetAll();
    }

    private async Task<AuthenticationTicket?> ReadAsync(string sessionId, CancellationToken cancellationToken)
    {
        var blockedFrom = clock.GetUtcNow() + LongestPause;
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var found = await (
            from session in database.Sessions
            join user in database.Users on session.UserId equals user.Id
            where session.Id == sessionId && (user.LockoutEnd == null || user.LockoutEnd < blockedFrom)
            select new { session.Ticket, user.SecurityStamp }
        ).FirstOrDefaultAsync(cancellationToken);
        if (found is null || TicketSerializer.Default.Deserialize(found.Ticket) is not { } ticket)
        {
            return null;
        }

        var stamp = ticket.Principal.FindFirst(identity.Value.ClaimsIdentity.SecurityStampClaimType)?.Value;
        return stamp == found.SecurityStamp && IsGood(ticket) ? ticket : null;
    }

    private bool IsGood(AuthenticationTicket? ticket) => ticket?.Properties.ExpiresUtc is not { } end || end > clock.GetUtcNow();

    /// <param name="At">When it was asked for; null while it is being read.</param>
    private sealed record Seen(AuthenticationTicket? Ticket, long? At);
}
