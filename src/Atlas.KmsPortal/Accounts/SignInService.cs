using Atlas.KmsPortal.Data;
using Microsoft.AspNetCore.Identity;

namespace Atlas.KmsPortal.Accounts;

/// <summary>How a sign-in ended.</summary>
public enum SignInOutcome
{
    SignedIn,
    WrongNameOrPassword,
    LockedOut,
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

    public async Task<SignInOutcome> SignInAsync(string email, string password)
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

        await signIn.SignInAsync(user, isPersistent: false);
        logger.LogInformation("Sign-in of the demo account {User}.", email);
        return true;
    }
}
