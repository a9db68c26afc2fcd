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
    private readonly ConcurrentDictionary<(string Stored, string Hash), bool> _found = new();

    /// <summary>Everything that is needed to keep a secret.</summary>
    public NewSecret Prepare(string secret) => new(secret, _protector.Protect(secret));

    /// <summary>Whether the stored secret is the one with that hash. Found out once: only then it is decrypted and stretched.</summary>
    public bool Matches(ProjectRow project, CloudProvider provider, string hash)
    {
        if (Stored(project, provider) is not { } stored)
        {
            return false;
        }

        var pair = (stored, hash);
        if (_found.TryGetValue(pair, out var isRight))
        {
            return isRight;
        }

        if (_found.Count >= MostRemembered)
        {
            _found.Clear();
        }

        return _found[pair] = Read(project, provider) is { } secret && SecretHash.Matches(hash, secret);
    }

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
            logger.LogError(
                exception,
                "The {Provider} secret of project {ProjectId} cannot be decrypted: the Data Protection keys are not those it was written with.",
                provider,
                project.Id
            );
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
