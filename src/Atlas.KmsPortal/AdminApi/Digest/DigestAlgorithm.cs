using System.Security.Cryptography;
using System.Text;

namespace Atlas.KmsPortal.AdminApi;

public enum DigestAlgorithm
{
    Md5,
    Sha256,
}

/// <summary>The arithmetic of RFC 7616 for <c>qop=auth</c>, the same on both sides of the wire.</summary>
public static class DigestArithmetic
{
    public static string WireName(this DigestAlgorithm algorithm) => algorithm is DigestAlgorithm.Md5 ? "MD5" : "SHA-256";

    /// <summary>HA1: all that a server needs to know of a password.</summary>
    public static string Secret(this DigestAlgorithm algorithm, string username, string realm, string password) =>
        algorithm.Hash($"{username}:{realm}:{password}");

    /// <summary>The <c>response</c> that proves knowledge of <paramref name="ha1"/> for one request.</summary>
    public static string Response(
        this DigestAlgorithm algorithm,
        string ha1,
        string nonce,
        string nonceCount,
        string clientNonce,
        string method,
        string uri
    ) => algorithm.Hash($"{ha1}:{nonce}:{nonceCount}:{clientNonce}:auth:{algorithm.Hash($"{method}:{uri}")}");

    private static string Hash(this DigestAlgorithm algorithm, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
#pragma warning disable CA5351 // Atlas's own API keys are MD5 digest; the protocol leaves no choice.
        var hash = algorithm is DigestAlgorithm.Md5 ? MD5.HashData(bytes) : SHA256.HashData(bytes);
#pragma warning restore CA5351
        return Convert.ToHexStringLower(hash);
    }
}
