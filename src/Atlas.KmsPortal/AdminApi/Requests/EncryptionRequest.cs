using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.AdminApi.Requests;

/// <summary>The body that saves what differs between two configurations. Atlas keeps what a body leaves out.</summary>
internal static class EncryptionRequest
{
    /// <summary>What stands for a secret that nobody may read back.</summary>
    public const string SecretPlaceholder = "<secret>";

    public static EncryptionAtRestBody Of(EncryptionAtRest before, EncryptionAtRest after) =>
        new(
            Aws(before.AwsKms, after.AwsKms),
            Azure(before.AzureKeyVault, after.AzureKeyVault),
            Google(before.GoogleCloudKms, after.GoogleCloudKms),
            Changed(before.EnabledForSearchNodes, after.EnabledForSearchNodes)
        );

    private static AzureKeyVaultBody? Azure(AzureKeyVault before, AzureKeyVault after)
    {
        if (!after.Enabled)
        {
            return before.Enabled ? new(Enabled: false) : null;
        }

        var body = new AzureKeyVaultBody(
            Changed(before.Enabled, after.Enabled),
            Changed(before.AzureEnvironment, after.AzureEnvironment),
            Changed(before.ClientId, after.ClientId),
            Changed(before.KeyIdentifier, after.KeyIdentifier),
            Changed(before.KeyVaultName, after.KeyVaultName),
            Changed(before.RequirePrivateNetworking, after.RequirePrivateNetworking),
            Changed(before.ResourceGroupName, after.ResourceGroupName),
            Changed(before.RoleId, after.RoleId),
            Secret(before, after),
            Changed(before.SubscriptionId, after.SubscriptionId),
            Changed(before.TenantId, after.TenantId)
        );
        return body == new AzureKeyVaultBody() ? null : body;
    }

    private static AwsKmsBody? Aws(AwsKms before, AwsKms after)
    {
        if (!after.Enabled)
        {
            return before.Enabled ? new(Enabled: false) : null;
        }

        var body = new AwsKmsBody(
            Changed(before.Enabled, after.Enabled),
            Changed(before.AccessKeyId, after.AccessKeyId),
            Changed(before.CustomerMasterKeyId, after.CustomerMasterKeyId),
            Changed(before.Region, after.Region),
            Changed(before.RequirePrivateNetworking, after.RequirePrivateNetworking),
            Changed(before.RoleId, after.RoleId),
            Secret(before, after)
        );
        return body == new AwsKmsBody() ? null : body;
    }

    private static GoogleCloudKmsBody? Google(GoogleCloudKms before, GoogleCloudKms after)
    {
        if (!after.Enabled)
        {
            return before.Enabled ? new(Enabled: false) : null;
        }

        var body = new GoogleCloudKmsBody(
            Changed(before.Enabled, after.Enabled),
            Changed(before.KeyVersionResourceId, after.KeyVersionResourceId),
            Changed(before.RoleId, after.RoleId),
            Secret(before, after)
        );
        return body == new GoogleCloudKmsBody() ? null : body;
    }

    private static string? Changed(string? before, string? after) => before == after ? null : after;

    private static bool? Changed(bool before, bool after) => before == after ? null : after;

    private static string? Secret(KeyProviderSettings before, KeyProviderSettings after) =>
        after.HasSecret && before.SecretChangedAt != after.SecretChangedAt ? SecretPlaceholder : null;
}
