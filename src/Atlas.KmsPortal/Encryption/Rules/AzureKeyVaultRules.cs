namespace Atlas.KmsPortal.Encryption;

/// <summary>Decides whether the fields of Azure Key Vault can be right. The vault itself is asked later, by Atlas.</summary>
public static class AzureKeyVaultRules
{
    private const string Block = "azureKeyVault";

    /// <summary>Atlas's name of an Azure cloud, and the host suffix of its vaults. Source: Azure's endpoint tables.</summary>
    private static readonly IReadOnlyDictionary<string, string> s_vaultSuffixes = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["AZURE"] = "vault.azure.net",
        ["AZURE_CHINA"] = "vault.azure.cn",
        ["AZURE_US_GOVERNMENT"] = "vault.usgovcloudapi.net",
    };

    public static IReadOnlyCollection<string> Environments => [.. s_vaultSuffixes.Keys];

    /// <summary>The fields that Atlas locks while endpoints exist.</summary>
    public static IReadOnlyList<string> FrozenWithEndpoints { get; } = ["keyVaultName", "subscriptionID", "resourceGroupName"];

    /// <summary>Everything that is missing or malformed, field by field, in the order of the form.</summary>
    /// <param name="settings">The settings as they would be stored.</param>
    /// <param name="hasSecret">Whether a secret is stored or comes with the change.</param>
    /// <param name="newSecret">The secret that comes with the change; null where none does.</param>
    public static IReadOnlyList<Blocker> Check(AzureKeyVault settings, bool hasSecret, string? newSecret)
    {
        IEnumerable<Blocker?> credentials = settings.UsesRole
            ? [RoleIdFormat(Block, settings.RoleId)]
            :
            [
                Required("clientID", "Client ID", settings.ClientId) ?? Uuid("clientID", "Client ID", settings.ClientId!),
                Required("tenantID", "Tenant ID", settings.TenantId) ?? Uuid("tenantID", "Tenant ID", settings.TenantId!),
                hasSecret ? SecretFormat(Block, "secret", "Secret", newSecret) : Required("secret", "Secret", value: null),
            ];
        IEnumerable<Blocker?> vault =
        [
            Environment(settings.AzureEnvironment),
            Required("subscriptionID", "Subscription ID", settings.SubscriptionId)
                ?? Uuid("subscriptionID", "Subscription ID", settings.SubscriptionId!),
            Required("resourceGroupName", "Resource Group Name", settings.ResourceGroupName) ?? ResourceGroup(settings.ResourceGroupName!),
            Required("keyVaultName", "Key Vault Name", settings.KeyVaultName) ?? VaultName(settings.KeyVaultName!),
            Required("keyIdentifier", "Key Identifier", settings.KeyIdentifier) ?? KeyIdentifier(settings),
        ];
        return [.. credentials.Concat(vault).OfType<Blocker>()];
    }

    /// <summary>Whether a secret looks like a secret's ID, which Azure shows beside its value and which signs nobody in.</summary>
    public static bool LooksLikeSecretId(string secret) => PastedValues.IsSecretId(secret);

    /// <summary>The vault's id in Azure Resource Manager.</summary>
    public static string ResourceId(AzureKeyVault vault) =>
        $"/subscriptions/{vault.SubscriptionId}/resourceGroups/{vault.ResourceGroupName}/providers/Microsoft.KeyVault/vaults/{vault.KeyVaultName}";

    /// <summary>The parts of a key URL; null when it is none.</summary>
    public static (string Vault, string Name, string? Version)? ParseKeyIdentifier(string? keyIdentifier)
    {
        var match = FieldFormats.AzureKeyIdentifier.Match(keyIdentifier ?? "");
        return match.Success
            ? (
                match.Groups["vault"].Value,
                match.Groups["name"].Value,
                match.Groups["version"] is { Success: true } version ? version.Value : null
            )
            : null;
    }

    /// <summary>Whether both URLs lead to one key: Azure compares the names of vaults and keys without case.</summary>
    public static bool IsSameKey(string? left, string? right) =>
        left == right
        || (
            ParseKeyIdentifier(left) is { } one
            && ParseKeyIdentifier(right) is { } other
            && string.Equals(one.Vault, other.Vault, StringComparison.OrdinalIgnoreCase)
            && string.Equals(one.Name, other.Name, StringComparison.OrdinalIgnoreCase)
            && string.Equals(one.Version, other.Version, StringComparison.OrdinalIgnoreCase)
        );

    /// <summary>The frozen fields that the change would move (Azure compares these names without case), by the Admin API's names and the form's labels.</summary>
    public static IReadOnlyList<(string Field, string Label)> FrozenFieldsChanged(AzureKeyVault before, AzureKeyVault after) =>
        [
            .. new[]
            {
                ("keyVaultName", "Key Vault Name", before.KeyVaultName, after.KeyVaultName),
                ("subscriptionID", "Subscription ID", before.SubscriptionId, after.SubscriptionId),
                ("resourceGroupName", "Resource Group Name", before.ResourceGroupName, after.ResourceGroupName),
            }
                .Where(field => !string.Equals(field.Item3, field.Item4, StringComparison.OrdinalIgnoreCase))
                .Select(field => (field.Item1, field.Item2)),
        ];

    internal static Blocker? RoleIdFormat(string block, string? roleId) =>
        roleId switch
        {
            null => null,
            "" => new Blocker(
                AtlasCode.MissingAttribute,
                "No identity selected",
                "Select an authorized identity, or authorize one first.",
                $"{block}.roleId",
                ["roleId"]
            ),
            _ when FieldFormats.ObjectId.IsMatch(roleId) => null,
            _ => new Blocker(
                AtlasCode.InvalidAttribute,
                "Malformed role ID",
                "Enter the 24 hexadecimal digits that Cloud Provider Access shows.",
                $"{block}.roleId",
                ["roleId"],
                Detail: $"Invalid attribute {block}.roleId: write the 24 hexadecimal digits that Cloud Provider Access shows."
            ),
        };

    internal static Blocker? SecretFormat(string block, string field, string label, string? secret) =>
        secret is null || FieldFormats.Secret.IsMatch(secret)
            ? null
            : new Blocker(
                AtlasCode.InvalidAttribute,
                $"{label} is malformed",
                "Enter it as the cloud shows it, without blanks or line breaks around it.",
                $"{block}.{field}",
                [field],
                Detail: $"Invalid attribute {field}. It holds a line break or a control character, or has blanks around it. Send it as the cloud shows it."
            );

    private static Blocker? Required(string field, string label, string? value) =>
        string.IsNullOrEmpty(value)
            ? new Blocker(
                AtlasCode.MissingAttribute,
                $"{label} is missing",
                $"{label} is required.",
                $"{Block}.{field}",
                [field],
                Detail: $"{label} is needed. The required attribute {field} was not given."
            )
            : null;

    private static Blocker? Uuid(string field, string label, string value) =>
        FieldFormats.Uuid.IsMatch(value)
            ? null
            : Malformed(
                field,
                label,
                $"Enter a UUID such as 632ff709-32a8-48a3-8224-30d2386fadaf; Azure shows it under {AzurePlace(field)}.",
                PastedValues.ForUuid(value, $"{label} is a UUID; Azure shows it under {AzurePlace(field)}.")
            );

    private static string AzurePlace(string field) => field is "subscriptionID" ? "Subscriptions" : "the app registration’s Overview";

    private static Blocker? ResourceGroup(string value) =>
        FieldFormats.ResourceGroupName.IsMatch(value)
            ? null
            : Malformed(
                "resourceGroupName",
                "Resource Group Name",
                "Use 1 to 90 letters, digits, hyphens, underscores, dots and parentheses, with no dot at the end.",
                PastedValues.ForResourceGroup(value)
            );

    private static Blocker? VaultName(string value) =>
        FieldFormats.VaultName.IsMatch(value)
            ? null
            : Malformed(
                "keyVaultName",
                "Key Vault Name",
                "Use 3 to 24 letters, digits and hyphens.",
                PastedValues.ForVault(value, s_vaultSuffixes.Values)
            );

    private static Blocker? Environment(string? value) =>
        value is not null && s_vaultSuffixes.ContainsKey(value)
            ? null
            : new Blocker(
                value is null ? AtlasCode.MissingAttribute : AtlasCode.InvalidEnumValue,
                "Azure Environment is not known",
                $"Azure Environment must be one of {string.Join(", ", s_vaultSuffixes.Keys)}.",
                $"{Block}.azureEnvironment",
                ["azureEnvironment"]
            );

    private static Blocker? KeyIdentifier(AzureKeyVault settings)
    {
        var suffix = s_vaultSuffixes.GetValueOrDefault(settings.AzureEnvironment ?? "");
        var match = FieldFormats.AzureKeyIdentifier.Match(settings.KeyIdentifier!);
        if (!match.Success)
        {
            return InvalidKeyIdentifier(
                "Key Identifier is not a key’s URL",
                $"Enter the key’s URL as Azure shows it: https://{settings.KeyVaultName ?? "{vault}"}.{suffix ?? "vault.azure.net"}/keys/{{key}}/{{version}}.",
                PastedValues.ForAzureKey(settings.KeyIdentifier!, suffix ?? "vault.azure.net")
            );
        }

        if (suffix is not null && !string.Equals(match.Groups["suffix"].Value, suffix, StringComparison.OrdinalIgnoreCase))
        {
            return InvalidKeyIdentifier(
                "Key Identifier belongs to another Azure environment",
                $"Vaults of {settings.AzureEnvironment} end in {suffix}, but the URL ends in {match.Groups["suffix"].Value}. Change the URL or Azure Environment."
            );
        }

        var vault = match.Groups["vault"].Value;
        if (!string.Equals(vault, settings.KeyVaultName, StringComparison.OrdinalIgnoreCase))
        {
            return InvalidKeyIdentifier(
                "Key and vault do not match",
                $"This key is in {vault}, but the vault named above is {settings.KeyVaultName ?? "not given"}. Change one of the two."
            );
        }

        return null;
    }

    private static Blocker InvalidKeyIdentifier(string title, string message, PastedValue? pasted = null) =>
        new(
            AtlasCode.AzureKeyVaultKeyIdentifierInvalidFormat,
            title,
            pasted?.Sentence ?? message,
            $"{Block}.keyIdentifier",
            ["keyIdentifier"],
            pasted?.Remedy
        );

    private static Blocker Malformed(string field, string label, string wayOut, PastedValue? pasted) =>
        new(
            AtlasCode.InvalidAttribute,
            $"{label} is malformed",
            pasted?.Sentence ?? wayOut,
            $"{Block}.{field}",
            [field],
            pasted?.Remedy,
            $"Invalid attribute {field}. {pasted?.Sentence ?? wayOut}"
        );
}
