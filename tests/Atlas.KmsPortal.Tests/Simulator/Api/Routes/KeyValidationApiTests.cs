using Atlas.KmsPortal.Encryption;
using Atlas.KmsPortal.Simulator;
using Microsoft.Extensions.DependencyInjection;

namespace Atlas.KmsPortal.Tests.Simulator.Api;

/// <summary>What a PATCH that names a key or credentials answers when the cloud's owner broke them.</summary>
public sealed class KeyValidationApiTests(ApiHost host) : IClassFixture<ApiHost>
{
    private static int s_next = 1;

    [Theory]
    [InlineData("""{"enabled":false}""", "AZURE_KEY_VAULT_KEY_NOT_ENABLED")]
    [InlineData("""{"exp":1600000000}""", "AZURE_KEY_VAULT_KEY_EXPIRED")]
    [InlineData("""{"exp":"+24"}""", "AZURE_KEY_VAULT_KEY_EXPIRING")]
    [InlineData("""{"nbf":4000000000}""", "AZURE_KEY_VAULT_KEY_NOT_ACTIVE")]
    public async Task An_azure_key_is_refused_by_what_is_wrong_with_it(string attributes, string code)
    {
        var azure = await host.ServiceAccountAsync();
        var name = $"key-{s_next++}";
        var created = (await azure.PutAsync($"{Demo.Vault}/keys/{name}", new { })).Ok();
        var version = created.Field("properties.keyUriWithVersion").Split('/')[^1];
        var soon = DateTimeOffset.UtcNow.AddHours(24).ToUnixTimeSeconds();
        var body = $"{{\"properties\":{{\"attributes\":{attributes.Replace("\"+24\"", soon.ToString())}}}}}";
        (await azure.SendAsync(HttpMethod.Patch, $"{Demo.Vault}/keys/{name}/versions/{version}", body)).Ok();
        var groupId = await Demo.NewGroupAsync(azure);
        (await azure.PatchAsync(Demo.EncryptionAtRest(groupId), new { azureKeyVault = Demo.AzureBlock() })).Ok();

        var answer = await azure.PatchAsync(
            Demo.EncryptionAtRest(groupId),
            new { azureKeyVault = new { keyIdentifier = $"https://acme-vault.vault.azure.net/keys/{name}/{version}" } }
        );

        answer.Refused(400, code);
        Assert.Equal("azureKeyVault.keyIdentifier", answer.Field("badRequestDetail.fields.0.field"));
    }

    [Theory]
    [InlineData(
        "keyDeleted",
        "AZURE_KEY_VAULT_KEY_NOT_FOUND",
        "AWS_CUSTOMER_MASTER_KEY_NOT_FOUND",
        "GOOGLE_CLOUD_KMS_KEY_VERSION_DESTROYED"
    )]
    [InlineData(
        "keyDisabled",
        "AZURE_KEY_VAULT_KEY_NOT_ENABLED",
        "AWS_KMS_CUSTOMER_MASTER_KEY_NOT_ENABLED",
        "GOOGLE_CLOUD_KMS_KEY_VERSION_DISABLED"
    )]
    [InlineData("credentialsWrong", "INVALID_AZURE_CREDENTIALS", "CANNOT_ASSUME_ROLE", "INVALID_GOOGLE_CLOUD_CREDENTIALS")]
    public async Task What_breaks_a_key_has_each_clouds_own_code(string fault, string azure, string aws, string gcp)
    {
        var owner = await host.ServiceAccountAsync();
        var blocks = await BlocksAsync(owner);
        foreach (var (groupId, block) in blocks)
        {
            (await owner.PatchAsync(Demo.EncryptionAtRest(groupId), block)).Ok();
            (await owner.PatchAsync(Demo.EncryptionAtRest(groupId), Off)).Ok();
        }

        (await owner.PostAsync("//simulator/faults", new Dictionary<string, bool> { [fault] = true })).Ok();
        var codes = new List<string?>();
        foreach (var (groupId, block) in blocks)
        {
            codes.Add((await owner.PatchAsync(Demo.EncryptionAtRest(groupId), block)).Code);
        }

        (await owner.PostAsync("//simulator/faults", new Dictionary<string, bool> { [fault] = false })).Ok();
        Assert.Equal([azure, aws, gcp], codes);
    }

    [Fact]
    public async Task A_key_that_is_about_to_be_deleted_is_refused()
    {
        var owner = await host.ServiceAccountAsync();
        var keys = host.Services.GetRequiredService<SimulatedKeys>();
        var blocks = await BlocksAsync(owner);
        foreach (var ((groupId, block), provider) in blocks.Skip(1).Zip([CloudProvider.Aws, CloudProvider.Gcp]))
        {
            (await owner.PatchAsync(Demo.EncryptionAtRest(groupId), block)).Ok();
            (await owner.PatchAsync(Demo.EncryptionAtRest(groupId), Off)).Ok();
            foreach (var key in await keys.KeysAsync(provider, default))
            {
                await keys.ChangeAsync(key.Id, new KeyAttributes(PendingDeletion: true), Actor.Atlas, default);
            }

            var code =
                provider is CloudProvider.Aws
                    ? "AWS_KMS_CUSTOMER_MASTER_KEY_PENDING_DELETION"
                    : "GOOGLE_CLOUD_KMS_KEY_VERSION_DESTROY_SCHEDULED";
            (await owner.PatchAsync(Demo.EncryptionAtRest(groupId), block)).Refused(400, code);
            foreach (var key in await keys.KeysAsync(provider, default))
            {
                await keys.ChangeAsync(key.Id, new KeyAttributes(PendingDeletion: false), Actor.Atlas, default);
            }
        }
    }

    [Fact]
    public async Task A_vault_that_does_not_answer_and_an_identity_without_the_right_are_named()
    {
        var owner = await host.ServiceAccountAsync();
        var groupId = await Demo.NewGroupAsync(owner);
        (await owner.PatchAsync(Demo.EncryptionAtRest(groupId), new { azureKeyVault = Demo.AzureBlock() })).Ok();
        var rotated = new { azureKeyVault = Demo.AzureBlock(version: "00000000000000000000000000000009") };

        (await owner.PostAsync("//simulator/faults", new { vaultUnreachable = true })).Ok();
        (await owner.PatchAsync(Demo.EncryptionAtRest(groupId), rotated)).Refused(400, "INVALID_AZURE_API_REQUEST");
        (await owner.PostAsync("//simulator/faults", new { vaultUnreachable = false })).Ok();

        var identities = host.Services.GetRequiredService<SimulatedIdentities>();
        var owned = await identities.CredentialsAsync(default);
        foreach (var identity in owned)
        {
            await identities.ChangeAsync(identity.Id, new CredentialAttributes(MayUseKey: false), Actor.Atlas, default);
        }

        (await owner.PatchAsync(Demo.EncryptionAtRest(groupId), rotated)).Refused(400, "NO_PERMISSION_TO_ENCRYPT_DECRYPT");
        foreach (var identity in owned)
        {
            await identities.ChangeAsync(identity.Id, new CredentialAttributes(MayUseKey: true), Actor.Atlas, default);
        }
    }

    [Fact]
    public async Task Reading_has_the_key_tried_and_an_invalid_one_can_be_neither_changed_nor_dropped()
    {
        var owner = await host.ServiceAccountAsync();
        var groupId = await Demo.NewGroupAsync(owner);
        (await owner.PatchAsync(Demo.EncryptionAtRest(groupId), new { azureKeyVault = Demo.AzureBlock() })).Ok();
        (await owner.PostAsync("//simulator/faults", new { keyDisabled = true })).Ok();
        (await owner.PostAsync("//simulator/clock", new { forward = "00:01:00" })).Ok();

        Assert.Equal("False", (await owner.GetAsync(Demo.EncryptionAtRest(groupId))).Ok().Field("azureKeyVault.valid"));
        (await owner.PatchAsync(Demo.EncryptionAtRest(groupId), Off)).Refused(400, "ENCRYPTION_AT_REST_SETTINGS_INVALID");

        (await owner.PostAsync("//simulator/faults", new { keyDisabled = false })).Ok();
        (await owner.PostAsync("//simulator/clock", new { forward = "00:01:00" })).Ok();
        Assert.Equal("True", (await owner.GetAsync(Demo.EncryptionAtRest(groupId))).Ok().Field("azureKeyVault.valid"));
    }

    private static object Off { get; } = new
    {
        azureKeyVault = new { enabled = false },
        awsKms = new { enabled = false },
        googleCloudKms = new { enabled = false },
    };

    /// <summary>A project for each cloud, and the block that enables its key.</summary>
    private static async Task<List<(string GroupId, object Block)>> BlocksAsync(ApiClient owner)
    {
        var azure = await Demo.NewGroupAsync(owner);
        var aws = await Demo.NewGroupAsync(owner);
        var gcp = await Demo.NewGroupAsync(owner);
        var role = (await owner.PostAsync($"/groups/{aws}/cloudProviderAccess", new { providerName = "AWS" })).Ok().Field("roleId");
        var arn = new { providerName = "AWS", iamAssumedRoleArn = "arn:aws:iam::123456789012:role/kms" };
        (await owner.PatchAsync($"/groups/{aws}/cloudProviderAccess/{role}", arn)).Ok();
        return
        [
            (azure, new { azureKeyVault = Demo.AzureBlock() }),
            (
                aws,
                new
                {
                    awsKms = new
                    {
                        enabled = true,
                        roleId = role,
                        region = "US_EAST_1",
                        customerMasterKeyID = "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555",
                    },
                }
            ),
            (
                gcp,
                new
                {
                    googleCloudKms = new
                    {
                        enabled = true,
                        serviceAccountKey = "{\"type\":\"service_account\",\"project_id\":\"acme\",\"private_key\":\"x\",\"client_email\":\"a@acme.iam.gserviceaccount.com\"}",
                        keyVersionResourceID = "projects/acme/locations/europe/keyRings/ring/cryptoKeys/key/cryptoKeyVersions/1",
                    },
                }
            ),
        ];
    }
}
