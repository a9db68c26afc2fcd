namespace Atlas.KmsPortal.Tests.Simulator.Api;

public sealed class VaultKeysApiTests(ApiHost host) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task What_a_keys_owner_sets_is_kept_and_a_new_version_takes_it_over()
    {
        var azure = await host.ServiceAccountAsync();
        const string key = Demo.Vault + "/keys/With-Capitals";
        var body = new
        {
            tags = new { Team = "KMS" },
            properties = new
            {
                kty = "EC",
                curveName = "P-384",
                keyOps = new[] { "sign", "verify" },
                rotationPolicy = new { attributes = new { expiryTime = "P2Y" } },
                attributes = new { enabled = true, exp = 4_000_000_000L },
            },
        };

        var made = (await azure.PutAsync(key, body)).Ok();

        Assert.Equal("With-Capitals", made.Field("name"));
        Assert.Equal($"{Arm.VaultId}/keys/With-Capitals", made.Field("id"));
        Assert.EndsWith("/keys/With-Capitals", made.Field("properties.keyUri"));
        Assert.Equal("4000000000", made.Field("properties.attributes.exp"));
        Assert.Equal(made.Text, (await azure.GetAsync(key.ToLowerInvariant())).Ok().Text);
        var rotated = (await azure.PostAsync(key + "/rotate")).Ok();
        foreach (var answer in new[] { made, rotated })
        {
            Assert.Equal("KMS", answer.Field("tags.Team"));
            Assert.Equal("P-384", answer.Field("properties.curveName"));
            Assert.Equal("""["sign","verify"]""", answer.Field("properties.keyOps"));
            Assert.Equal("P2Y", answer.Field("properties.rotationPolicy.attributes.expiryTime"));
        }

        var version = $"{key}/versions/{rotated.Field("properties.keyUriWithVersion").Split('/')[^1]}";
        (
            await azure.SendAsync(HttpMethod.Patch, version, new { tags = new { a = "b" }, properties = new { keyOps = new[] { "sign" } } })
        ).Ok();
        Assert.Equal("""{"a":"b"}""", (await azure.GetAsync(version)).Ok().Field("tags"));
        (await azure.SendAsync(HttpMethod.Patch, version, new { })).IsError(400, "InvalidRequestContent");
        Assert.Contains("With-Capitals", (await azure.GetAsync(Demo.Vault + "/keys")).Ok().Text);
    }

    [Fact]
    public async Task A_key_that_a_project_names_keeps_its_capitals()
    {
        var owner = host.Owner();
        var azure = await host.ServiceAccountAsync();
        var groupId = await Demo.NewGroupAsync(owner);
        var block = System
            .Text.Json.JsonSerializer.Serialize(new { azureKeyVault = Demo.AzureBlock() })
            .Replace("keys/atlas/", "keys/Atlas-EU/");

        (await owner.PatchAsync(Demo.EncryptionAtRest(groupId), block)).Ok();

        Assert.Equal("Atlas-EU", (await azure.GetAsync(Demo.Vault + "/keys/atlas-eu")).Ok().Field("name"));
    }
}
