namespace Atlas.KmsPortal.Encryption;

/// <summary>What the settings become when a change is laid over them. Decides nothing about whether it may.</summary>
internal static class EncryptionMerge
{
    /// <summary>What the settings would be after the change. Disabling a key service forgets what was stored for it.</summary>
    public static EncryptionAtRest Apply(EncryptionAtRest current, EncryptionChange change, DateTimeOffset now) =>
        new(
            Merge(current.AzureKeyVault, change.AzureKeyVault, now),
            Merge(current.AwsKms, change.AwsKms, now),
            Merge(current.GoogleCloudKms, change.GoogleCloudKms, now),
            change.EnabledForSearchNodes ?? current.EnabledForSearchNodes
        );

    private static AzureKeyVault Merge(AzureKeyVault current, AzureKeyVaultChange? change, DateTimeOffset now)
    {
        if (
            change is null
            || !MergeCommon(current, change, change.ClientId is { Length: > 0 } || change.Secret is not null, now, out var merged)
        )
        {
            return change is null ? current : new AzureKeyVault();
        }

        var keyIdentifier = change.KeyIdentifier ?? current.KeyIdentifier;
        return (AzureKeyVault)merged with
        {
            AzureEnvironment = change.AzureEnvironment ?? current.AzureEnvironment,
            // A service principal replaces the app registration's credentials; Atlas forgets them.
            ClientId = merged.UsesRole ? null : change.ClientId ?? current.ClientId,
            TenantId = merged.UsesRole ? null : change.TenantId ?? current.TenantId,
            SubscriptionId = change.SubscriptionId ?? current.SubscriptionId,
            ResourceGroupName = change.ResourceGroupName ?? current.ResourceGroupName,
            KeyVaultName = change.KeyVaultName ?? current.KeyVaultName,
            KeyIdentifier = keyIdentifier,
            KeySince = AzureKeyVaultRules.IsSameKey(keyIdentifier, current.KeyIdentifier) ? current.KeySince : now,
        };
    }

    private static AwsKms Merge(AwsKms current, AwsKmsChange? change, DateTimeOffset now)
    {
        if (change is null || !MergeCommon(current, change, change.AccessKeyId is { Length: > 0 }, now, out var merged))
        {
            return change is null ? current : new AwsKms();
        }

        var key = change.CustomerMasterKeyId ?? current.CustomerMasterKeyId;
        return (AwsKms)merged with
        {
            AccessKeyId = merged.UsesRole ? null : change.AccessKeyId ?? current.AccessKeyId,
            CustomerMasterKeyId = key,
            Region = change.Region ?? current.Region,
            KeySince = key == current.CustomerMasterKeyId ? current.KeySince : now,
        };
    }

    private static GoogleCloudKms Merge(GoogleCloudKms current, GoogleCloudKmsChange? change, DateTimeOffset now)
    {
        if (change is null || !MergeCommon(current, change, switchesToStatic: false, now, out var merged))
        {
            return change is null ? current : new GoogleCloudKms();
        }

        var key = change.KeyVersionResourceId ?? current.KeyVersionResourceId;
        return (GoogleCloudKms)merged with
        {
            KeyVersionResourceId = key,
            KeySince = key == current.KeyVersionResourceId ? current.KeySince : now,
        };
    }

    /// <returns>False when the key service is, or becomes, disabled: nothing is kept then.</returns>
    private static bool MergeCommon(
        KeyProviderSettings current,
        KeyProviderChange change,
        bool switchesToStatic,
        DateTimeOffset now,
        out KeyProviderSettings merged
    )
    {
        var roleId = change.RoleId ?? (switchesToStatic ? null : current.RoleId);
        var setsSecret = change.Secret is not null;
        merged = current with
        {
            Enabled = true,
            RoleId = roleId,
            RequirePrivateNetworking = change.RequirePrivateNetworking ?? current.RequirePrivateNetworking,
            SecretChangedAt =
                roleId is not null ? null
                : setsSecret ? now
                : current.SecretChangedAt,
            SecretExpiresAt = roleId is not null || setsSecret ? null : current.SecretExpiresAt,
        };
        return change.Enabled ?? current.Enabled;
    }
}
