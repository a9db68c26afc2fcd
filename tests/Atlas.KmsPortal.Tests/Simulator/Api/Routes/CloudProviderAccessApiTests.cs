namespace Atlas.KmsPortal.Tests.Simulator.Api;

public sealed class CloudProviderAccessApiTests(ApiHost host) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task An_aws_role_is_made_then_authorised_then_used_and_cannot_go()
    {
        var owner = host.Owner();
        var groupId = await Demo.NewGroupAsync(owner);
        var roles = $"/groups/{groupId}/cloudProviderAccess";

        var created = (await owner.PostAsync(roles, new { providerName = "AWS" })).Ok();
        var roleId = created.Field("roleId");
        Assert.False(created.Json.TryGetProperty("authorizedDate", out _));
        var block = new
        {
            enabled = true,
            customerMasterKeyID = "arn:aws:kms:us-east-1:210987654321:key/mrk-4f1c2d3e5a6b47c8901234567890abcd",
            region = "US_EAST_1",
            roleId,
        };
        (await owner.PatchAsync(Demo.EncryptionAtRest(groupId), new { awsKms = block })).Refused(
            400,
            "CLOUD_PROVIDER_ACCESS_ROLE_NOT_AUTHORIZED"
        );

        var authorised = (
            await owner.PatchAsync(
                $"{roles}/{roleId}",
                new { providerName = "AWS", iamAssumedRoleArn = "arn:aws:iam::210987654321:role/kms" }
            )
        ).Ok();
        Assert.True(authorised.Json.TryGetProperty("authorizedDate", out _));
        var enabled = (await owner.PatchAsync(Demo.EncryptionAtRest(groupId), new { awsKms = block })).Ok();
        Assert.Equal((roleId, "True"), (enabled.Field("awsKms.roleId"), enabled.Field("awsKms.valid")));

        Assert.Equal("ENCRYPTION_AT_REST", (await owner.GetAsync($"{roles}/{roleId}")).Ok().Field("featureUsages.0.featureType"));
        Assert.Equal(400, (await owner.DeleteAsync($"{roles}/AWS/{roleId}")).Status);
        (await owner.PatchAsync(Demo.EncryptionAtRest(groupId), new { awsKms = new { enabled = false } })).Ok();
        (await owner.DeleteAsync($"{roles}/AWS/{roleId}")).Ok(204);
        (await owner.GetAsync($"{roles}/{roleId}")).Refused(404, "RESOURCE_NOT_FOUND");
    }

    [Fact]
    public async Task Azure_names_its_id_otherwise()
    {
        var owner = host.Owner();
        var groupId = await Demo.NewGroupAsync(owner);
        var roles = $"/groups/{groupId}/cloudProviderAccess";

        var created = (
            await owner.PostAsync(
                roles,
                new
                {
                    providerName = "AZURE",
                    atlasAzureAppId = "9efedfcc-2eca-4b27-a613-0cad1e114cb7",
                    servicePrincipalId = "22f1d0e1-0000-4000-8000-000000000001",
                    tenantId = "ee46317d-36a3-4472-a3dd-6549e901da0b",
                }
            )
        ).Ok();

        Assert.Matches("^[0-9a-f]{24}$", created.Field("_id"));
        Assert.False(created.Json.TryGetProperty("roleId", out _));
        Assert.Equal(created.Field("_id"), (await owner.GetAsync(roles)).Ok().Field("azureServicePrincipals.0._id"));
    }

    [Fact]
    public async Task Google_makes_a_service_account()
    {
        var owner = host.Owner();
        var groupId = await Demo.NewGroupAsync(owner);

        var created = (await owner.PostAsync($"/groups/{groupId}/cloudProviderAccess", new { providerName = "GCP" })).Ok();

        Assert.Matches(
            "^mongodb-atlas-[0-9a-z]{16}@p-[0-9a-z]{24}[.]iam[.]gserviceaccount[.]com$",
            created.Field("gcpServiceAccountForAtlas")
        );
    }

    [Theory]
    [InlineData("""{"providerName":"OVH"}""", "INVALID_ENUM_VALUE")]
    [InlineData("""{}""", "MISSING_ATTRIBUTE")]
    [InlineData("""{"providerName":"AZURE"}""", "MISSING_ATTRIBUTE")]
    [InlineData("""{"providerName":"AZURE","servicePrincipalId":"x","tenantId":"y"}""", "INVALID_ATTRIBUTE")]
    public async Task A_role_that_cannot_be_is_refused(string body, string code)
    {
        (await host.Owner().PostAsync($"/groups/{Demo.Retail}/cloudProviderAccess", body)).Refused(400, code);
    }
}
