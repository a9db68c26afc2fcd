using Atlas.KmsPortal.Auditing;
using Atlas.KmsPortal.Data;
using Atlas.KmsPortal.Encryption;
using Atlas.KmsPortal.Throttling;
using Microsoft.AspNetCore.Identity;

namespace Atlas.KmsPortal.Accounts;

/// <summary>How a sign-in ended.</summary>
public enum SignInOutcome
{
    SignedIn,

    /// <summary>Whether there is such an account is not said.</summary>
    WrongNameOrPassword,

    /// <summary>Said to whoever knows the password.</summary>
    Blocked,
    TooManyAttempts,
}

/// <param name="Wait">After too many attempts, how long until another one is looked at.</param>
public sealed record SignInAnswer(SignInOutcome Outcome, TimeSpan Wait = default);

/// <summary>Checks a password and sets the cookie. Works in static pages only: a circuit cannot set one.</summary>
public sealed class SignInService(
    SignInManager<PortalUser> signIn,
    IPasswordHasher<PortalUser> hasher,
    GuessLimits guesses,
    KnownClients known,
    SecurityLog log,
    IHostEnvironment environment
)
{
    private const string Where = "the sign-in page";

    // A real hash to compare with when there is no such account, so that the answer takes as long.
    private static string? s_nobodysHash;

    public async Task<SignInAnswer> SignInAsync(string email, string password)
    {
        var (users, context) = (signIn.UserManager, signIn.Context);
        // Made by whoever comes first, whoever that is.
        s_nobodysHash ??= hasher.HashPassword(new PortalUser(), "nobody");

        var claimant = await known.ClaimantAsync(context, users.NormalizeEmail(email));
        if (guesses.Begin(GuessLimits.Passwords, claimant) is { } wait)
        {
            var reason = claimant.KnownBy is null
                ? "There were too many failed attempts for this account or from this address."
                : "There were too many failed attempts from this browser.";
            await RefusedAsync(AtlasEvents.SignInPaused, claimant, await users.FindByEmailAsync(email), reason);
            return new(SignInOutcome.TooManyAttempts, wait);
        }

        var user = await users.FindByEmailAsync(email);
        if (!await IsRightAsync(user, password))
        {
            await RefusedAsync(AtlasEvents.SignInRefused, claimant, user, "The e-mail address or the password was wrong.");
            return new(SignInOutcome.WrongNameOrPassword);
        }

        guesses.Succeed(GuessLimits.Passwords, claimant);
        if (await users.IsLockedOutAsync(user!) || !await signIn.CanSignInAsync(user!))
        {
            await RefusedAsync(AtlasEvents.SignInRefused, claimant, user, "The account is blocked.");
            return new(SignInOutcome.Blocked);
        }

        await known.RememberAsync(context, claimant);
        await EnterAsync(user!, "");
        return new(SignInOutcome.SignedIn);
    }

    /// <summary>Signs a demo account in without its password. Only in Development.</summary>
    public async Task<bool> SignInDemoAsync(string? email)
    {
        if (!environment.IsDevelopment() || DemoAccounts.All.All(account => account.Email != email))
        {
            return false;
        }

        if (await signIn.UserManager.FindByEmailAsync(email!) is not { } user)
        {
            return false;
        }

        await EnterAsync(user, " with its demo button");
        return true;
    }

    // One hash, whoever it is.
    private async Task<bool> IsRightAsync(PortalUser? user, string password)
    {
        if (user?.PasswordHash is not null)
        {
            return await signIn.UserManager.CheckPasswordAsync(user, password);
        }

        hasher.VerifyHashedPassword(new PortalUser(), s_nobodysHash!, password);
        return false;
    }

    private async Task EnterAsync(PortalUser user, string how)
    {
        await signIn.SignInAsync(user, isPersistent: false);
        var name = user.Email!;
        await log.WriteAsync(
            new Actor(name, AuditSource.Portal),
            new AuditEvent(AtlasEvents.SignedIn, $"{name} signed in{how}, from {ClientAddress.TextOf(signIn.Context)}.")
        );
    }

    private Task RefusedAsync(string eventType, Claimant claimant, PortalUser? user, string reason) =>
        log.RefusedAsync(
            new Refusal(
                AuditSource.Portal,
                eventType,
                Where,
                user?.Email ?? LoggableText.OfUnknown(claimant.Account.ToLowerInvariant()),
                ClientAddress.TextOf(signIn.Context),
                reason,
                claimant.Account
            )
        );
}
