using System.Security.Cryptography;
using Atlas.KmsPortal.AdminApi;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace Atlas.KmsPortal.Simulator.Api;

/// <summary>Who signed a request, or how to ask again.</summary>
/// <param name="Stale">Everything was right but the nonce, which is old.</param>
internal sealed record DigestOutcome(ApiCaller? Caller, bool Stale = false, string? Why = null);

/// <summary><c>AdminApi:Digest</c>.</summary>
internal sealed class DigestOptions
{
    public const string Section = "AdminApi:Digest";

    /// <summary>Whether a second challenge offers SHA-256. Who signs with it is let in either way.</summary>
    public bool OfferSha256 { get; set; }
}

/// <summary>HTTP digest as RFC 7616 has it, with <c>qop=auth</c>.</summary>
internal sealed class DigestAuthentication(ApiCredentials credentials, NonceBook nonces, IOptions<DigestOptions> options)
{
    // Strangers are compared with this, so that they cost what a wrong password costs.
    private readonly string _nobody = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

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
            return new DigestOutcome(null, Why: "The Authorization header is not a digest with qop=auth for this realm.");
        }

        var ha1 = await credentials.FindHa1Async(signed.Username, signed.Algorithm, cancellationToken);
        var isRight = ApiCredentials.Same(signed.Expected(ha1 ?? _nobody, request.Method), signed.Response.ToLowerInvariant());
        if (!isRight || ha1 is null)
        {
            return new DigestOutcome(null, Why: "The API key does not exist or its private key is another.");
        }

        if (!IsTarget(signed.Uri, request))
        {
            return new DigestOutcome(null, Why: "The signature is for another address: the digest's uri must be the request's target.");
        }

        if (nonces.Read(signed.Nonce) is not { } nonce)
        {
            return new DigestOutcome(null, Why: "The nonce is not one that this server issued.");
        }

        return nonces.Use(nonce, signed.NonceCountValue) switch
        {
            NonceUse.Fresh => new DigestOutcome(await credentials.FindCallerAsync(signed.Username, cancellationToken)),
            NonceUse.Old => new DigestOutcome(null, Stale: true, Why: "The nonce is too old. Sign again with the one in this answer."),
            _ => new DigestOutcome(null, Why: "The nonce count was used before. Count up, or ask for a new nonce."),
        };
    }

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
