using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace Atlas.KmsPortal.Simulator;

/// <summary>Salted hashes of the secrets that the simulated clouds compare with.</summary>
/// <remarks>
/// Stretching takes milliseconds, and everybody who writes would wait for it. What a comparison found is therefore remembered, under
/// a key of this process: neither the secret nor anything that outlives the process.
/// </remarks>
internal static class SecretHash
{
    private const int SaltLength = 16;
    private const int Iterations = 10_000;
    private const int MostRemembered = 10_000;
    private static readonly byte[] s_processKey = RandomNumberGenerator.GetBytes(32);
    private static readonly ConcurrentDictionary<string, bool> s_found = new(StringComparer.Ordinal);

    public static string Of(string secret)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltLength);
        var hash = Convert.ToHexStringLower(salt) + Convert.ToHexStringLower(Derive(secret, salt));
        Remember(hash, secret, isRight: true);
        return hash;
    }

    public static bool Matches(string? hash, string secret)
    {
        if (hash is null)
        {
            return false;
        }

        if (!s_found.TryGetValue(NameOf(hash, secret), out var isRight))
        {
            var bytes = Convert.FromHexString(hash);
            isRight = CryptographicOperations.FixedTimeEquals(bytes.AsSpan(SaltLength), Derive(secret, bytes[..SaltLength]));
            Remember(hash, secret, isRight);
        }

        return isRight;
    }

    /// <summary>Whether the secret was the right one for something, in this process.</summary>
    public static bool IsKnown(string secret) => s_found.ContainsKey(NameOf("", secret));

    private static void Remember(string hash, string secret, bool isRight)
    {
        if (s_found.Count >= MostRemembered)
        {
            s_found.Clear();
        }

        s_found[NameOf(hash, secret)] = isRight;
        if (isRight)
        {
            s_found[NameOf("", secret)] = true;
        }
    }

    private static string NameOf(string hash, string secret) =>
        Convert.ToBase64String(HMACSHA256.HashData(s_processKey, Encoding.UTF8.GetBytes($"{hash}\n{secret}")));

    private static byte[] Derive(string secret, byte[] salt) =>
        Rfc2898DeriveBytes.Pbkdf2(secret, salt, Iterations, HashAlgorithmName.SHA256, outputLength: 32);
}
