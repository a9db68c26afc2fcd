using System.Globalization;
using Atlas.KmsPortal.Data;
using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Simulator;

/// <summary>
/// What the simulated clouds hold of the key services that a step is about: vaults, subscriptions, keys and identities, read with
/// one command. What is well formed but unknown comes into being, healthy, the first time that it is named, so that any script
/// works as it stands.
/// </summary>
internal sealed class CloudSide(PortalDbContext db)
{
    private readonly HashSet<(string?, string?, string?)> _loaded = [];
    private readonly Dictionary<string, VaultRow> _vaults = [];
    private readonly Dictionary<string, AzureSubscriptionRow> _subscriptions = [];
    private readonly Dictionary<string, CloudCredentialRow> _credentials = [];
    private readonly Dictionary<string, CloudSecretRow> _secrets = [];
    private readonly Dictionary<string, CloudKeyRow> _keys = [];

    public async Task LoadAsync(IEnumerable<KeyProviderSettings> settings, CancellationToken cancellationToken)
    {
        foreach (var some in settings.Where(one => _loaded.Add(NamesOf(one))).Chunk(CloudQuery.MaxServices).ToList())
        {
            await LoadAsync(some, cancellationToken);
        }
    }

    private async Task LoadAsync(KeyProviderSettings[] settings, CancellationToken cancellationToken)
    {
        await Sql.ReadAsync(
            db,
            CloudQuery.Text(db, settings.Length),
            async reader =>
            {
                await TakeAsync(_vaults, row => row.Id);
                await TakeAsync(_subscriptions, row => row.Id);
                await TakeAsync(_credentials, row => row.Id);
                await TakeAsync(_secrets, row => row.Id);
                await TakeAsync(_keys, row => row.Id);
                return true;

                async Task TakeAsync<T>(Dictionary<string, T> rows, Func<T, string> idOf)
                    where T : class
                {
                    var table = Table.Of(db, typeof(T));
                    while (await reader.ReadAsync(cancellationToken))
                    {
                        var row = (T)table.Read(reader);
                        if (rows.TryAdd(idOf(row), row))
                        {
                            db.Attach(row);
                        }
                    }

                    await reader.NextResultAsync(cancellationToken);
                }
            },
            cancellationToken,
            CloudQuery.Parameters(settings)
        );
    }

    public VaultRow? VaultOf(AzureKeyVault settings) => SimulatedClouds.VaultId(settings) is { } id ? _vaults.GetValueOrDefault(id) : null;

    public CloudCredentialRow? CredentialOf(KeyProviderSettings settings) =>
        SimulatedClouds.CredentialId(settings) is { } id ? _credentials.GetValueOrDefault(id) : null;

    /// <summary>The secret of the identity that is the one to sign in with, expired and deleted ones included; null when it knows none like it.</summary>
    /// <param name="isSecret">Whether the secret to sign in with is the one with that hash.</param>
    public CloudSecretRow? SecretOf(KeyProviderSettings settings, Func<string, bool> isSecret) =>
        settings.UsesRole ? null : SecretsOf(SimulatedClouds.CredentialId(settings)).FirstOrDefault(secret => isSecret(secret.Hash));

    /// <summary>The newest enabled version of a key, or the one that the identifier names; null when it is not there.</summary>
    public CloudKeyRow? KeyOf(KeyProviderSettings settings) =>
        SimulatedClouds.KeyId(settings) is { } id
            ? _keys.GetValueOrDefault(id)
            : VersionsOf(settings)
                .OrderByDescending(key => key.Enabled && !key.Deleted)
                .ThenByDescending(key => key.CreatedAt)
                .FirstOrDefault();

    /// <summary>Makes what the settings name, where it is not there yet. After <see cref="LoadAsync"/>.</summary>
    public void Ensure(KeyProviderSettings settings, NewSecret? newSecret, DateTimeOffset now)
    {
        switch (settings)
        {
            case AzureKeyVault azure:
                EnsureVault(azure, now);
                break;
            case AwsKms { CustomerMasterKeyId: { } key } aws:
                var region = AwsKmsRules.AtlasRegionName(aws.Region!);
                // A multi-Region key's id says so; its replicas are made by its owner.
                EnsureKey(SimulatedClouds.AwsKeyId(aws), CloudProvider.Aws, region, key, "1", now, region);
                break;
            case GoogleCloudKms { KeyVersionResourceId: { } resource } gcp:
                var parts = resource.Split('/');
                EnsureKey(SimulatedClouds.GoogleKeyId(gcp), CloudProvider.Gcp, parts[1], parts[7], parts[9], now);
                break;
            default:
                break;
        }

        EnsureCredential(settings, newSecret, now);
    }

    private void EnsureVault(AzureKeyVault azure, DateTimeOffset now)
    {
        var (vaultId, subscriptionId) = (SimulatedClouds.VaultId(azure)!, SimulatedClouds.SubscriptionId(azure)!);
        Add(_subscriptions, subscriptionId, () => new AzureSubscriptionRow { Id = subscriptionId });
        var vault = Add(
            _vaults,
            vaultId,
            () =>
                new VaultRow
                {
                    Id = vaultId,
                    SubscriptionId = azure.SubscriptionId!,
                    ResourceGroupName = azure.ResourceGroupName!,
                    Name = azure.KeyVaultName!,
                }
        );
        vault.TenantId ??= azure.TenantId;
        if (
            AzureKeyVaultRules.ParseKeyIdentifier(azure.KeyIdentifier) is not { } parts
            || (parts.Version is null && VersionsOf(azure).Any())
        )
        {
            return;
        }

        var version = parts.Version?.ToLowerInvariant() ?? Guid.NewGuid().ToString("n", CultureInfo.InvariantCulture);
        // A key keeps the capitals that it was first named with.
        var name = VersionsOf(azure).FirstOrDefault()?.Name ?? parts.Name;
        EnsureKey(SimulatedClouds.AzureKeyId(vaultId, name, version), CloudProvider.Azure, vaultId, name, version, now);
    }

    private void EnsureKey(
        string id,
        CloudProvider provider,
        string container,
        string name,
        string version,
        DateTimeOffset now,
        string? replicaRegions = null
    ) =>
        Add(
            _keys,
            id,
            () =>
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

    private void EnsureCredential(KeyProviderSettings settings, NewSecret? newSecret, DateTimeOffset now)
    {
        if (SimulatedClouds.CredentialId(settings) is not { } id)
        {
            return;
        }

        var credential = Add(_credentials, id, () => new CloudCredentialRow { Id = id, Provider = settings.Provider });

        if (newSecret is null || settings.UsesRole || credential.RefusesUnknownSecrets || SecretOf(settings, newSecret.Matches) is not null)
        {
            return;
        }

        var others = SecretsOf(id).ToList();
        if (others.Exists(other => newSecret.IsIdOf(other.Id)))
        {
            return;
        }

        // Its owner must have made one more. The others stay what they are: other projects sign in with them.
        var secretId = Guid.NewGuid().ToString();
        Add(
            _secrets,
            secretId,
            () =>
                new CloudSecretRow
                {
                    Id = secretId,
                    CredentialId = id,
                    Description = $"Secret {others.Count + 1}",
                    Hash = newSecret.HashBeside(others.FirstOrDefault()?.Hash),
                    FirstSeenAt = now,
                    ExpiresAt = settings is AzureKeyVault ? now + SimulatedClouds.SecretLifetime : null,
                }
        );
    }

    private IEnumerable<CloudSecretRow> SecretsOf(string? credentialId) =>
        _secrets.Values.Where(secret => secret.CredentialId == credentialId);

    private IEnumerable<CloudKeyRow> VersionsOf(KeyProviderSettings settings) =>
        settings is AzureKeyVault azure
        && SimulatedClouds.VaultId(azure) is { } vaultId
        && AzureKeyVaultRules.ParseKeyIdentifier(azure.KeyIdentifier) is { } parts
            ? _keys.Values.Where(key => key.Container == vaultId && string.Equals(key.Name, parts.Name, StringComparison.OrdinalIgnoreCase))
            : [];

    private T Add<T>(Dictionary<string, T> rows, string id, Func<T> make)
        where T : class
    {
        if (!rows.TryGetValue(id, out var row))
        {
            row = rows[id] = make();
            db.Add(row);
        }

        return row;
    }

    private static (string? Vault, string? Credential, string? Key) NamesOf(KeyProviderSettings settings) =>
        (
            settings is AzureKeyVault azure ? SimulatedClouds.VaultId(azure) : null,
            SimulatedClouds.CredentialId(settings),
            settings is AwsKms { CustomerMasterKeyId: not null } aws ? SimulatedClouds.AwsKeyId(aws) : settings.KeyName
        );
}
