using System.Globalization;
using Atlas.KmsPortal.Data;
using Atlas.KmsPortal.Encryption;
using Microsoft.EntityFrameworkCore;

namespace Atlas.KmsPortal.Simulator;

/// <summary>
/// The clouds' side of a key: vaults, keys and identities. What is well formed but unknown comes into being, healthy, the first
/// time that it is named, so that any script works as it stands.
/// </summary>
internal static class SimulatedClouds
{
    /// <summary>How long a client secret lasts that comes into being here: within Azure's limit of two years.</summary>
    private static readonly TimeSpan s_secretLifetime = TimeSpan.FromDays(180);

    public static string VaultId(string subscriptionId, string resourceGroup, string vault) =>
        $"/subscriptions/{subscriptionId}/resourcegroups/{resourceGroup}/providers/microsoft.keyvault/vaults/{vault}".ToLowerInvariant();

    public static string? VaultId(AzureKeyVault settings) =>
        settings is { SubscriptionId: { } subscription, ResourceGroupName: { } group, KeyVaultName: { } vault }
            ? VaultId(subscription, group, vault)
            : null;

    public static string AzureKeyId(string vaultId, string name, string version) => $"{vaultId}/keys/{name}/{version}".ToLowerInvariant();

    public static string AwsKeyId(AwsKms settings) =>
        $"aws/{AwsKmsRules.AtlasRegionName(settings.Region ?? "")}/{settings.CustomerMasterKeyId}";

    public static string GoogleKeyId(GoogleCloudKms settings) => $"gcp/{settings.KeyVersionResourceId}";

    public static string? CredentialId(KeyProviderSettings settings) =>
        settings switch
        {
            { RoleId: { } role } => $"{settings.Provider.AtlasName()}/role/{role}",
            AzureKeyVault { ClientId: { } client } => $"AZURE/{client}".ToLowerInvariant(),
            AwsKms { AccessKeyId: { } key } => $"AWS/{key}",
            GoogleCloudKms { Enabled: true } gcp => $"GCP/{gcp.KeyVersionResourceId?.Split('/').ElementAtOrDefault(1)}",
            _ => null,
        };

    /// <summary>Makes what the settings name, where it is not there yet.</summary>
    public static async Task EnsureAsync(
        PortalDbContext db,
        KeyProviderSettings settings,
        string? newSecret,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        switch (settings)
        {
            case AzureKeyVault azure:
                await EnsureAzureAsync(db, azure, now, cancellationToken);
                break;
            case AwsKms { CustomerMasterKeyId: { } key } aws:
                var region = AwsKmsRules.AtlasRegionName(aws.Region!);
                // A multi-Region key's id says so; its replicas are made by its owner.
                await EnsureKeyAsync(db, AwsKeyId(aws), CloudProvider.Aws, region, key, "1", now, region, cancellationToken);
                break;
            case GoogleCloudKms { KeyVersionResourceId: { } resource } gcp:
                var parts = resource.Split('/');
                await EnsureKeyAsync(db, GoogleKeyId(gcp), CloudProvider.Gcp, parts[1], parts[7], parts[9], now, null, cancellationToken);
                break;
            default:
                break;
        }

        await EnsureCredentialAsync(db, settings, newSecret, now, cancellationToken);
    }

    /// <summary>The newest enabled version of a key, or the one that the identifier names; null when it is not there.</summary>
    public static async Task<CloudKeyRow?> FindKeyAsync(
        PortalDbContext db,
        KeyProviderSettings settings,
        CancellationToken cancellationToken
    )
    {
        switch (settings)
        {
            case AzureKeyVault azure
                when VaultId(azure) is { } vaultId && AzureKeyVaultRules.ParseKeyIdentifier(azure.KeyIdentifier) is { } parts:
                if (parts.Version is { } version)
                {
                    return await db.CloudKeys.FindAsync([AzureKeyId(vaultId, parts.Name, version)], cancellationToken);
                }

                var name = parts.Name.ToLowerInvariant();
                var versions = await db.CloudKeys.Where(key => key.Container == vaultId && key.Name == name).ToListAsync(cancellationToken);
                return versions
                    .OrderByDescending(key => key.Enabled && !key.Deleted)
                    .ThenByDescending(key => key.CreatedAt)
                    .FirstOrDefault();
            case AwsKms aws:
                return await db.CloudKeys.FindAsync([AwsKeyId(aws)], cancellationToken);
            case GoogleCloudKms gcp:
                return await db.CloudKeys.FindAsync([GoogleKeyId(gcp)], cancellationToken);
            default:
                return null;
        }
    }

    private static async Task EnsureAzureAsync(
        PortalDbContext db,
        AzureKeyVault azure,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var vaultId = VaultId(azure)!;
        var subscriptionId = azure.SubscriptionId!.ToLowerInvariant();
        if (await db.AzureSubscriptions.FindAsync([subscriptionId], cancellationToken) is null)
        {
            db.AzureSubscriptions.Add(new AzureSubscriptionRow { Id = subscriptionId });
        }

        if (await db.Vaults.FindAsync([vaultId], cancellationToken) is null)
        {
            db.Vaults.Add(
                new VaultRow
                {
                    Id = vaultId,
                    SubscriptionId = subscriptionId,
                    ResourceGroupName = azure.ResourceGroupName!,
                    Name = azure.KeyVaultName!,
                }
            );
        }

        if (AzureKeyVaultRules.ParseKeyIdentifier(azure.KeyIdentifier) is not { } parts)
        {
            return;
        }

        var name = parts.Name.ToLowerInvariant();
        if (parts.Version is null && await db.CloudKeys.AnyAsync(key => key.Container == vaultId && key.Name == name, cancellationToken))
        {
            return;
        }

        var version = parts.Version?.ToLowerInvariant() ?? Guid.NewGuid().ToString("n", CultureInfo.InvariantCulture);
        await EnsureKeyAsync(
            db,
            AzureKeyId(vaultId, name, version),
            CloudProvider.Azure,
            vaultId,
            name,
            version,
            now,
            null,
            cancellationToken
        );
    }

    private static async Task EnsureKeyAsync(
        PortalDbContext db,
        string id,
        CloudProvider provider,
        string container,
        string name,
        string version,
        DateTimeOffset now,
        string? replicaRegions,
        CancellationToken cancellationToken
    )
    {
        if (await db.CloudKeys.FindAsync([id], cancellationToken) is null)
        {
            db.CloudKeys.Add(
                new CloudKeyRow
                {
                    Id = id,
                    Provider = provider,
                    Container = container,
                    Name = name,
                    Version = version,
                    CreatedAt = now,
                    ReplicaRegions = replicaRegions,
                }
            );
        }
    }

    private static async Task EnsureCredentialAsync(
        PortalDbContext db,
        KeyProviderSettings settings,
        string? newSecret,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        if (CredentialId(settings) is not { } id)
        {
            return;
        }

        var credential = await db.CloudCredentials.FindAsync([id], cancellationToken);
        if (credential is null)
        {
            credential = new CloudCredentialRow { Id = id, Provider = settings.Provider };
            db.CloudCredentials.Add(credential);
        }

        // The owner of an app registration makes a new secret when the old one ends; a new value therefore is that new secret.
        if (newSecret is not null && !SecretHash.Matches(credential.SecretHash, newSecret))
        {
            credential.SecretHash = SecretHash.Of(newSecret);
            credential.SecretExpiresAt = settings is AzureKeyVault ? now + s_secretLifetime : null;
        }
    }
}
