using System.Security.Cryptography;
using Atlas.KmsPortal.Data;
using Atlas.KmsPortal.Encryption;
using Microsoft.AspNetCore.DataProtection;

namespace Atlas.KmsPortal.Simulator;

/// <summary>Keeps a project's cloud secrets, protected; nothing but a key validation ever reads one back.</summary>
internal sealed class SecretVault(IDataProtectionProvider protection, ILogger<SecretVault> logger)
{
    private readonly IDataProtector _protector = protection.CreateProtector("Atlas.KmsPortal.CloudSecrets");

    public string? Read(ProjectRow project, CloudProvider provider)
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

    public void Store(ProjectRow project, CloudProvider provider, string? secret)
    {
        var stored = secret is null ? null : _protector.Protect(secret);
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

    private static string? Stored(ProjectRow project, CloudProvider provider) =>
        provider switch
        {
            CloudProvider.Azure => project.AzureSecret,
            CloudProvider.Aws => project.AwsSecret,
            CloudProvider.Gcp => project.GcpSecret,
            _ => throw new ArgumentOutOfRangeException(nameof(provider), provider, "Not a cloud provider."),
        };
}
