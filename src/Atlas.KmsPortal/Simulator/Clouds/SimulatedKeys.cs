using System.Globalization;
using Atlas.KmsPortal.Auditing;
using Atlas.KmsPortal.Data;
using Atlas.KmsPortal.Encryption;
using Microsoft.EntityFrameworkCore;

namespace Atlas.KmsPortal.Simulator;

/// <summary>What a key's owner changes about one version; null leaves it.</summary>
/// <param name="ExpiresAt">Moved to; see <paramref name="ClearDates"/> to take it away.</param>
public sealed record KeyAttributes(
    bool? Enabled = null,
    bool? Deleted = null,
    bool? PendingDeletion = null,
    DateTimeOffset? NotBefore = null,
    DateTimeOffset? ExpiresAt = null,
    bool ClearDates = false,
    IReadOnlyList<string>? KeyOps = null,
    IReadOnlyDictionary<string, string>? Tags = null
);

/// <summary>The cloud owner's side of keys and vaults: everything that can break a key, and mend it.</summary>
public sealed class SimulatedKeys(SimulatorStore store)
{
    public Task<List<CloudKeyRow>> KeysAsync(CloudProvider provider, CancellationToken cancellationToken) =>
        store.ReadAsync(
            db => db.CloudKeys.Where(row => row.Provider == provider).OrderBy(row => row.Id).ToListAsync(cancellationToken),
            cancellationToken
        );

    /// <summary>Every version in a vault: by key, newest first.</summary>
    public Task<List<CloudKeyRow>> HeldByAsync(string vaultId, CancellationToken cancellationToken) =>
        store.ReadAsync(
            db =>
                db.CloudKeys.Where(row => row.Container == vaultId)
                    .OrderBy(row => row.Name)
                    .ThenByDescending(row => row.CreatedAt)
                    .ToListAsync(cancellationToken),
            cancellationToken
        );

    /// <summary>The versions of one key of a vault, newest first.</summary>
    public Task<List<CloudKeyRow>> VersionsAsync(string vaultId, string name, CancellationToken cancellationToken) =>
        store.ReadAsync(
            db => VersionsOf(db, vaultId, name).OrderByDescending(row => row.CreatedAt).ToListAsync(cancellationToken),
            cancellationToken
        );

    /// <summary>Makes a new version of a key in a vault that exists; it takes over what the newest one's owner has set.</summary>
    public Task<CloudKeyRow> AddVersionAsync(string vaultId, string name, Actor actor, CancellationToken cancellationToken) =>
        AddVersionAsync(vaultId, name, document: null, new KeyAttributes(), actor, cancellationToken);

    /// <summary>Makes a new key, or a new version of one, in a vault that exists.</summary>
    /// <param name="document">What its owner sets; null to take it over from the newest version.</param>
    public Task<CloudKeyRow> AddVersionAsync(
        string vaultId,
        string name,
        KeyDocument? document,
        KeyAttributes attributes,
        Actor actor,
        CancellationToken cancellationToken
    ) =>
        store.WriteAsync(
            actor,
            async step =>
            {
                var vault =
                    await step.Db.Vaults.FindAsync([vaultId], cancellationToken)
                    ?? throw new AtlasRefusedException(
                        new Blocker("ResourceNotFound", "No such vault", $"The vault {vaultId} was not found.")
                    );
                var version = Guid.NewGuid().ToString("n", CultureInfo.InvariantCulture);
                var newest = await VersionsOf(step.Db, vaultId, name)
                    .OrderByDescending(row => row.CreatedAt)
                    .FirstOrDefaultAsync(cancellationToken);
                var key = new CloudKeyRow
                {
                    Id = SimulatedClouds.AzureKeyId(vaultId, name, version),
                    Provider = CloudProvider.Azure,
                    Container = vaultId,
                    // A key keeps the capitals that it was first named with.
                    Name = newest?.Name ?? name,
                    Version = version,
                    CreatedAt = step.Now,
                    Enabled = attributes.Enabled ?? true,
                    NotBefore = attributes.NotBefore,
                    ExpiresAt = attributes.ExpiresAt,
                    Document = document is null ? newest?.Document : document.ToJson(),
                };
                step.Db.CloudKeys.Add(key);
                await TellAsync(step, vaultId, $"Azure: version {version} of key {name} created in {vault.Name}.", cancellationToken);
                return key;
            },
            cancellationToken
        );

    public Task<CloudKeyRow> ChangeAsync(string keyId, KeyAttributes change, Actor actor, CancellationToken cancellationToken) =>
        store.WriteAsync(
            actor,
            async step =>
            {
                var key =
                    await step.Db.CloudKeys.FindAsync([keyId], cancellationToken)
                    ?? throw new AtlasRefusedException(new Blocker("KeyNotFound", "No such key", $"A key with id {keyId} was not found."));
                key.Enabled = change.Enabled ?? key.Enabled;
                key.Deleted = change.Deleted ?? key.Deleted;
                key.PendingDeletion = change.PendingDeletion ?? key.PendingDeletion;
                key.NotBefore = change.ClearDates ? change.NotBefore : change.NotBefore ?? key.NotBefore;
                key.ExpiresAt = change.ClearDates ? change.ExpiresAt : change.ExpiresAt ?? key.ExpiresAt;
                if (change.KeyOps is not null || change.Tags is not null)
                {
                    var document = KeyDocument.Of(key);
                    key.Document = (
                        document with
                        {
                            KeyOps = change.KeyOps ?? document.KeyOps,
                            Tags = change.Tags ?? document.Tags,
                        }
                    ).ToJson();
                }

                await TellAsync(
                    step,
                    key.Container,
                    $"{key.Provider.DisplayName()}: key {key.Name} is {Words.List(StateOf(key, step.Now))} now.",
                    cancellationToken
                );
                return key;
            },
            cancellationToken
        );

    /// <summary>AWS: makes a replica of a multi-Region key.</summary>
    public Task ReplicateAsync(string keyId, string region, Actor actor, CancellationToken cancellationToken) =>
        store.WriteAsync(
            actor,
            async step =>
            {
                var key =
                    await step.Db.CloudKeys.FindAsync([keyId], cancellationToken)
                    ?? throw new AtlasRefusedException(new Blocker("KeyNotFound", "No such key", $"A key with id {keyId} was not found."));
                var regions = key.ReplicaRegions?.Split(',') ?? [];
                if (!regions.Contains(region))
                {
                    key.ReplicaRegions = string.Join(',', regions.Append(region));
                    await TellAsync(step, key.Container, $"AWS: key {key.Name} replicated to {region}.", cancellationToken);
                }
            },
            cancellationToken
        );

    public Task ChangeVaultAsync(
        string vaultId,
        bool? reachable,
        bool? publicNetworkAccess,
        Actor actor,
        CancellationToken cancellationToken
    ) =>
        store.WriteAsync(
            actor,
            async step =>
            {
                if (await step.Db.Vaults.FindAsync([vaultId], cancellationToken) is { } vault)
                {
                    vault.Reachable = reachable ?? vault.Reachable;
                    vault.PublicNetworkAccess = publicNetworkAccess ?? vault.PublicNetworkAccess;
                    await TellAsync(
                        step,
                        vaultId,
                        $"Azure: vault {vault.Name} {(vault.Reachable ? "answers" : "does not answer")}, public network access {(vault.PublicNetworkAccess ? "enabled" : "disabled")}.",
                        cancellationToken
                    );
                }
            },
            cancellationToken
        );

    public Task RegisterNetworkProviderAsync(string subscriptionId, bool registered, Actor actor, CancellationToken cancellationToken) =>
        store.WriteAsync(
            actor,
            async step =>
            {
                if (await step.Db.AzureSubscriptions.FindAsync([subscriptionId.ToLowerInvariant()], cancellationToken) is { } subscription)
                {
                    subscription.NetworkProviderRegistered = registered;
                    await TellAsync(
                        step,
                        container: null,
                        $"Azure: Microsoft.Network {(registered ? "registered" : "unregistered")} in subscription {subscriptionId}.",
                        cancellationToken
                    );
                }
            },
            cancellationToken
        );

    // By id: names keep their capitals, and are compared without them.
    private static IQueryable<CloudKeyRow> VersionsOf(PortalDbContext db, string vaultId, string name)
    {
        var (after, before) = SimulatedClouds.AzureVersionIds(vaultId, name);
        return db.CloudKeys.Where(row => string.Compare(row.Id, after) > 0 && string.Compare(row.Id, before) < 0);
    }

    private static IReadOnlyList<string> StateOf(CloudKeyRow key, DateTimeOffset now) =>
        [
            key.Deleted ? "deleted"
            : key.Enabled ? "enabled"
            : "disabled",
            .. key.PendingDeletion ? ["scheduled for deletion"] : Array.Empty<string>(),
            .. key.ExpiresAt is { } end ? [end <= now ? "expired" : $"valid until {end:d MMMM yyyy}"] : Array.Empty<string>(),
        ];

    /// <summary>The owner's deed stands in the log of each project that uses the vault or key.</summary>
    internal static async Task TellAsync(SimulatorStep step, string? container, string summary, CancellationToken cancellationToken)
    {
        var projects = await step.Db.Projects.ToListAsync(cancellationToken);
        var users = projects
            .Where(project =>
                container is not null
                && (
                    SimulatedClouds.VaultId(project.AzureKeyVault) == container
                    || (project.AwsKms.Region is { } region && AwsKmsRules.AtlasRegionName(region) == container)
                )
            )
            .ToList();
        foreach (var project in users)
        {
            step.Record(AtlasEvents.AzureKeyChanged, project, summary);
        }

        if (users.Count == 0)
        {
            step.Record(AtlasEvents.AzureKeyChanged, project: null, summary);
        }
    }
}
