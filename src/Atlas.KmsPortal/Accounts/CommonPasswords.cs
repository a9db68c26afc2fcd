using Atlas.KmsPortal.Data;
using Microsoft.AspNetCore.Identity;

namespace Atlas.KmsPortal.Accounts;

/// <summary>Refuses what guessers try first: common passwords and names, rows of keys, what is repeated, and what is known of the account.</summary>
internal sealed class CommonPasswords : IPasswordValidator<PortalUser>
{
    // zxcvbn's "guessable within ten thousand seconds" and below.
    private const int LowestScore = 2;

    // It takes seconds for a thousand letters; what begins with a hundred good ones is good.
    private const int MostJudged = 100;

    private static readonly string[] s_ours = ["atlas", "kms", "portal", "mongodb"];

    public Task<IdentityResult> ValidateAsync(UserManager<PortalUser> manager, PortalUser user, string? password)
    {
        // That it is too short says enough.
        if (password is null || password.Length < manager.Options.Password.RequiredLength)
        {
            return Task.FromResult(IdentityResult.Success);
        }

        var judged = password.Length > MostJudged ? password[..MostJudged] : password;
        var score = Zxcvbn.Zxcvbn.MatchPassword(judged, [.. s_ours, .. KnownOf(user)]).Score;
        return Task.FromResult(
            score >= LowestScore
                ? IdentityResult.Success
                : IdentityResult.Failed(
                    new IdentityError
                    {
                        Code = "PasswordTooCommon",
                        Description =
                            "The password is among those that are guessed first. Use several words that do not belong together, or a password manager’s suggestion.",
                    }
                )
        );
    }

    // Shorter ones would be found in any text.
    private static IEnumerable<string> KnownOf(PortalUser user) =>
        user.Email is { } email ? [email, .. email.Split('@', '.').Where(part => part.Length > 2)] : [];
}

/// <summary>What Identity says of a password that is refused, with the way out.</summary>
internal sealed class PasswordSentences : IdentityErrorDescriber
{
    public override IdentityError PasswordTooShort(int length) =>
        new()
        {
            Code = nameof(PasswordTooShort),
            Description = $"The password is too short. Use at least {length} characters: a few words are easy to remember.",
        };
}
