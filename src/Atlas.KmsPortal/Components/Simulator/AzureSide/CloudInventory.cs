using Atlas.KmsPortal.Data;
using Atlas.KmsPortal.Encryption;
using Atlas.KmsPortal.Simulator;

namespace Atlas.KmsPortal.Components.Simulator.AzureSide;

/// <summary>The simulated clouds, as far as one person's projects reach into them.</summary>
/// <param name="Vaults">Those that a project of theirs uses.</param>
/// <param name="Others">The keys outside Azure, by cloud.</param>
/// <param name="SharedSubscriptions">Those in which others use a vault that no project of theirs uses.</param>
/// <param name="Names">The projects that they may see, by id.</param>
/// <param name="OwnsSomething">Whether one of those is theirs.</param>
public sealed record CloudInventory(
    IReadOnlyList<AzureVault> Vaults,
    IReadOnlyList<(CloudProvider Cloud, IReadOnlyList<KeyInUse> Keys)> Others,
    IReadOnlyList<IdentityInUse> Identities,
    IReadOnlySet<string> SharedSubscriptions,
    IReadOnlyDictionary<string, string> Names,
    bool OwnsSomething
)
{
    public static CloudInventory Empty { get; } =
        new([], [], [], new HashSet<string>(), new Dictionary<string, string>(StringComparer.Ordinal), OwnsSomething: false);

    public bool IsEmpty => Vaults.Count == 0 && Others.Count == 0;

    public static async Task<CloudInventory> ReadAsync(
        IReadOnlyList<(ProjectSnapshot Project, ProjectRole Role)> visible,
        SimulatedAzure azure,
        SimulatedKeys keys,
        SimulatedIdentities identities,
        CancellationToken cancellationToken
    )
    {
        var owned = visible.Where(item => item.Role is ProjectRole.Owner).Select(item => item.Project.Id).ToHashSet();
        var used = (await azure.VaultsAsync(cancellationToken))
            .Where(vault => vault.ProjectIds.Count > 0)
            .ToLookup(vault => vault.ProjectIds.Any(owned.Contains));
        var aws = InUse(
            await keys.KeysAsync(CloudProvider.Aws, cancellationToken),
            project => SimulatedClouds.AwsKeyId(project.Encryption.AwsKms)
        );
        var google = InUse(
            await keys.KeysAsync(CloudProvider.Gcp, cancellationToken),
            project => SimulatedClouds.GoogleKeyId(project.Encryption.GoogleCloudKms)
        );
        var secrets = (await identities.SecretsAsync(cancellationToken)).ToLookup(secret => secret.CredentialId, StringComparer.Ordinal);
        var identitiesInUse =
            from identity in await identities.CredentialsAsync(cancellationToken)
            let users = Users(project =>
                project.Encryption.All.Any(settings =>
                    string.Equals(SimulatedClouds.CredentialId(settings), identity.Id, StringComparison.OrdinalIgnoreCase)
                )
            )
            where users.Owned.Count > 0
            let name = visible
                .SelectMany(item => item.Project.Roles)
                .FirstOrDefault(role => SimulatedClouds.RoleCredentialId(role.Provider, role.Id) == identity.Id)
                ?.Name
            select new IdentityInUse(
                identity,
                name ?? identity.Id[(identity.Id.LastIndexOf('/') + 1)..],
                [.. secrets[identity.Id]],
                users.Names,
                users.Owned
            );
        return new(
            [.. used[true]],
            [.. new[] { (CloudProvider.Aws, aws), (CloudProvider.Gcp, google) }.Where(cloud => cloud.Item2.Count > 0)],
            [.. identitiesInUse],
            used[false].Select(vault => vault.Row.SubscriptionId).ToHashSet(StringComparer.OrdinalIgnoreCase),
            visible.ToDictionary(item => item.Project.Id, item => item.Project.Name, StringComparer.Ordinal),
            owned.Count > 0
        );

        IReadOnlyList<KeyInUse> InUse(IEnumerable<CloudKeyRow> rows, Func<ProjectSnapshot, string> keyOf) =>
            [
                .. from row in rows
                let users = Users(project => string.Equals(keyOf(project), row.Id, StringComparison.OrdinalIgnoreCase))
                where users.Owned.Count > 0
                select new KeyInUse(row, users.Names, users.Owned),
            ];

        (IReadOnlyList<string> Names, IReadOnlyList<string> Owned) Users(Func<ProjectSnapshot, bool> uses)
        {
            var users = visible.Select(item => item.Project).Where(uses).ToList();
            return ([.. users.Select(project => project.Name)], [.. users.Select(project => project.Id).Where(owned.Contains)]);
        }
    }

    /// <summary>The versions in a vault. Whoever owns a project that uses the vault owns them all: rotation moves between them.</summary>
    public static IReadOnlyList<KeyInUse> KeysOf(AzureVault vault, IReadOnlyList<ProjectSnapshot> visible) =>
        [
            .. vault.Keys.Select(key =>
            {
                var users = visible.Where(project => IsNamed(project, vault, key)).Select(project => project.Name);
                return new KeyInUse(key, [.. users], vault.ProjectIds);
            }),
        ];

    private static bool IsNamed(ProjectSnapshot project, AzureVault vault, CloudKeyRow key) =>
        SimulatedClouds.VaultId(project.Encryption.AzureKeyVault) == vault.Row.Id
        && AzureKeyVaultRules.ParseKeyIdentifier(project.Encryption.AzureKeyVault.KeyIdentifier) is { } parts
        && string.Equals(parts.Name, key.Name, StringComparison.OrdinalIgnoreCase)
        && (parts.Version is null || string.Equals(parts.Version, key.Version, StringComparison.OrdinalIgnoreCase));
}
