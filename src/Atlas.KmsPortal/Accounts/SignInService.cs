using Atlas.KmsPortal.Auditing;
using Atlas.KmsPortal.Data;
using Atlas.KmsPortal.Data.Sqlite;
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

    /// <summary>It could not be kept: the database is locked, or cannot be written. It says nothing about the password.</summary>
    Unavailable,
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
    IHostEnvironment environment,
    ILogger<SignInService> logger
)
{
    private const string Where = "the sign-in page";

    // A real hash to compare with when there is no such account, so that the answer takes as long.
    private static string? s_nobodysHash;

    public Task<SignInAnswer> SignInAsync(string email, string password) => TryAsync(() => WithPasswordAsync(email, password));

    /// <summary>Signs a demo account in without its password. Only in Development.</summary>
    public Task<SignInAnswer> SignInDemoAsync(string? email) => TryAsync(() => WithoutPasswordAsync(email));

    private async Task<SignInAnswer> TryAsync(Func<Task<SignInAnswer>> signIn)
    {
        try
        {
            return await signIn();
        }
        catch (Exception exception) when (DatabaseTrouble.Of(exception) is { } trouble)
        {
            logger.LogWarning("A sign-in was not carried out: the database {Trouble}.", trouble.What);
            return new(SignInOutcome.Unavailable);
        }
    }

    private async Task<SignInAnswer> WithPasswordAsync(string email, string password)
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

        try
        {
            return await JudgeAsync(claimant, email, password);
        }
        catch (Exception exception) when (DatabaseTrouble.Of(exception) is not null)
        {
            // Right or wrong, the answer is the same, so nothing was learned by it.
            guesses.Succeed(GuessLimits.Passwords, claimant);
            throw;
        }
    }

    private async Task<SignInAnswer> JudgeAsync(Claimant claimant, string email, string password)
    {
        var users = signIn.UserManager;
        var user = await users.FindByEmailAsync(email);
        if (!await IsRightAsync(user, password))
        {
            await RefusedAsync(AtlasEvents.SignInRefused, claimant, user, "The e-mail address or the password was wrong.");
            return new(SignInOutcome.WrongNameOrPassword);
        }

        if (await users.IsLockedOutAsync(user!) || !await signIn.CanSignInAsync(user!))
        {
            await RefusedAsync(AtlasEvents.SignInRefused, claimant, user, "The account is blocked.");
            return new(SignInOutcome.Blocked);
        }

        guesses.Succeed(GuessLimits.Passwords, claimant);
        await known.RememberAsync(signIn.Context, claimant);
        await EnterAsync(user!, "");
        return new(SignInOutcome.SignedIn);
    }

    private async Task<SignInAnswer> WithoutPasswordAsync(string? email)
    {
        if (!environment.IsDevelopment() || DemoAccounts.All.All(account => account.Email != email))
        {
            return new(SignInOutcome.WrongNameOrPassword);
        }

        if (await signIn.UserManager.FindByEmailAsync(email!) is not { } user)
        {
            return new(SignInOutcome.WrongNameOrPassword);
        }

        await EnterAsync(user, " with its demo button");
        return new(SignInOutcome.SignedIn);
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
