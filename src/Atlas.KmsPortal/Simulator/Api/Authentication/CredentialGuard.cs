using System.Globalization;
using Atlas.KmsPortal.AdminApi;
using Atlas.KmsPortal.Auditing;
using Atlas.KmsPortal.Encryption;
using Atlas.KmsPortal.Throttling;

namespace Atlas.KmsPortal.Simulator.Api;

/// <summary>Credentials that were sent and refused.</summary>
/// <param name="Principal">Whom they named; null for a token, or what cannot be read.</param>
/// <param name="Exists">Whether there is such a key or account: what nobody has is not shown in full.</param>
/// <param name="Guess">Whose guess is still to be counted; null where it was counted before, or the secret was right.</param>
internal sealed record RefusedCredentials(string? Principal, bool Exists, string Reason, Claimant? Guess = null)
{
    public static RefusedCredentials Token { get; } = new(null, Exists: false, "The access token was unknown, expired or revoked.");
}

/// <summary>Around every check of a program's credentials: guesses are slowed, and who is refused is counted and told.</summary>
internal sealed class CredentialGuard(GuessLimits guesses, KnownAddresses addresses, SecurityLog log, RateLimits limits)
{
    /// <summary>Whether somebody may sign as <paramref name="principal"/> now; what is wrong with it is counted by <see cref="RefusedAsync"/>.</summary>
    /// <exception cref="AtlasApiException">429: there were too many wrong guesses.</exception>
    public async Task<Claimant> AdmitAsync(HttpContext context, string principal)
    {
        var claimant = Known(context, principal);
        if (guesses.WaitOf(GuessLimits.Secrets, claimant) is null)
        {
            return claimant;
        }

        claimant = await WithKnownAddressAsync(claimant, context);
        return guesses.WaitOf(GuessLimits.Secrets, claimant) is { } wait ? throw await TooManyAsync(context, claimant, wait) : claimant;
    }

    /// <summary>The same where looking takes long: a guess is counted before, and taken back by <see cref="AcceptedAsync"/>.</summary>
    /// <exception cref="AtlasApiException">429: there were too many wrong guesses.</exception>
    public async Task<Claimant> BeginAsync(HttpContext context, string principal)
    {
        var claimant = await WithKnownAddressAsync(Known(context, principal), context);
        return guesses.Begin(GuessLimits.Secrets, claimant) is { } wait ? throw await TooManyAsync(context, claimant, wait) : claimant;
    }

    /// <param name="wasBegun">Whether the guess was counted before.</param>
    public ValueTask AcceptedAsync(Claimant claimant, bool wasBegun)
    {
        if (wasBegun)
        {
            guesses.Succeed(GuessLimits.Secrets, claimant);
        }

        return addresses.RememberAsync(claimant.Account, claimant.Network, CancellationToken.None);
    }

    /// <summary>A token was right. It is too long to be guessed, so nobody is kept waiting with one.</summary>
    public ValueTask AcceptedAsync(HttpContext context, ApiCaller caller) =>
        addresses.RememberAsync(caller.Name, ClientAddress.NetworkOf(context), CancellationToken.None);

    /// <exception cref="AtlasApiException">429: the address has sent too much that names nobody.</exception>
    public async Task RefusedAsync(HttpContext context, RefusedCredentials refused)
    {
        var tooMany = (TimeSpan?)null;
        if (refused.Guess is { } guess)
        {
            guesses.Fail(GuessLimits.Secrets, guess);
        }
        else if (refused.Principal is null)
        {
            tooMany = guesses.FailNameless(GuessLimits.Secrets, ClientAddress.NetworkOf(context));
        }

        var name = refused.Principal is { } principal ? Shown(principal, refused.Exists) : "Somebody";
        await TellAsync(context, name, refused.Principal ?? "", refused.Reason);
        if (tooMany is { } wait)
        {
            throw Refuse(context, wait);
        }
    }

    /// <summary>Tells of an address that may not call at all; whom it names is not looked at.</summary>
    public Task RefusedAddressAsync(HttpContext context, AtlasError error) => TellAsync(context, "Somebody", error.Code, error.Detail);

    /// <summary>Whoever has not proved who they are shares the token bucket of their address.</summary>
    /// <exception cref="AtlasApiException">429</exception>
    public void TakeForStranger(HttpContext context) => limits.Take(context, $"address/{ClientAddress.NetworkOf(context)}");

    private static string Shown(string principal, bool exists) => exists ? LoggableText.Of(principal) : LoggableText.OfUnknown(principal);

    private Claimant Known(HttpContext context, string principal)
    {
        var network = ClientAddress.NetworkOf(context);
        return new Claimant(network, principal, addresses.HasSeen(principal, network) ? network : null);
    }

    private async Task<Claimant> WithKnownAddressAsync(Claimant claimant, HttpContext context) =>
        claimant.KnownBy is null && await addresses.KnowsAsync(claimant.Account, claimant.Network, context.RequestAborted)
            ? claimant with
            {
                KnownBy = claimant.Network,
            }
            : claimant;

    private async Task<AtlasApiException> TooManyAsync(HttpContext context, Claimant claimant, TimeSpan wait)
    {
        await TellAsync(
            context,
            Shown(claimant.Account, exists: claimant.KnownBy is not null),
            claimant.Account,
            "There were too many wrong secrets for it or from this address, so this one was not looked at."
        );
        return Refuse(context, wait);
    }

    private static AtlasApiException Refuse(HttpContext context, TimeSpan wait)
    {
        var seconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));
        context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return new AtlasApiException(AtlasErrors.TooManyGuesses(seconds));
    }

    private Task TellAsync(HttpContext context, string name, string claimed, string reason) =>
        log.RefusedAsync(
            new Refusal(
                AuditSource.Api,
                AtlasEvents.CredentialsRefused,
                ApiPlace.Of(context.Request.Path),
                name,
                ClientAddress.TextOf(context),
                reason,
                claimed
            )
        );
}
