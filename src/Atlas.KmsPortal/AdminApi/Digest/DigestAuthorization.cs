using System.Globalization;

namespace Atlas.KmsPortal.AdminApi;

/// <summary>A signed request's <c>Authorization: Digest …</c>, parsed.</summary>
/// <param name="NonceCount">As the client wrote it: it is part of what was signed.</param>
public sealed record DigestAuthorization(
    string Username,
    string Realm,
    string Nonce,
    string Uri,
    DigestAlgorithm Algorithm,
    string NonceCount,
    string ClientNonce,
    string Response
)
{
    // RFC 7616 §3.4: exactly eight hexadecimal digits.
    private const int NonceCountLength = 8;

    private const string Scheme = "Digest ";

    public uint NonceCountValue => uint.Parse(NonceCount, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    /// <returns>Null for anything but a digest with <c>qop=auth</c> in an algorithm that is offered.</returns>
    public static DigestAuthorization? Parse(string header)
    {
        if (
            !header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            || DigestParameters.Parse(header[Scheme.Length..]) is not { } parameters
            || AlgorithmOf(parameters) is not { } algorithm
            || !string.Equals(parameters.GetValueOrDefault("qop"), "auth", StringComparison.OrdinalIgnoreCase)
            || parameters.GetValueOrDefault("userhash") is "true"
        )
        {
            return null;
        }

        return
            parameters.TryGetValue("username", out var username)
            && parameters.TryGetValue("realm", out var realm)
            && parameters.TryGetValue("nonce", out var nonce)
            && parameters.TryGetValue("uri", out var uri)
            && parameters.TryGetValue("nc", out var nonceCount)
            && nonceCount.Length == NonceCountLength
            && nonceCount.All(char.IsAsciiHexDigit)
            && parameters.TryGetValue("cnonce", out var clientNonce)
            && parameters.TryGetValue("response", out var response)
            ? new DigestAuthorization(username, realm, nonce, uri, algorithm, nonceCount, clientNonce, response)
            : null;
    }

    /// <summary>The response that the holder of <paramref name="ha1"/> would have sent.</summary>
    public string Expected(string ha1, string method) => Algorithm.Response(ha1, Nonce, NonceCount, ClientNonce, method, Uri);

    // Absent means MD5 (urllib leaves it out).
    private static DigestAlgorithm? AlgorithmOf(IReadOnlyDictionary<string, string> parameters) =>
        parameters.GetValueOrDefault("algorithm")?.ToUpperInvariant() switch
        {
            null or "MD5" => DigestAlgorithm.Md5,
            "SHA-256" => DigestAlgorithm.Sha256,
            _ => null,
        };
}
