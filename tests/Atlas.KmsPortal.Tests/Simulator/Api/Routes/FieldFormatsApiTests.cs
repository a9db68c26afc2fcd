namespace Atlas.KmsPortal.Tests.Simulator.Api;

/// <summary>What scripts and operators send by accident: line breaks, empty secrets, another case.</summary>
public sealed class FieldFormatsApiTests(ApiHost host) : IClassFixture<ApiHost>
{
    public static TheoryData<string, string> AzureFields =>
        new()
        {
            { "clientID", "632ff709-32a8-48a3-8224-30d2386fadaf" },
            { "tenantID", "ee46317d-36a3-4472-a3dd-6549e901da0b" },
            { "secret", "demo-client-secret" },
            { "subscriptionID", "a39012fb-d604-4cd1-8841-77f705f3e6d5" },
            { "resourceGroupName", "acme-kms" },
            { "keyVaultName", "acme-vault" },
            { "keyIdentifier", "https://acme-vault.vault.azure.net/keys/atlas/d891821e3d364e9eb88fbd3d11807b86" },
            { "azureEnvironment", "AZURE" },
        };

    public static TheoryData<string, object, string> EmptySecrets =>
        new()
        {
            {
                "azureKeyVault",
                new
                {
                    enabled = true,
                    azureEnvironment = "AZURE",
                    clientID = "632ff709-32a8-48a3-8224-30d2386fadaf",
                    tenantID = "ee46317d-36a3-4472-a3dd-6549e901da0b",
                    secret = "",
                    subscriptionID = "a39012fb-d604-4cd1-8841-77f705f3e6d5",
                    resourceGroupName = "acme-kms",
                    keyVaultName = "acme-vault",
                    keyIdentifier = "https://acme-vault.vault.azure.net/keys/atlas",
                },
                "secret"
            },
            { "awsKms", AwsBlock(accessKey: "", secret: "example/secret"), "accessKeyID" },
            { "awsKms", AwsBlock(accessKey: "AKIAIOSFODNN7EXAMPLE", secret: ""), "secretAccessKey" },
            { "awsKms", AwsBlock(accessKey: null, secret: ""), "secretAccessKey" },
            {
                "googleCloudKms",
                new
                {
                    enabled = true,
                    serviceAccountKey = " ",
                    keyVersionResourceID = "projects/acme/locations/global/keyRings/atlas/cryptoKeys/atlas/cryptoKeyVersions/1",
                },
                "serviceAccountKey"
            },
        };

    [Theory]
    [MemberData(nameof(AzureFields))]
    public async Task A_line_break_after_a_value_is_refused_by_the_fields_name(string field, string value)
    {
        var owner = host.Owner();
        var groupId = await Demo.NewGroupAsync(owner);
        (await owner.PatchAsync(Demo.EncryptionAtRest(groupId), new { azureKeyVault = Demo.AzureBlock() })).Ok();
        var before = (await owner.GetAsync(Demo.EncryptionAtRest(groupId))).Ok();

        var answer = await owner.PatchAsync(
            Demo.EncryptionAtRest(groupId),
            new { azureKeyVault = new Dictionary<string, string> { [field] = value + "\n" } }
        );

        Assert.Equal(400, answer.Status);
        Assert.Contains(field, answer.Field("badRequestDetail.fields.0.field"));
        Assert.Equal(before.Text, (await owner.GetAsync(Demo.EncryptionAtRest(groupId))).Ok().Text);
    }

    [Theory]
    [MemberData(nameof(EmptySecrets))]
    public async Task An_empty_text_is_no_secret(string block, object body, string field)
    {
        var owner = host.Owner();
        var groupId = await Demo.NewGroupAsync(owner);

        var answer = await owner.PatchAsync(Demo.EncryptionAtRest(groupId), new Dictionary<string, object> { [block] = body });

        Assert.Equal(400, answer.Status);
        Assert.Contains(field, answer.Text);
        Assert.Equal("False", (await owner.GetAsync(Demo.EncryptionAtRest(groupId))).Ok().Field($"{block}.enabled"));
    }

    [Fact]
    public async Task An_empty_secret_keeps_the_stored_one()
    {
        var owner = host.Owner();
        var groupId = await Demo.NewGroupAsync(owner);
        (await owner.PatchAsync(Demo.EncryptionAtRest(groupId), new { azureKeyVault = Demo.AzureBlock() })).Ok();

        var answer = (await owner.PatchAsync(Demo.EncryptionAtRest(groupId), new { azureKeyVault = new { secret = "" } })).Ok();

        Assert.Equal("True", answer.Field("azureKeyVault.valid"));
    }

    [Fact]
    public async Task A_line_break_after_a_projects_name_or_a_roles_id_is_refused_too()
    {
        var owner = host.Owner();
        var groupId = await Demo.NewGroupAsync(owner);

        var name = await owner.PostAsync("/groups", new { name = "with-a-break\n", orgId = Demo.Organization });
        var tag = await owner.PatchAsync($"/groups/{groupId}", new { tags = new[] { new { key = "team\n", value = "kms" } } });
        var role = await owner.PostAsync(
            $"/groups/{groupId}/cloudProviderAccess",
            new
            {
                providerName = "AZURE",
                servicePrincipalId = "632ff709-32a8-48a3-8224-30d2386fadaf\n",
                tenantId = "ee46317d-36a3-4472-a3dd-6549e901da0b",
            }
        );

        name.Refused(400, "INVALID_ATTRIBUTE");
        Assert.Equal("tags[0].key", tag.Refused(400, "INVALID_ATTRIBUTE").Field("parameters.0"));
        Assert.Equal("servicePrincipalId", role.Refused(400, "INVALID_ATTRIBUTE").Field("parameters.0"));
    }

    [Fact]
    public async Task A_key_url_without_version_is_valid_with_a_client_secret_and_uses_the_newest()
    {
        var owner = host.Owner();
        var groupId = await Demo.NewGroupAsync(owner);
        (await owner.PatchAsync(Demo.EncryptionAtRest(groupId), new { azureKeyVault = Demo.AzureBlock() })).Ok();
        const string newest = "https://acme-vault.vault.azure.net/keys/atlas";

        var answer = (await owner.PatchAsync(Demo.EncryptionAtRest(groupId), new { azureKeyVault = new { keyIdentifier = newest } })).Ok();

        Assert.Equal(newest, answer.Field("azureKeyVault.keyIdentifier"));
        Assert.Equal("True", answer.Field("azureKeyVault.valid"));
    }

    [Fact]
    public async Task Azures_names_compare_without_case_and_come_back_to_the_letter()
    {
        var owner = host.Owner();
        var groupId = await Demo.NewPrivateGroupAsync(owner);
        (await owner.PostAsync(Demo.Endpoints(groupId), new { regionName = "EUROPE_WEST" })).Ok(202);

        var answer = (
            await owner.PatchAsync(
                Demo.EncryptionAtRest(groupId),
                new
                {
                    azureKeyVault = new
                    {
                        subscriptionID = "A39012FB-D604-4CD1-8841-77F705F3E6D5",
                        resourceGroupName = "ACME-KMS",
                        keyVaultName = "Acme-Vault",
                        keyIdentifier = "https://ACME-vault.vault.azure.net/keys/Atlas/D891821E3D364E9EB88FBD3D11807B86",
                    },
                }
            )
        ).Ok();

        Assert.Equal("ACME-KMS", answer.Field("azureKeyVault.resourceGroupName"));
        Assert.Equal("Acme-Vault", answer.Field("azureKeyVault.keyVaultName"));
        Assert.Equal("True", answer.Field("azureKeyVault.valid"));
        var events = (await owner.GetAsync($"/groups/{groupId}/events")).Ok();
        Assert.DoesNotContain("ENCRYPTION_AT_REST_KEY_ROTATION_STARTED", events.Text);
    }

    [Fact]
    public async Task A_key_in_azure_keeps_its_capitals()
    {
        var owner = await host.ServiceAccountAsync();
        var name = "Key-" + Guid.NewGuid().ToString("n")[..8];

        (await owner.PutAsync($"{Demo.Vault}/keys/{name}", new { properties = new { kty = "RSA" } })).Ok();
        (await owner.PostAsync($"{Demo.Vault}/keys/{name.ToUpperInvariant()}/rotate")).Ok();

        Assert.Equal(name, (await owner.GetAsync($"{Demo.Vault}/keys/{name.ToLowerInvariant()}")).Ok().Field("name"));
        var versions = (await owner.GetAsync($"{Demo.Vault}/keys/{name}/versions")).Ok();
        Assert.Equal(2, versions.Json.GetProperty("value").GetArrayLength());
        Assert.DoesNotContain(name.ToLowerInvariant(), versions.Text);
        var listed = (await owner.GetAsync($"{Demo.Vault}/keys")).Ok().Json.GetProperty("value").EnumerateArray();
        Assert.Single(listed, key => string.Equals(key.GetProperty("name").GetString(), name, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_new_key_over_private_networking_leaves_the_settings_valid_until_a_check_fails()
    {
        var owner = host.Owner();
        var groupId = await Demo.NewPrivateGroupAsync(owner);

        var answer = (
            await owner.PatchAsync(
                Demo.EncryptionAtRest(groupId),
                new
                {
                    azureKeyVault = new
                    {
                        keyIdentifier = "https://acme-vault.vault.azure.net/keys/atlas/00000000000000000000000000000001",
                    },
                }
            )
        ).Ok();

        Assert.Equal("True", answer.Field("azureKeyVault.valid"));
    }

    private static object AwsBlock(string? accessKey, string? secret) =>
        new
        {
            enabled = true,
            accessKeyID = accessKey,
            secretAccessKey = secret,
            customerMasterKeyID = "mrk-4f1c2d3e5a6b47c8901234567890abcd",
            region = "US_EAST_1",
        };
}
