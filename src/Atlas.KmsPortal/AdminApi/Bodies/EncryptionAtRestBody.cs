using System.Text.Json.Serialization;
using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.AdminApi;

/// <summary>A project's key services, read and changed as a whole or in parts.</summary>
public sealed record EncryptionAtRestBody(
    AwsKmsBody? AwsKms = null,
    AzureKeyVaultBody? AzureKeyVault = null,
    GoogleCloudKmsBody? GoogleCloudKms = null,
    bool? EnabledForSearchNodes = null
)
{
    public static EncryptionAtRestBody From(EncryptionAtRest encryption) =>
        new(
            AwsKmsBody.From(encryption.AwsKms),
            AzureKeyVaultBody.From(encryption.AzureKeyVault),
            GoogleCloudKmsBody.From(encryption.GoogleCloudKms),
            encryption.EnabledForSearchNodes
        );

    public EncryptionChange ToChange() =>
        new(AzureKeyVault?.ToChange(), AwsKms?.ToChange(), GoogleCloudKms?.ToChange(), EnabledForSearchNodes);
}

public sealed record AzureKeyVaultBody(
    bool? Enabled = null,
    string? AzureEnvironment = null,
    [property: JsonPropertyName("clientID")] string? ClientId = null,
    string? KeyIdentifier = null,
    string? KeyVaultName = null,
    bool? RequirePrivateNetworking = null,
    string? ResourceGroupName = null,
    string? RoleId = null,
    [property: WriteOnlyField] string? Secret = null,
    [property: JsonPropertyName("subscriptionID")] string? SubscriptionId = null,
    [property: JsonPropertyName("tenantID")] string? TenantId = null,
    [property: ReadOnlyField] bool? Valid = null
)
{
    public static AzureKeyVaultBody From(AzureKeyVault settings) =>
        new(
            settings.Enabled,
            settings.AzureEnvironment,
            settings.ClientId,
            settings.KeyIdentifier,
            settings.KeyVaultName,
            settings.RequirePrivateNetworking,
            settings.ResourceGroupName,
            settings.RoleId,
            Secret: null,
            settings.SubscriptionId,
            settings.TenantId,
            settings.Health.State is KeyState.Valid
        );

    public AzureKeyVaultChange ToChange() =>
        new()
        {
            Enabled = Enabled,
            AzureEnvironment = AzureEnvironment,
            ClientId = ClientId,
            KeyIdentifier = KeyIdentifier,
            KeyVaultName = KeyVaultName,
            RequirePrivateNetworking = RequirePrivateNetworking,
            ResourceGroupName = ResourceGroupName,
            RoleId = RoleId,
            Secret = Secret,
            SubscriptionId = SubscriptionId,
            TenantId = TenantId,
        };

    // A record prints its fields, and this one's may hold a secret.
    public override string ToString() => $"{nameof(AzureKeyVaultBody)} {KeyIdentifier}";
}

public sealed record AwsKmsBody(
    bool? Enabled = null,
    [property: JsonPropertyName("accessKeyID")] string? AccessKeyId = null,
    [property: JsonPropertyName("customerMasterKeyID")] string? CustomerMasterKeyId = null,
    string? Region = null,
    bool? RequirePrivateNetworking = null,
    // Published as write-only, and returned all the same: Terraform needs it back.
    string? RoleId = null,
    [property: WriteOnlyField] string? SecretAccessKey = null,
    [property: ReadOnlyField] bool? Valid = null
)
{
    public static AwsKmsBody From(AwsKms settings) =>
        new(
            settings.Enabled,
            settings.AccessKeyId,
            settings.CustomerMasterKeyId,
            settings.Region,
            settings.RequirePrivateNetworking,
            settings.RoleId,
            SecretAccessKey: null,
            settings.Health.State is KeyState.Valid
        );

    public AwsKmsChange ToChange() =>
        new()
        {
            Enabled = Enabled,
            AccessKeyId = AccessKeyId,
            CustomerMasterKeyId = CustomerMasterKeyId,
            Region = Region,
            RequirePrivateNetworking = RequirePrivateNetworking,
            RoleId = RoleId,
            Secret = SecretAccessKey,
        };

    public override string ToString() => $"{nameof(AwsKmsBody)} {CustomerMasterKeyId}";
}

public sealed record GoogleCloudKmsBody(
    bool? Enabled = null,
    [property: JsonPropertyName("keyVersionResourceID")] string? KeyVersionResourceId = null,
    string? RoleId = null,
    [property: WriteOnlyField] string? ServiceAccountKey = null,
    [property: ReadOnlyField] bool? Valid = null
)
{
    public static GoogleCloudKmsBody From(GoogleCloudKms settings) =>
        new(
            settings.Enabled,
            settings.KeyVersionResourceId,
            settings.RoleId,
            ServiceAccountKey: null,
            settings.Health.State is KeyState.Valid
        );

    public GoogleCloudKmsChange ToChange() =>
        new()
        {
            Enabled = Enabled,
            KeyVersionResourceId = KeyVersionResourceId,
            RoleId = RoleId,
            Secret = ServiceAccountKey,
        };

    public override string ToString() => $"{nameof(GoogleCloudKmsBody)} {KeyVersionResourceId}";
}
