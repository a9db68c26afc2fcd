using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Tests.Encryption.Rules;

public sealed class EncryptionRulesTests
{
    public static TheoryData<string, string, string> MalformedFields =>
        new()
        {
            { "clientID", "not-a-uuid", "INVALID_ATTRIBUTE" },
            { "clientID", "", "MISSING_ATTRIBUTE" },
            { "clientID", "632ff70932a848a3822430d2386fadaf", "INVALID_ATTRIBUTE" },
            { "tenantID", "ee46317d-36a3-4472-a3dd-6549e901da0", "INVALID_ATTRIBUTE" },
            { "subscriptionID", "a39012fb", "INVALID_ATTRIBUTE" },
            { "resourceGroupName", "ends-with-dot.", "INVALID_ATTRIBUTE" },
            { "keyVaultName", "ab", "INVALID_ATTRIBUTE" },
            { "keyVaultName", "has_underscore", "INVALID_ATTRIBUTE" },
            { "keyVaultName", "longer-than-twenty-four-chars", "INVALID_ATTRIBUTE" },
            { "azureEnvironment", "AZURE_GERMANY", "INVALID_ENUM_VALUE" },
            {
                "keyIdentifier",
                "https://acme-vault.vault.azure.net/secrets/atlas/d891821e3d364e9eb88fbd3d11807b86",
                "AZURE_KEY_VAULT_KEY_IDENTIFIER_INVALID_FORMAT"
            },
            {
                "keyIdentifier",
                "https://other-vault.vault.azure.net/keys/atlas/d891821e3d364e9eb88fbd3d11807b86",
                "AZURE_KEY_VAULT_KEY_IDENTIFIER_INVALID_FORMAT"
            },
            {
                "keyIdentifier",
                "https://acme-vault.vault.azure.cn/keys/atlas/d891821e3d364e9eb88fbd3d11807b86",
                "AZURE_KEY_VAULT_KEY_IDENTIFIER_INVALID_FORMAT"
            },
            {
                "keyIdentifier",
                "http://acme-vault.vault.azure.net/keys/atlas/d891821e3d364e9eb88fbd3d11807b86",
                "AZURE_KEY_VAULT_KEY_IDENTIFIER_INVALID_FORMAT"
            },
        };

    [Theory]
    [MemberData(nameof(MalformedFields))]
    public void A_malformed_field_is_refused_by_its_name(string field, string value, string code)
    {
        var change = new EncryptionChange(AzureKeyVault: With(A.VaultChange(), field, value));

        var blocker = Assert.Single(
            EncryptionRules.MaySave(A.Project(), change, A.Now),
            blocker => blocker.Field == $"azureKeyVault.{field}"
        );

        Assert.Equal(code, blocker.Code);
    }

    [Theory]
    [InlineData("AZURE", "vault.azure.net")]
    [InlineData("AZURE_CHINA", "vault.azure.cn")]
    [InlineData("AZURE_US_GOVERNMENT", "vault.usgovcloudapi.net")]
    public void The_host_of_the_key_belongs_to_the_environment(string environment, string suffix)
    {
        var change = A.VaultChange() with
        {
            AzureEnvironment = environment,
            KeyIdentifier = $"https://ACME-vault.{suffix}/keys/atlas/d891821e3d364e9eb88fbd3d11807b86",
        };

        Assert.Empty(EncryptionRules.MaySave(A.Project(), new(AzureKeyVault: change), A.Now));
    }

    [Fact]
    public void The_version_may_be_left_out_whatever_atlas_signs_in_with()
    {
        const string Newest = "https://acme-vault.vault.azure.net/keys/atlas";
        const string RoleId = "65a0000000000000000000d1";
        var project = A.Project() with { Roles = [new(RoleId, CloudProvider.Azure, A.Now, A.Now, InUse: false)] };
        var change = A.VaultChange() with { RoleId = RoleId, ClientId = null, TenantId = null, Secret = null, KeyIdentifier = Newest };

        Assert.Empty(EncryptionRules.MaySave(project, new(AzureKeyVault: change), A.Now));
        Assert.Empty(EncryptionRules.MaySave(project, new(AzureKeyVault: A.VaultChange() with { KeyIdentifier = Newest }), A.Now));
    }

    [Fact]
    public void Another_case_is_the_same_vault_and_key()
    {
        var project = A.Project().WithVault(requirePrivateNetworking: true).WithEndpoints(("US_EAST_2", EndpointStatus.Active));
        var change = new EncryptionChange(
            AzureKeyVault: new()
            {
                SubscriptionId = A.Vault().SubscriptionId!.ToUpperInvariant(),
                ResourceGroupName = A.Vault().ResourceGroupName!.ToUpperInvariant(),
                KeyVaultName = "ACME-Vault",
                KeyIdentifier = A
                    .VaultKey.Replace("acme-vault", "Acme-Vault", StringComparison.Ordinal)
                    .Replace("/atlas/", "/Atlas/", StringComparison.Ordinal),
            }
        );

        var after = EncryptionRules.Apply(project.Encryption, change, A.Now.AddDays(1)).AzureKeyVault;

        Assert.Empty(EncryptionRules.MaySave(project, change, A.Now));
        Assert.Equal("ACME-Vault", after.KeyVaultName);
        Assert.Equal(project.Encryption.AzureKeyVault.KeySince, after.KeySince);
    }

    [Fact]
    public void A_role_that_is_not_authorised_is_refused()
    {
        var change = A.VaultChange() with { RoleId = "65a0000000000000000000d1", ClientId = null, TenantId = null, Secret = null };

        var blocker = Assert.Single(EncryptionRules.MaySave(A.Project(), new(AzureKeyVault: change), A.Now));

        Assert.Equal("CLOUD_PROVIDER_ACCESS_ROLE_NOT_AUTHORIZED", blocker.Code);
    }

    [Fact]
    public void A_whole_answer_may_be_sent_back_without_its_secret()
    {
        var project = A.Project().WithVault();
        var change = A.VaultChange() with { Secret = null };

        Assert.Empty(EncryptionRules.MaySave(project, new(AzureKeyVault: change), A.Now));
        Assert.Equal(project.Encryption, EncryptionRules.Apply(project.Encryption, new(AzureKeyVault: change), A.Now));
    }

    [Fact]
    public void Disabling_forgets_what_was_stored()
    {
        var after = EncryptionRules.Apply(A.Project().WithVault().Encryption, new(AzureKeyVault: new() { Enabled = false }), A.Now);

        Assert.Equal(new AzureKeyVault(), after.AzureKeyVault);
    }

    [Fact]
    public void Disabling_what_is_disabled_is_no_change()
    {
        var change = new EncryptionChange(new() { Enabled = false }, new() { Enabled = false }, new() { Enabled = false });

        Assert.Empty(EncryptionRules.MaySave(A.Project(), change, A.Now));
        Assert.Equal(EncryptionAtRest.Off, EncryptionRules.Apply(EncryptionAtRest.Off, change, A.Now));
    }

    [Theory]
    [InlineData("keyVaultName")]
    [InlineData("subscriptionID")]
    [InlineData("resourceGroupName")]
    public void The_vault_is_frozen_while_endpoints_exist(string field)
    {
        var project = A.Project().WithVault(requirePrivateNetworking: true).WithEndpoints(("US_EAST_2", EndpointStatus.Deleting));
        var value = field is "subscriptionID" ? "00000000-0000-4000-8000-000000000000" : "other-vault";
        var change = With(A.VaultChange() with { Secret = null }, field, value);
        change = field is "keyVaultName"
            ? change with
            {
                KeyIdentifier = A.VaultKey.Replace("acme-vault", value, StringComparison.Ordinal),
            }
            : change;

        var blocker = Assert.Single(EncryptionRules.MaySave(project, new(AzureKeyVault: change), A.Now));

        Assert.Equal("CANNOT_MODIFY_KEY_VAULT_WHILE_PRIVATE_ENDPOINTS_EXIST", blocker.Code);
        Assert.Equal([field], blocker.Parameters);
    }

    [Fact]
    public void The_key_may_be_rotated_while_endpoints_exist()
    {
        var project = A.Project().WithVault(requirePrivateNetworking: true).WithEndpoints(("US_EAST_2", EndpointStatus.Active));
        var change = new AzureKeyVaultChange
        {
            KeyIdentifier = "https://acme-vault.vault.azure.net/keys/atlas/00000000000000000000000000000000",
        };

        Assert.Empty(EncryptionRules.MaySave(project, new(AzureKeyVault: change), A.Now));
    }

    [Fact]
    public void An_invalid_key_can_neither_be_changed_nor_dropped_but_its_secret_can_be_renewed()
    {
        var project = A.Project().WithVault(key: KeyState.Invalid);

        var rotate = EncryptionRules.MaySave(
            project,
            new(AzureKeyVault: new() { KeyIdentifier = A.VaultKey.Replace("d8", "00", StringComparison.Ordinal) }),
            A.Now
        );
        var disable = EncryptionRules.MaySave(project, new(AzureKeyVault: new() { Enabled = false }), A.Now);
        var renew = EncryptionRules.MaySave(project, new(AzureKeyVault: new() { Secret = "new" }), A.Now);

        Assert.Equal("ENCRYPTION_AT_REST_SETTINGS_INVALID", Assert.Single(rotate).Code);
        Assert.Equal("ENCRYPTION_AT_REST_SETTINGS_INVALID", Assert.Single(disable).Code);
        Assert.Empty(renew);
    }

    [Fact]
    public void Customer_managed_keys_stay_while_endpoints_or_clusters_need_them()
    {
        var project = A.Project(A.Cluster("orders", "US_EAST_2").UsingKey())
            .WithVault(requirePrivateNetworking: true)
            .WithEndpoints(("US_EAST_2", EndpointStatus.Deleting));

        var blockers = EncryptionRules.MaySave(project, new(AzureKeyVault: new() { Enabled = false }), A.Now);

        Assert.Equal(
            ["CANNOT_DISABLE_ENCRYPTION_AT_REST_DUE_TO_PRIVATE_ENDPOINTS", "CANNOT_DISABLE_ENCRYPTION_AT_REST"],
            blockers.Select(blocker => blocker.Code)
        );
        Assert.Equal(["orders"], blockers[1].Parameters);
    }

    [Fact]
    public void A_cluster_that_is_still_being_re_encrypted_needs_the_key()
    {
        var cluster = A.Cluster("orders", "US_EAST_2");
        var leaving = cluster with
        {
            AppliedSpec = cluster.Spec with { KeyProvider = CloudProvider.Azure },
            Work = "Re-encrypting with MongoDB's key",
        };

        Assert.Single(EncryptionRules.MayDisable(A.Project(leaving).WithVault(), CloudProvider.Azure));
    }

    [Fact]
    public void Nothing_changes_in_an_inactive_project()
    {
        var project = A.Project() with { State = ProjectState.Inactive };

        Assert.Equal(
            "FEATURE_UNSUPPORTED",
            Assert.Single(EncryptionRules.MaySave(project, new(AzureKeyVault: A.VaultChange()), A.Now)).Code
        );
    }

    [Fact]
    public void Private_networking_cannot_be_required_of_a_key_service_that_is_off()
    {
        var blockers = EncryptionRules.MaySave(A.Project(), new(AzureKeyVault: new() { RequirePrivateNetworking = true }), A.Now);

        Assert.Equal("ENCRYPTION_AT_REST_NOT_ENABLED", Assert.Single(blockers).Code);
    }

    [Fact]
    public void New_static_credentials_replace_a_role()
    {
        var withRole = A.Vault() with { RoleId = "65a0000000000000000000d1", ClientId = null, TenantId = null, SecretChangedAt = null };

        var after = EncryptionRules.Apply(EncryptionAtRest.Off.With(withRole), new(AzureKeyVault: A.VaultChange()), A.Now).AzureKeyVault;

        Assert.Null(after.RoleId);
        Assert.Equal(A.Now, after.SecretChangedAt);
    }

    [Fact]
    public void A_role_replaces_static_credentials()
    {
        var after = EncryptionRules
            .Apply(A.Project().WithVault().Encryption, new(AzureKeyVault: new() { RoleId = "65a0000000000000000000d1" }), A.Now)
            .AzureKeyVault;

        Assert.Equal((null, null, null), (after.ClientId, after.TenantId, after.SecretChangedAt));
    }

    [Theory]
    [InlineData(null, "awsKms.roleId", "MISSING_ATTRIBUTE")]
    [InlineData("AKIAIOSFODNN7EXAMPLE", "awsKms.accessKeyID", "INVALID_ATTRIBUTE")]
    public void AWS_wants_a_role(string? accessKeyId, string field, string code)
    {
        var change = new AwsKmsChange
        {
            Enabled = true,
            AccessKeyId = accessKeyId,
            Secret = accessKeyId,
            CustomerMasterKeyId = "mrk-4f1c2d3e5a6b47c8901234567890abcd",
            Region = "us-east-1",
        };

        var blocker = Assert.Single(EncryptionRules.MaySave(A.Project(), new(AwsKms: change), A.Now));

        Assert.Equal((field, code), (blocker.Field, blocker.Code));
    }

    private static AzureKeyVaultChange With(AzureKeyVaultChange change, string field, string value) =>
        field switch
        {
            "clientID" => change with { ClientId = value },
            "tenantID" => change with { TenantId = value },
            "subscriptionID" => change with { SubscriptionId = value },
            "resourceGroupName" => change with { ResourceGroupName = value },
            "keyVaultName" => change with { KeyVaultName = value },
            "azureEnvironment" => change with { AzureEnvironment = value },
            "keyIdentifier" => change with { KeyIdentifier = value },
            _ => throw new ArgumentOutOfRangeException(nameof(field), field, "Not a field."),
        };
}
