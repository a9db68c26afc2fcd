using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace Atlas.KmsPortal.Simulator;

/// <summary>
/// Salted hashes of the secrets that the simulated clouds compare with. The secrets of one identity share a salt, so that one hash
/// tells which of them a secret is.
/// </summary>
/// <remarks>
/// Stretching takes milliseconds, and everybody who writes would wait for it. Hashes are therefore remembered, by a name that only
/// this process can work out; the secrets themselves are not.
/// </remarks>
internal static class SecretHash
{
    private const int SaltLength = 16;
    private const int Iterations = 10_000;
    private const int MostRemembered = 10_000;
    private static readonly byte[] s_processKey = RandomNumberGenerator.GetBytes(32);
    private static readonly ConcurrentDictionary<string, string> s_hashes = new(StringComparer.Ordinal);

    public static string NewSalt() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(SaltLength));

    public static string SaltOf(string hash) => hash[..(2 * SaltLength)];

    /// <summary>The salt and what it makes of the secret.</summary>
    public static string Of(string secret, string salt)
    {
        var name = NameOf(salt, secret);
        if (s_hashes.TryGetValue(name, out var known))
        {
            return known;
        }

        if (s_hashes.Count >= MostRemembered)
        {
            s_hashes.Clear();
        }

        return s_hashes[name] = salt + Convert.ToHexStringLower(Derive(secret, Convert.FromHexString(salt)));
    }

    public static bool AreSame(string left, string right) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(left), Encoding.ASCII.GetBytes(right));

    private static string NameOf(string salt, string secret) =>
        Convert.ToBase64String(HMACSHA256.HashData(s_processKey, Encoding.UTF8.GetBytes($"{salt}\n{secret}")));

    private static byte[] Derive(string secret, byte[] salt) =>
        Rfc2898DeriveBytes.Pbkdf2(secret, salt, Iterations, HashAlgorithmName.SHA256, outputLength: 32);
}
