using Atlas.KmsPortal.Data.Sqlite;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;

namespace Atlas.KmsPortal.Accounts;

/// <summary>Asks again and again whether the session of an open page is still good; one that is not makes the page nobody's.</summary>
internal class LiveAuthenticationState(ILoggerFactory loggers, LiveSessions sessions)
    : RevalidatingServerAuthenticationStateProvider(loggers)
{
    // With what may go unnoticed elsewhere, half a minute at most.
    protected override TimeSpan RevalidationInterval => TimeSpan.FromSeconds(20);

    protected override async Task<bool> ValidateAuthenticationStateAsync(
        AuthenticationState authenticationState,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return authenticationState.User.FindFirst(LiveSessions.Claim)?.Value is { } session
                && await sessions.FindAsync(session, cancellationToken) is not null;
        }
        catch (Exception exception) when (DatabaseTrouble.Of(exception) is not null)
        {
            // Nobody can be asked, and nothing else can be read either: no reason to send people away.
            return true;
        }
    }
}
