using Atlas.KmsPortal.AdminApi;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace Atlas.KmsPortal.Simulator.Api;

/// <summary>Who signed a request, or how to ask again.</summary>
/// <param name="Stale">Everything was right but the nonce, which is old.</param>
/// <param name="Refused">What there is to tell of credentials that were sent and refused.</param>
internal sealed record DigestOutcome(ApiCaller? Caller, bool Stale = false, string? Why = null, RefusedCredentials? Refused = null);

/// <summary><c>AdminApi:Digest</c>.</summary>
internal sealed class DigestOptions
{
    public const string Section = "AdminApi:Digest";

    /// <summary>Whether a second challenge offers SHA-256. Who signs with it is let in either way.</summary>
    public bool OfferSha256 { get; set; }
}

/// <summary>HTTP digest as RFC 7616 has it, with <c>qop=auth</c>.</summary>
internal sealed class DigestAuthentication(
    ApiCredentials credentials,
    NonceBook nonces,
    CredentialGuard guard,
    IOptions<DigestOptions> options
)
{
    /// <summary>One challenge, for MD5, as Atlas sends it: intermediaries join two into one line, which MongoDB's Go client cannot read.</summary>
    public IEnumerable<DigestChallenge> Challenge(bool stale)
    {
        var nonce = nonces.Issue();
        return
        [
            new(nonce, DigestAlgorithm.Md5, stale),
            .. options.Value.OfferSha256 ? [new DigestChallenge(nonce, DigestAlgorithm.Sha256, stale)] : Array.Empty<DigestChallenge>(),
        ];
    }

    public async Task<DigestOutcome> AuthenticateAsync(HttpRequest request, string header, CancellationToken cancellationToken)
    {
        if (DigestAuthorization.Parse(header) is not { } signed || signed.Realm != DigestChallenge.Realm)
        {
            const string Why = "The Authorization header is not a digest with qop=auth for this realm.";
            return new DigestOutcome(null, Why: Why, Refused: new(null, Exists: false, Why));
        }

        var claimant = await guard.AdmitAsync(request.HttpContext, signed.Username);
        var check = await credentials.CheckAsync(
            signed.Username,
            ha1 => IsRight(signed, ha1, request),
            signed.Algorithm,
            cancellationToken
        );
        if (check is not KeyCheck.Right)
        {
            const string Why = "The API key does not exist or its private key is another.";
            return new DigestOutcome(null, Why: Why, Refused: new(signed.Username, check is KeyCheck.Wrong, Why, claimant));
        }

        if (!IsTarget(signed.Uri, request))
        {
            return Refuse("The signature is for another address: the digest's uri must be the request's target.");
        }

        if (nonces.Read(signed.Nonce) is not { } nonce)
        {
            return Refuse("The nonce is not one that this server issued.");
        }

        switch (nonces.Use(nonce, signed.NonceCountValue))
        {
            case NonceUse.Fresh:
                await guard.AcceptedAsync(claimant, wasBegun: false);
                return new DigestOutcome(await credentials.FindCallerAsync(signed.Username, cancellationToken));
            case NonceUse.Old:
                return new DigestOutcome(null, Stale: true, Why: "The nonce is too old. Sign again with the one in this answer.");
            default:
                return Refuse("The nonce count was used before. Count up, or ask for a new nonce.");
        }

        DigestOutcome Refuse(string why) => new(null, Why: why, Refused: new(signed.Username, Exists: true, why));
    }

    private static bool IsRight(DigestAuthorization signed, string ha1, HttpRequest request) =>
        ApiCredentials.Same(signed.Expected(ha1, request.Method), signed.Response.ToLowerInvariant());

    // What was signed must be what was asked, to the character: the query included. Proxies and some clients write the whole URL.
    private static bool IsTarget(string uri, HttpRequest request)
    {
        var target = request.HttpContext.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        if (string.IsNullOrEmpty(target))
        {
            target = request.PathBase.ToUriComponent() + request.Path.ToUriComponent() + request.QueryString.ToUriComponent();
        }

        return uri == target || (PathOf(uri, request) is { } path && path == PathOf(target, request));
    }

    private static string? PathOf(string uri, HttpRequest request)
    {
        if (uri.StartsWith('/'))
        {
            return uri;
        }

        var origin = $"{request.Scheme}://{request.Host}";
        return uri.StartsWith(origin + "/", StringComparison.OrdinalIgnoreCase) ? uri[origin.Length..] : null;
    }
}
