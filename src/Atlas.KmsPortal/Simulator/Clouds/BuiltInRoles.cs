namespace Atlas.KmsPortal.Simulator;

/// <summary>A role of Azure, by Azure's own GUID.</summary>
internal sealed record BuiltInRole(
    string Id,
    string Name,
    string Description,
    IReadOnlyList<string> Actions,
    IReadOnlyList<string> NotActions,
    IReadOnlyList<string> DataActions
)
{
    private static readonly string[] s_needed =
    [
        "microsoft.keyvault/vaults/keys/read",
        "microsoft.keyvault/vaults/keys/encrypt/action",
        "microsoft.keyvault/vaults/keys/decrypt/action",
    ];

    /// <summary>Whether Atlas can encrypt and decrypt with it. Source: Atlas's page on Azure Key Vault lists what its identity needs.</summary>
    public bool LetsUseKeys => s_needed.All(needed => DataActions.Any(action => Covers(action.ToLowerInvariant(), needed)));

    private static bool Covers(string pattern, string action) =>
        pattern == action || (pattern.EndsWith('*') && action.StartsWith(pattern[..^1], StringComparison.Ordinal));
}

/// <summary>The roles that a vault's owner may assign. Source: Azure's published list of built-in roles.</summary>
internal static class BuiltInRoles
{
    private const string Vaults = "Microsoft.KeyVault/vaults";

    public const string CryptoUser = "12338af0-0e6d-4776-bea7-57ae8d297424";

    public static IReadOnlyList<BuiltInRole> All { get; } =
    [
        new("8e3af657-a8ff-443c-a75c-2fe8c4bcb635", "Owner", "Grants full access, including the right to assign roles.", ["*"], [], []),
        new(
            "b24988ac-6180-42a0-ab88-20f7382dd24c",
            "Contributor",
            "Grants full access, without the right to assign roles.",
            ["*"],
            ["Microsoft.Authorization/*/Delete", "Microsoft.Authorization/*/Write", "Microsoft.Authorization/elevateAccess/Action"],
            []
        ),
        new("acdd72a7-3385-48ef-bd42-f606fba81ae7", "Reader", "View all resources, without changing any.", ["*/read"], [], []),
        new(
            "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9",
            "User Access Administrator",
            "Manage who has access to Azure resources.",
            ["*/read", "Microsoft.Authorization/*", "Microsoft.Support/*"],
            [],
            []
        ),
        new(
            "00482a5a-887f-4fb3-b363-3b7fe8e74483",
            "Key Vault Administrator",
            "Everything in a key vault's data: keys, secrets and certificates.",
            [$"{Vaults}/*/read"],
            [],
            [$"{Vaults}/*"]
        ),
        new(
            "f25e0fa2-a7c8-4377-a976-54943a77a395",
            "Key Vault Contributor",
            "Manage key vaults, without access to what is in them.",
            ["Microsoft.KeyVault/*"],
            [
                "Microsoft.KeyVault/locations/deletedVaults/purge/action",
                "Microsoft.KeyVault/hsmPools/*",
                "Microsoft.KeyVault/managedHsms/*",
            ],
            []
        ),
        new(
            "21090545-7ca7-4776-b22c-e363652d74d2",
            "Key Vault Reader",
            "Read the metadata of a key vault and of what is in it.",
            [$"{Vaults}/*/read"],
            [],
            [$"{Vaults}/*/read", $"{Vaults}/secrets/readMetadata/action"]
        ),
        new(
            "14b46e9e-c2b7-41b4-b07b-48a6ebf60603",
            "Key Vault Crypto Officer",
            "Everything with a key vault's keys, without managing permissions.",
            [$"{Vaults}/*/read"],
            [],
            [$"{Vaults}/keys/*", $"{Vaults}/keyrotationpolicies/*"]
        ),
        new(
            CryptoUser,
            "Key Vault Crypto User",
            "Encrypt, decrypt, wrap, unwrap, sign and verify with a key vault's keys.",
            [],
            [],
            [
                $"{Vaults}/keys/read",
                $"{Vaults}/keys/update/action",
                $"{Vaults}/keys/backup/action",
                $"{Vaults}/keys/encrypt/action",
                $"{Vaults}/keys/decrypt/action",
                $"{Vaults}/keys/wrap/action",
                $"{Vaults}/keys/unwrap/action",
                $"{Vaults}/keys/sign/action",
                $"{Vaults}/keys/verify/action",
            ]
        ),
        new(
            "e147488a-f6f5-4113-8e2d-b22465e65bf6",
            "Key Vault Crypto Service Encryption User",
            "Read the metadata of keys, wrap and unwrap.",
            ["Microsoft.EventGrid/eventSubscriptions/write", "Microsoft.EventGrid/eventSubscriptions/read"],
            [],
            [$"{Vaults}/keys/read", $"{Vaults}/keys/wrap/action", $"{Vaults}/keys/unwrap/action"]
        ),
        new(
            "4633458b-17de-408a-b874-0445c86b69e6",
            "Key Vault Secrets User",
            "Read the contents of secrets.",
            [],
            [],
            [$"{Vaults}/secrets/getSecret/action", $"{Vaults}/secrets/readMetadata/action"]
        ),
    ];

    public static BuiltInRole? Find(string id) =>
        All.FirstOrDefault(role => string.Equals(role.Id, id, StringComparison.OrdinalIgnoreCase));
}
