namespace Atlas.KmsPortal.Encryption;

/// <summary>One setting that differs. Values are shown as they are; of a secret only that it changed.</summary>
/// <param name="Field">The Admin API's path.</param>
public sealed record FieldChange(string Field, string Label, string? From, string? To)
{
    /// <summary>Of a secret a page says that it changed, not from what to what.</summary>
    public bool IsSecret => Field.EndsWith(".secret", StringComparison.Ordinal);

    public override string ToString() => $"{Label}: {From ?? "not set"} to {To ?? "not set"}";
}

/// <summary>Compares two configurations field by field: for the audit log, a review before saving, and the loser of a race.</summary>
public static class EncryptionDiff
{
    public static IReadOnlyList<FieldChange> Between(EncryptionAtRest before, EncryptionAtRest after) =>
        [
            .. Fields(before)
                .Zip(Fields(after), (from, to) => new FieldChange(from.Field, from.Label, OrNull(from.Value), OrNull(to.Value)))
                .Where(change => change.From != change.To),
        ];

    private static IEnumerable<(string Field, string Label, string? Value)> Fields(EncryptionAtRest settings)
    {
        foreach (var provider in settings.All)
        {
            var block = PrivateNetworkingRules.BlockName(provider.Provider);
            yield return ($"{block}.enabled", provider.Provider.KeyServiceName(), OnOff(provider.Enabled));
            yield return ($"{block}.roleId", "Role", provider.RoleId);
            foreach (var (field, label, value) in Own(provider))
            {
                yield return ($"{block}.{field}", label, value);
            }

            yield return ($"{block}.secret", "Secret", provider.SecretChangedAt is { } at ? $"set {at:yyyy-MM-dd HH:mm:ss.fff}" : null);
            yield return ($"{block}.requirePrivateNetworking", "Require Private Networking", OnOff(provider.RequirePrivateNetworking));
        }

        yield return ("enabledForSearchNodes", "Search Nodes", OnOff(settings.EnabledForSearchNodes));
    }

    private static IEnumerable<(string Field, string Label, string? Value)> Own(KeyProviderSettings settings) =>
        settings switch
        {
            AzureKeyVault azure =>
            [
                ("clientID", "Client ID", azure.ClientId),
                ("tenantID", "Tenant ID", azure.TenantId),
                ("azureEnvironment", "Azure Environment", azure.AzureEnvironment),
                ("subscriptionID", "Subscription ID", azure.SubscriptionId),
                ("resourceGroupName", "Resource Group Name", azure.ResourceGroupName),
                ("keyVaultName", "Key Vault Name", azure.KeyVaultName),
                ("keyIdentifier", "Key Identifier", azure.KeyIdentifier),
            ],
            AwsKms aws =>
            [
                ("accessKeyID", "Access Key ID", aws.AccessKeyId),
                ("customerMasterKeyID", "Customer Master Key ID", aws.CustomerMasterKeyId),
                ("region", "Region", aws.Region),
            ],
            GoogleCloudKms gcp => [("keyVersionResourceID", "Key Identifier", gcp.KeyVersionResourceId)],
            _ => throw new ArgumentOutOfRangeException(nameof(settings), settings, "Not a key service."),
        };

    /// <summary>An empty field is not set.</summary>
    private static string? OrNull(string? value) => string.IsNullOrEmpty(value) ? null : value;

    private static string OnOff(bool value) => value ? "On" : "Off";
}
