using System.Collections.Concurrent;
using System.Security.Cryptography;
using Atlas.KmsPortal.AdminApi;
using Atlas.KmsPortal.Data;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace Atlas.KmsPortal.Simulator.Api;

/// <summary>How a check ended. The caller hears the same of the last two.</summary>
internal enum KeyCheck
{
    Right,
    Wrong,
    NoSuchKey,
}

/// <summary>Makes API keys and service accounts and tells what a request may be checked against.</summary>
/// <remarks>
/// Digest needs HA1, a hash over user, realm and password; a salted slow hash would not do. Whoever holds HA1 can sign, so it is
/// as good as the password here: it is kept encrypted (Data Protection, whose keys stand outside the database) and never in the open.
/// The password itself is not kept. Service accounts send their secret, so a salted slow hash is enough for them.
/// </remarks>
internal sealed class ApiCredentials(
    IDataProtectionProvider protection,
    IDbContextFactory<PortalDbContext> databases,
    TimeProvider clock,
    ILogger<ApiCredentials> logger
)
{
    private const string Purpose = "Atlas.KmsPortal.AdminApi.ApiKey";

    // Roles may change under a caller in another process; within this one Forget says so at once.
    private static readonly TimeSpan s_remembered = TimeSpan.FromSeconds(1);
    private const int Iterations = 100_000;

    private readonly IDataProtector _protector = protection.CreateProtector(Purpose);
    private readonly Lazy<string> _nobodysHa1 = new(() =>
        protection
            .CreateProtector(Purpose)
            .Protect(string.Join(':', Enum.GetValues<DigestAlgorithm>().Select(a => a.Secret("", "", Guid.NewGuid().ToString()))))
    );
    private readonly ConcurrentDictionary<string, Remembered> _callers = new(StringComparer.Ordinal);

    public ApiKeyRow NewApiKey(string publicKey, string privateKey, string description) =>
        new()
        {
            PublicKey = publicKey,
            Description = description,
            ProtectedHa1 = _protector.Protect(
                string.Join(':', Enum.GetValues<DigestAlgorithm>().Select(a => a.Secret(publicKey, DigestChallenge.Realm, privateKey)))
            ),
            CreatedAt = clock.GetUtcNow(),
        };

    public ServiceAccountRow NewServiceAccount(string clientId, string secret, string description) =>
        new()
        {
            ClientId = clientId,
            Description = description,
            SecretHash = HashSecret(secret, RandomNumberGenerator.GetBytes(16)),
            CreatedAt = clock.GetUtcNow(),
        };

    /// <summary>Whether a signature is right by the key's HA1.</summary>
    /// <remarks>
    /// What is remembered only ever speeds up what is right. A wrong signature is looked up and decrypted anew, and where there is no such
    /// key the same is done with nobody's, so that time does not tell which keys exist, nor which are in use.
    /// </remarks>
    public async Task<KeyCheck> CheckAsync(
        string publicKey,
        Func<string, bool> isRight,
        DigestAlgorithm algorithm,
        CancellationToken cancellationToken
    )
    {
        // Made by whoever comes first, whoever that is.
        var nobodys = _nobodysHa1.Value;
        if (Recall(publicKey)?.Ha1 is { } known && isRight(known[(int)algorithm]))
        {
            return KeyCheck.Right;
        }

        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var stored = await database
            .ApiKeys.Where(row => row.PublicKey == publicKey)
            .Select(row => row.ProtectedHa1)
            .FirstOrDefaultAsync(cancellationToken);
        var ha1 = Read(stored is null ? "" : publicKey, stored ?? nobodys);
        var matches = ha1 is not null && isRight(ha1[(int)algorithm]);
        return stored is null ? KeyCheck.NoSuchKey
            : matches ? KeyCheck.Right
            : KeyCheck.Wrong;
    }

    /// <summary>Whether the private key is the API key's.</summary>
    public async Task<bool> IsApiKeyAsync(string publicKey, string privateKey, CancellationToken cancellationToken)
    {
        var given = DigestAlgorithm.Md5.Secret(publicKey, DigestChallenge.Realm, privateKey);
        return await CheckAsync(publicKey, ha1 => Same(ha1, given), DigestAlgorithm.Md5, cancellationToken) is KeyCheck.Right;
    }

    /// <summary>The caller by that name with its roles of now; null when the key or account is gone.</summary>
    public async Task<ApiCaller?> FindCallerAsync(string name, CancellationToken cancellationToken) =>
        (await RememberAsync(name, cancellationToken))?.Caller;

    /// <summary>Whether the secret is the service account's.</summary>
    public async Task<KeyCheck> CheckServiceAccountAsync(string clientId, string secret, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var stored = await database
            .ServiceAccounts.Where(row => row.ClientId == clientId)
            .Select(row => row.SecretHash)
            .FirstOrDefaultAsync(cancellationToken);

        // A stranger costs as much as a wrong secret, so that time does not tell which accounts exist.
        var salt = stored is null ? new byte[16] : Convert.FromHexString(stored.Split(':')[0]);
        var given = HashSecret(secret, salt);
        return stored is null ? KeyCheck.NoSuchKey
            : Same(given, stored) ? KeyCheck.Right
            : KeyCheck.Wrong;
    }

    /// <summary>Call after roles, keys or accounts changed.</summary>
    public void Forget() => _callers.Clear();

    public static bool Same(string left, string right) =>
        CryptographicOperations.FixedTimeEquals(System.Text.Encoding.UTF8.GetBytes(left), System.Text.Encoding.UTF8.GetBytes(right));

    private static string HashSecret(string secret, byte[] salt) =>
        $"{Convert.ToHexStringLower(salt)}:{Convert.ToHexStringLower(Rfc2898DeriveBytes.Pbkdf2(secret, salt, Iterations, HashAlgorithmName.SHA256, 32))}";

    private Remembered? Recall(string name) =>
        _callers.TryGetValue(name, out var known) && clock.GetElapsedTime(known.At) < s_remembered ? known : null;

    private async Task<Remembered?> RememberAsync(string name, CancellationToken cancellationToken)
    {
        if (Recall(name) is { } known)
        {
            return known;
        }

        // By a clock that only goes forward: the wall clock may be set back.
        var asked = clock.GetTimestamp();
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var ha1 = await database
            .ApiKeys.Where(row => row.PublicKey == name)
            .Select(row => row.ProtectedHa1)
            .FirstOrDefaultAsync(cancellationToken);
        if (ha1 is null && !await database.ServiceAccounts.AnyAsync(row => row.ClientId == name, cancellationToken))
        {
            _callers.TryRemove(name, out _);
            return null;
        }

        var roles = await database
            .ApiRoles.Where(row => row.Principal == name)
            .ToDictionaryAsync(row => row.ScopeId, row => row.Role, cancellationToken);
        return _callers[name] = new Remembered(ha1 is null ? null : Read(name, ha1), new ApiCaller(name, roles), asked);
    }

    private string[]? Read(string publicKey, string stored)
    {
        try
        {
            return _protector.Unprotect(stored).Split(':');
        }
        catch (CryptographicException exception)
        {
            // What is lost was said at start, and how it was is of interest to nobody else: strangers may ask for it all day.
            logger.LogDebug(exception, "The API key {PublicKey} cannot be decrypted.", publicKey);
            return null;
        }
    }

    private sealed record Remembered(string[]? Ha1, ApiCaller Caller, long At);
}
