using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Atlas.KmsPortal.Throttling;
using Microsoft.AspNetCore.DataProtection;

namespace Atlas.KmsPortal.Accounts;

/// <summary>
/// Tells the browsers and addresses in which an account was signed in to from strangers', who by guessing cannot keep its owner out there.
/// A browser is known by a cookie that signs nobody in.
/// </summary>
public sealed class KnownClients(IDataProtectionProvider protection, KnownAddresses addresses, TimeProvider clock)
{
    private const string CookiePrefix = "kms-portal-known-";
    private static readonly TimeSpan s_life = TimeSpan.FromDays(180);
    private readonly IDataProtector _protector = protection.CreateProtector("Atlas.KmsPortal.KnownBrowsers");

    /// <param name="account">The normalized e-mail address.</param>
    public async Task<Claimant> ClaimantAsync(HttpContext context, string account)
    {
        var network = ClientAddress.NetworkOf(context);
        var knownBy = Find(context, account) ?? (await addresses.KnowsAsync(account, network, context.RequestAborted) ? network : null);
        return new Claimant(network, account, knownBy);
    }

    /// <summary>The claimant was who they said.</summary>
    public async Task RememberAsync(HttpContext context, Claimant claimant)
    {
        await addresses.RememberAsync(claimant.Account, claimant.Network, CancellationToken.None);
        MarkBrowser(context, claimant.Account);
    }

    // What names the browser; null when the account was never signed in to there, or long ago.
    private string? Find(HttpContext context, string account)
    {
        if (context.Request.Cookies[NameOf(account)] is not { Length: > 0 } cookie)
        {
            return null;
        }

        try
        {
            return
                _protector.Unprotect(cookie).Split('\n') is [var owner, var browser, var since]
                && owner == account
                && clock.GetUtcNow() - new DateTimeOffset(long.Parse(since, CultureInfo.InvariantCulture), TimeSpan.Zero) < s_life
                ? browser
                : null;
        }
        catch (CryptographicException)
        {
            // Made up, or of keys that are gone: a stranger's.
            return null;
        }
    }

    private void MarkBrowser(HttpContext context, string account)
    {
        var browser = Find(context, account) ?? Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
        var since = clock.GetUtcNow().UtcTicks.ToString(CultureInfo.InvariantCulture);
        context.Response.Cookies.Append(
            NameOf(account),
            _protector.Protect($"{account}\n{browser}\n{since}"),
            new CookieOptions
            {
                HttpOnly = true,
                SameSite = SameSiteMode.Strict,
                Secure = context.Request.IsHttps,
                Path = "/sign-in",
                MaxAge = s_life,
            }
        );
    }

    // One for each account, so that two people of one browser do not make strangers of each other.
    private static string NameOf(string account) =>
        CookiePrefix + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(account)))[..16];
}
