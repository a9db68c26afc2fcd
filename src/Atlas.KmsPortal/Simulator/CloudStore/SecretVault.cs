using System.Collections.Concurrent;
using System.Security.Cryptography;
using Atlas.KmsPortal.Data;
using Atlas.KmsPortal.Encryption;
using Microsoft.AspNetCore.DataProtection;

namespace Atlas.KmsPortal.Simulator;

/// <summary>Keeps a project's cloud secrets, protected; nothing but a key validation ever reads one back.</summary>
internal sealed class SecretVault(IDataProtectionProvider protection, ILogger<SecretVault> logger)
{
    private const int MostRemembered = 10_000;
    private readonly IDataProtector _protector = protection.CreateProtector("Atlas.KmsPortal.CloudSecrets");
    private readonly ConcurrentDictionary<(string Stored, string Salt), string?> _hashes = new();

    /// <summary>Everything that is needed to keep a secret.</summary>
    /// <param name="salt">Of the identity's secrets, if it is known already.</param>
    public NewSecret Prepare(string secret, string? salt = null) => new(secret, _protector.Protect(secret), salt ?? SecretHash.NewSalt());

    /// <summary>The stored secret, for an identity that it was not used with before.</summary>
    public NewSecret? Again(ProjectRow project, CloudProvider provider) =>
        Read(project, provider) is { } secret ? new(secret, Stored(project, provider)!, SecretHash.NewSalt()) : null;

    /// <summary>Whether the stored secret is the one with that hash. It is decrypted and stretched once per salt.</summary>
    public bool Matches(ProjectRow project, CloudProvider provider, string hash)
    {
        if (Stored(project, provider) is not { } stored)
        {
            return false;
        }

        var one = (stored, SecretHash.SaltOf(hash));
        if (!_hashes.TryGetValue(one, out var own))
        {
            if (_hashes.Count >= MostRemembered)
            {
                _hashes.Clear();
            }

            own = _hashes[one] = Read(project, provider) is { } secret ? SecretHash.Of(secret, one.Item2) : null;
        }

        return own is not null && SecretHash.AreSame(own, hash);
    }

    /// <summary>Whether there is a stored secret that cannot be decrypted any more.</summary>
    public bool IsLost(ProjectRow project, CloudProvider provider) =>
        Stored(project, provider) is not null && Read(project, provider) is null;

    public static void Store(ProjectRow project, CloudProvider provider, string? stored)
    {
        switch (provider)
        {
            case CloudProvider.Azure:
                project.AzureSecret = stored;
                break;
            case CloudProvider.Aws:
                project.AwsSecret = stored;
                break;
            case CloudProvider.Gcp:
                project.GcpSecret = stored;
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(provider), provider, "Not a cloud provider.");
        }
    }

    private string? Read(ProjectRow project, CloudProvider provider)
    {
        if (Stored(project, provider) is not { } stored)
        {
            return null;
        }

        try
        {
            return _protector.Unprotect(stored);
        }
        catch (CryptographicException exception)
        {
            // Said at start, and to whoever looks at the project.
            logger.LogDebug(exception, "The {Provider} secret of project {ProjectId} cannot be decrypted.", provider, project.Id);
            return null;
        }
    }

    private static string? Stored(ProjectRow project, CloudProvider provider) =>
        provider switch
        {
            CloudProvider.Azure => project.AzureSecret,
            CloudProvider.Aws => project.AwsSecret,
            CloudProvider.Gcp => project.GcpSecret,
            _ => throw new ArgumentOutOfRangeException(nameof(provider), provider, "Not a cloud provider."),
        };
}
