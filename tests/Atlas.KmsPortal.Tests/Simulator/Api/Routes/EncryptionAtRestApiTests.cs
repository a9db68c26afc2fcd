namespace Atlas.KmsPortal.Tests.Simulator.Api;

public sealed class EncryptionAtRestApiTests(ApiHost host) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task Every_block_is_shown_also_where_nothing_is_set()
    {
        var answer = (await host.Owner().GetAsync(Demo.EncryptionAtRest(Demo.Retail))).Ok();

        Assert.Equal("False", answer.Field("awsKms.enabled"));
        Assert.Equal("False", answer.Field("azureKeyVault.enabled"));
        Assert.Equal("False", answer.Field("googleCloudKms.enabled"));
        Assert.False(answer.Json.GetProperty("azureKeyVault").TryGetProperty("roleId", out _));
        Assert.Equal("application/vnd.atlas.2023-01-01+json", answer.MediaType);
    }

    [Fact]
    public async Task What_was_sent_comes_back_to_the_letter_and_the_secret_never()
    {
        var owner = host.Owner();
        var groupId = await Demo.NewGroupAsync(owner);

        var answer = (await owner.PatchAsync(Demo.EncryptionAtRest(groupId), new { azureKeyVault = Demo.AzureBlock() })).Ok();

        Assert.Equal("632ff709-32a8-48a3-8224-30d2386fadaf", answer.Field("azureKeyVault.clientID"));
        Assert.Equal("acme-vault", answer.Field("azureKeyVault.keyVaultName"));
        Assert.Equal("True", answer.Field("azureKeyVault.valid"));
        Assert.DoesNotContain("secret", answer.Text);
        Assert.DoesNotContain("secret", (await owner.GetAsync(Demo.EncryptionAtRest(groupId))).Ok().Text);
    }

    [Fact]
    public async Task A_whole_answer_may_be_sent_back_and_keeps_the_secret()
    {
        var owner = host.Owner();
        var groupId = await Demo.NewGroupAsync(owner);
        await owner.PatchAsync(Demo.EncryptionAtRest(groupId), new { azureKeyVault = Demo.AzureBlock() });
        var before = (await owner.GetAsync(Demo.EncryptionAtRest(groupId))).Ok();

        var after = (await owner.PatchAsync(Demo.EncryptionAtRest(groupId), before.Text)).Ok();

        Assert.Equal(before.Text, after.Text);
    }

    [Fact]
    public async Task Once_enabled_only_changed_fields_are_needed()
    {
        var owner = host.Owner();
        var groupId = await Demo.NewGroupAsync(owner);
        await owner.PatchAsync(Demo.EncryptionAtRest(groupId), new { azureKeyVault = Demo.AzureBlock() });
        const string rotated = "https://acme-vault.vault.azure.net/keys/atlas/0123456789abcdef0123456789abcdef";

        var answer = (await owner.PatchAsync(Demo.EncryptionAtRest(groupId), new { azureKeyVault = new { keyIdentifier = rotated } })).Ok();

        Assert.Equal(rotated, answer.Field("azureKeyVault.keyIdentifier"));
        Assert.Equal("acme-vault", answer.Field("azureKeyVault.keyVaultName"));
    }

    [Theory]
    [InlineData("""{"azureKeyVault":{"enabled":true,"colour":"red"}}""", "INVALID_ATTRIBUTE", "azureKeyVault.colour")]
    [InlineData("""{"azureKeyVault":{"enabled":"yes"}}""", "INVALID_ATTRIBUTE", "azureKeyVault.enabled")]
    [InlineData("""{"gcpKms":{}}""", "INVALID_ATTRIBUTE", "gcpKms")]
    public async Task Unknown_fields_and_wrong_types_are_named(string body, string code, string field)
    {
        var answer = (await host.Owner().PatchAsync(Demo.EncryptionAtRest(Demo.Retail), body)).Refused(400, code);

        Assert.Equal(field, answer.Field("badRequestDetail.fields.0.field"));
    }

    [Fact]
    public async Task First_enabling_needs_every_field()
    {
        var owner = host.Owner();
        var groupId = await Demo.NewGroupAsync(owner);

        var answer = await owner.PatchAsync(Demo.EncryptionAtRest(groupId), new { azureKeyVault = new { enabled = true } });

        Assert.Equal(400, answer.Status);
        Assert.True(answer.Json.GetProperty("badRequestDetail").GetProperty("fields").GetArrayLength() > 3, answer.Text);
    }

    [Theory]
    [InlineData("""{"azureKeyVault":{"clientID":"632ff709-32a8-48a3-8224-30d2386fadaf"}}""", "azureKeyVault.enabled")]
    [InlineData("""{"azureKeyVault":{"resourceGroupName":"acme-kms"}}""", "azureKeyVault.enabled")]
    [InlineData("""{"azureKeyVault":{"azureEnvironment":"AZURE"}}""", "azureKeyVault.enabled")]
    [InlineData("""{"awsKms":{"secretAccessKey":"example"}}""", "awsKms.enabled")]
    [InlineData("""{"googleCloudKms":{"roleId":"65a0000000000000000000d1"}}""", "googleCloudKms.enabled")]
    public async Task What_would_be_forgotten_asks_for_enabled(string body, string field)
    {
        var owner = host.Owner();
        var groupId = await Demo.NewGroupAsync(owner);

        var answer = (await owner.PatchAsync(Demo.EncryptionAtRest(groupId), body)).Refused(400, "ENCRYPTION_AT_REST_NOT_ENABLED");

        Assert.Contains($"{field}: true", answer.Field("detail"));
        Assert.Equal(field, answer.Field("badRequestDetail.fields.0.field"));
    }

    [Fact]
    public async Task A_key_of_another_vault_is_refused()
    {
        var owner = host.Owner();
        var groupId = await Demo.NewGroupAsync(owner);
        (await owner.PatchAsync(Demo.EncryptionAtRest(groupId), new { azureKeyVault = Demo.AzureBlock() })).Ok();

        var answer = await owner.PatchAsync(Demo.EncryptionAtRest(groupId), new { azureKeyVault = new { keyVaultName = "other-vault" } });

        answer.Refused(400, "AZURE_KEY_VAULT_KEY_IDENTIFIER_INVALID_FORMAT");
        Assert.Contains("other-vault", answer.Field("detail"));
    }

    [Fact]
    public async Task An_environment_that_azure_does_not_have_is_refused()
    {
        var owner = host.Owner();
        var groupId = await Demo.NewGroupAsync(owner);
        (await owner.PatchAsync(Demo.EncryptionAtRest(groupId), new { azureKeyVault = Demo.AzureBlock() })).Ok();

        (await owner.PatchAsync(Demo.EncryptionAtRest(groupId), new { azureKeyVault = new { azureEnvironment = "AZURE_MOON" } })).Refused(
            400,
            "INVALID_ENUM_VALUE"
        );
    }

    [Fact]
    public async Task A_region_that_aws_does_not_have_is_refused()
    {
        (await host.Owner().PatchAsync(Demo.EncryptionAtRest(Demo.LedgerAws), new { awsKms = new { region = "MOON_1" } })).Refused(
            400,
            "AWS_KMS_REGION_NOT_SUPPORTED"
        );
    }

    [Fact]
    public async Task Disabling_what_is_disabled_changes_nothing()
    {
        var owner = host.Owner();
        var groupId = await Demo.NewGroupAsync(owner);
        var off = new
        {
            awsKms = new { enabled = false },
            azureKeyVault = new { enabled = false },
            googleCloudKms = new { enabled = false },
        };

        (await owner.PatchAsync(Demo.EncryptionAtRest(groupId), off)).Ok();
        (await owner.PatchAsync(Demo.EncryptionAtRest(groupId), off)).Ok();

        Assert.Equal("False", (await owner.GetAsync(Demo.EncryptionAtRest(groupId))).Ok().Field("azureKeyVault.enabled"));
    }

    [Fact]
    public async Task An_inactive_project_is_refused_by_its_state()
    {
        var answer = await host.Owner().PatchAsync(Demo.EncryptionAtRest(Demo.Archive), new { azureKeyVault = Demo.AzureBlock() });

        answer.Refused(403, "FEATURE_UNSUPPORTED");
        Assert.Contains("INACTIVE", answer.Text);
    }

    [Fact]
    public async Task Parallel_changes_never_mix_halves()
    {
        var owner = await host.ServiceAccountAsync();
        var groupId = await Demo.NewGroupAsync(owner);
        (await owner.PatchAsync(Demo.EncryptionAtRest(groupId), new { azureKeyVault = Demo.AzureBlock() })).Ok();

        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 24)
                .Select(n =>
                {
                    var half = n % 2 == 0 ? "left" : "right";
                    return owner.PatchAsync(
                        Demo.EncryptionAtRest(groupId),
                        new
                        {
                            azureKeyVault = new
                            {
                                resourceGroupName = half,
                                keyVaultName = half + "-vault",
                                keyIdentifier = $"https://{half}-vault.vault.azure.net/keys/atlas/0123456789abcdef0123456789abcdef",
                            },
                        }
                    );
                })
        );

        Assert.All(answers, answer => Assert.True(answer.Status is 200 or 409, answer.Text));
        Assert.Contains(answers, answer => answer.Status == 200);
        var now = (await owner.GetAsync(Demo.EncryptionAtRest(groupId))).Ok();
        Assert.StartsWith(now.Field("azureKeyVault.resourceGroupName"), now.Field("azureKeyVault.keyVaultName"));
        Assert.Contains(now.Field("azureKeyVault.keyVaultName"), now.Field("azureKeyVault.keyIdentifier"));
    }
}
