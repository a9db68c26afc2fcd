using Atlas.KmsPortal.Data;
using Atlas.KmsPortal.Data.Sqlite;
using Microsoft.AspNetCore.Identity;

namespace Atlas.KmsPortal.Accounts;

/// <summary>How a sign-in ended.</summary>
public enum SignInOutcome
{
    SignedIn,
    WrongNameOrPassword,
    LockedOut,

    /// <summary>It could not be kept: the database is locked, or cannot be written. It says nothing about the password.</summary>
    Unavailable,
}

/// <summary>Checks a password and sets the cookie. Works in static pages only: a circuit cannot set one.</summary>
public sealed class SignInService(
    SignInManager<PortalUser> signIn,
    IPasswordHasher<PortalUser> hasher,
    IHostEnvironment environment,
    ILogger<SignInService> logger
)
{
    // A real hash to compare with when there is no such account, so that the answer takes as long.
    private static readonly Lazy<string> s_nobodysHash = new(() =>
        new PasswordHasher<PortalUser>().HashPassword(new PortalUser(), "nobody")
    );

    public Task<SignInOutcome> SignInAsync(string email, string password) => TryAsync(() => WithPasswordAsync(email, password));

    /// <summary>Signs a demo account in without its password. Only in Development.</summary>
    public Task<SignInOutcome> SignInDemoAsync(string? email) => TryAsync(() => WithoutPasswordAsync(email));

    private async Task<SignInOutcome> TryAsync(Func<Task<SignInOutcome>> signIn)
    {
        try
        {
            return await signIn();
        }
        catch (Exception exception) when (DatabaseTrouble.Of(exception) is { } trouble)
        {
            logger.LogWarning("A sign-in was not carried out: the database {Trouble}.", trouble.What);
            return SignInOutcome.Unavailable;
        }
    }

    private async Task<SignInOutcome> WithPasswordAsync(string email, string password)
    {
        var user = await signIn.UserManager.FindByEmailAsync(email);
        if (user is null)
        {
            hasher.VerifyHashedPassword(new PortalUser(), s_nobodysHash.Value, password);
            logger.LogInformation("A sign-in failed: there is no such account.");
            return SignInOutcome.WrongNameOrPassword;
        }

        var result = await signIn.PasswordSignInAsync(user, password, isPersistent: false, lockoutOnFailure: true);
        logger.LogInformation("Sign-in of {User}: {Result}.", user.Email, result);
        if (result.Succeeded)
        {
            return SignInOutcome.SignedIn;
        }

        return result.IsLockedOut ? SignInOutcome.LockedOut : SignInOutcome.WrongNameOrPassword;
    }

    private async Task<SignInOutcome> WithoutPasswordAsync(string? email)
    {
        if (!environment.IsDevelopment() || DemoAccounts.All.All(account => account.Email != email))
        {
            return SignInOutcome.WrongNameOrPassword;
        }

        if (await signIn.UserManager.FindByEmailAsync(email!) is not { } user)
        {
            return SignInOutcome.WrongNameOrPassword;
        }

        await signIn.SignInAsync(user, isPersistent: false);
        logger.LogInformation("Sign-in of the demo account {User}.", email);
        return SignInOutcome.SignedIn;
    }
}
