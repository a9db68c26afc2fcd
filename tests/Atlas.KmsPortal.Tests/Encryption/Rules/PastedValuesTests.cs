using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Tests.Encryption.Rules;

public sealed class PastedValuesTests
{
    private const string Vault =
        "/subscriptions/a39012fb-d604-4cd1-8841-77f705f3e6d5/resourceGroups/acme-kms/providers/Microsoft.KeyVault/vaults/acme-vault";
    private const string Subscription = "a39012fb-d604-4cd1-8841-77f705f3e6d5";
    private const string Tenant = "ee46317d-36a3-4472-a3dd-6549e901da0b";

    [Theory]
    [InlineData("keyVaultName", "https://acme-vault.vault.azure.net/", "the vault’s address", "acme-vault")]
    [InlineData("keyVaultName", "acme-vault.vault.azure.net", "the vault’s address", "acme-vault")]
    [InlineData("keyVaultName", "https://ACME-vault.vault.usgovcloudapi.net:443", "the vault’s address", "ACME-vault")]
    [InlineData("keyVaultName", A.VaultKey, "the key’s address", "acme-vault")]
    [InlineData("keyVaultName", Vault, "an Azure resource ID", "acme-vault")]
    [InlineData("keyVaultName", "acme-vault\n", "the value with something around it", "acme-vault")]
    [InlineData("keyVaultName", "\"acme-vault\"", "the value with something around it", "acme-vault")]
    [InlineData("resourceGroupName", Vault, "an Azure resource ID", "acme-kms")]
    [InlineData("resourceGroupName", "/subscriptions/" + Subscription + "/resourcegroups/acme-kms", "an Azure resource ID", "acme-kms")]
    [InlineData("resourceGroupName", "https://portal.azure.com/#@acme/resource" + Vault + "/overview", "an address", "acme-kms")]
    [InlineData("subscriptionID", "/subscriptions/" + Subscription, "an Azure resource ID", Subscription)]
    [InlineData("subscriptionID", "a39012fbd6044cd1884177f705f3e6d5", "the ID without its hyphens", Subscription)]
    [InlineData("tenantID", "https://login.microsoftonline.com/" + Tenant + "/oauth2/v2.0/token", "an address", Tenant)]
    [InlineData("tenantID", "{" + Tenant + "}", "the value with something around it", Tenant)]
    [InlineData("tenantID", "acme.onmicrosoft.com", "a domain", null)]
    [InlineData("tenantID", "kms@acme.example", "a domain", null)]
    [InlineData("clientID", "api://632ff709-32a8-48a3-8224-30d2386fadaf", "an address", "632ff709-32a8-48a3-8224-30d2386fadaf")]
    [InlineData(
        "keyIdentifier",
        "https://acme-vault.vault.azure.net/secrets/atlas/d891821e3d364e9eb88fbd3d11807b86",
        "a secret’s address",
        null
    )]
    [InlineData("keyIdentifier", "https://acme-vault.vault.azure.net/certificates/atlas", "a certificate’s address", null)]
    [InlineData("keyIdentifier", "https://acme-vault.vault.azure.net", "the vault’s address", null)]
    [InlineData("keyIdentifier", Vault + "/keys/atlas", "the key’s resource ID", "https://acme-vault.vault.azure.net/keys/atlas")]
    [InlineData("keyIdentifier", Vault + "/keys/atlas/versions/d891821e3d364e9eb88fbd3d11807b86", "the key’s resource ID", A.VaultKey)]
    [InlineData("keyIdentifier", A.VaultKey + "\n", "the value with something around it", A.VaultKey)]
    public void What_was_pasted_is_named_with_the_part_to_use(string field, string value, string what, string? part)
    {
        var blocker = Assert.Single(
            EncryptionRules.MaySave(A.Project(), new(AzureKeyVault: With(field, value)), A.Now),
            blocker => blocker.Field == $"azureKeyVault.{field}"
        );

        Assert.Contains($"This is {what}", blocker.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(field, blocker.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("attribute", blocker.Message, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(part ?? what, blocker.Detail, StringComparison.Ordinal);
        Assert.Equal(part is null ? null : new Remedy(RemedyKind.UseValue, $"Use {part}", part), blocker.Remedy);
        Assert.All(
            part is null ? [] : EncryptionRules.MaySave(A.Project(), new(AzureKeyVault: With(field, part)), A.Now),
            remaining => Assert.NotEqual(blocker.Field, remaining.Field)
        );
    }

    [Theory]
    [InlineData("keyVaultName", "no vault at all")]
    [InlineData("tenantID", "12345")]
    [InlineData("keyIdentifier", "atlas")]
    public void What_nobody_recognizes_is_only_told_the_format(string field, string value)
    {
        var blocker = Assert.Single(
            EncryptionRules.MaySave(A.Project(), new(AzureKeyVault: With(field, value)), A.Now),
            blocker => blocker.Field == $"azureKeyVault.{field}"
        );

        Assert.Null(blocker.Remedy);
        Assert.DoesNotContain("This is", blocker.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Keys_of_other_clouds_are_found_in_addresses_too()
    {
        const string Mrk = "mrk-4f1c2d3e5a6b47c8901234567890abcd";
        const string Version = "projects/acme/locations/global/keyRings/atlas/cryptoKeys/atlas/cryptoKeyVersions/1";
        var change = new EncryptionChange(
            AwsKms: new()
            {
                Enabled = true,
                CustomerMasterKeyId = $"https://us-east-1.console.aws.amazon.com/kms/home?region=us-east-1#/kms/keys/{Mrk}",
                Region = "US_EAST_1",
            },
            GoogleCloudKms: new()
            {
                Enabled = true,
                Secret = "{}",
                KeyVersionResourceId = $"//cloudkms.googleapis.com/{Version}",
            }
        );

        var offered = EncryptionRules.MaySave(A.Project(), change, A.Now).Select(blocker => blocker.Remedy?.Target);

        Assert.Contains(Mrk, offered);
        Assert.Contains(Version, offered);
    }

    private static AzureKeyVaultChange With(string field, string value)
    {
        var change = A.VaultChange();
        return field switch
        {
            "clientID" => change with { ClientId = value },
            "tenantID" => change with { TenantId = value },
            "subscriptionID" => change with { SubscriptionId = value },
            "resourceGroupName" => change with { ResourceGroupName = value },
            "keyVaultName" => change with { KeyVaultName = value },
            _ => change with { KeyIdentifier = value },
        };
    }
}
