using System.Security.Cryptography;

namespace Atlas.KmsPortal.Simulator;

/// <summary>Salted hashes of the secrets that the simulated clouds compare with.</summary>
internal static class SecretHash
{
    private const int SaltLength = 16;
    private const int Iterations = 10_000;

    public static string Of(string secret)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltLength);
        return Convert.ToHexStringLower(salt) + Convert.ToHexStringLower(Derive(secret, salt));
    }

    public static bool Matches(string? hash, string secret)
    {
        if (hash is null)
        {
            return false;
        }

        var bytes = Convert.FromHexString(hash);
        return CryptographicOperations.FixedTimeEquals(bytes.AsSpan(SaltLength), Derive(secret, bytes[..SaltLength]));
    }

    private static byte[] Derive(string secret, byte[] salt) =>
        Rfc2898DeriveBytes.Pbkdf2(secret, salt, Iterations, HashAlgorithmName.SHA256, outputLength: 32);
}
