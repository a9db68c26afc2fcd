namespace Atlas.KmsPortal.Tests.Simulator.Api;

public sealed class PrivateEndpointsApiTests(ApiHost host) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task An_endpoint_goes_from_initiating_over_approval_to_active_and_away()
    {
        var owner = host.Owner();
        var groupId = await Demo.NewPrivateGroupAsync(owner);
        var endpoints = Demo.Endpoints(groupId);

        var created = (
            await owner.PostAsync(
                endpoints + "/",
                new { cloudProvider = "AZURE", regionName = "US_CENTRAL" },
                ApiClient.Vendor("2024-11-13"),
                ApiClient.Vendor("2024-10-23")
            )
        ).Ok(202);
        Assert.Equal("INITIATING", created.Field("status"));
        var one = $"{endpoints}/{created.Field("id")}";
        (await owner.DeleteAsync(one)).Refused(400, "ENCRYPTION_AT_REST_PRIVATE_ENDPOINT_DELETE_BLOCKED_DURING_PROVISIONING");

        await host.SettleAsync();
        var pending = (await owner.GetAsync(one)).Ok();
        Assert.Equal("PENDING_ACCEPTANCE", pending.Field("status"));
        var connection = pending.Field("privateEndpointConnectionName");

        var azure = await host.ServiceAccountAsync();
        var approved = new { properties = new { privateLinkServiceConnectionState = new { status = "Approved", description = "yes" } } };
        (await azure.PutAsync($"{Demo.Vault}/privateEndpointConnections/{connection}?api-version=2023-07-01", approved)).Ok();
        await host.SettleAsync();
        Assert.Equal("ACTIVE", (await owner.GetAsync(one)).Ok().Field("status"));
        var listed = (await owner.GetAsync(endpoints)).Ok();
        Assert.Equal("ACTIVE", listed.Field("results.0.status"));
        Assert.Equal("US_CENTRAL", listed.Field("results.0.regionName"));

        (await owner.DeleteAsync(one)).Ok(204);
        Assert.Equal("DELETING", (await owner.GetAsync(one)).Ok().Field("status"));
        await host.SettleAsync();
        (await owner.GetAsync(one)).Refused(404, "RESOURCE_NOT_FOUND");
    }

    [Fact]
    public async Task A_rejected_endpoint_is_made_again()
    {
        var owner = host.Owner();
        var groupId = await Demo.NewPrivateGroupAsync(owner);
        (await owner.PostAsync(Demo.Endpoints(groupId), new { regionName = "US_EAST_2" })).Ok(202);
        await host.SettleAsync();
        var connection = (await owner.GetAsync(Demo.Endpoints(groupId))).Field("results.0.privateEndpointConnectionName");

        var rejected = new { properties = new { privateLinkServiceConnectionState = new { status = "Rejected", description = "no" } } };
        (await (await host.ServiceAccountAsync()).PutAsync($"{Demo.Vault}/privateEndpointConnections/{connection}", rejected)).Ok();
        await host.SettleAsync();

        var list = (await owner.GetAsync(Demo.Endpoints(groupId))).Ok();
        Assert.Equal("PENDING_ACCEPTANCE", list.Field("results.0.status"));
        Assert.NotEqual(connection, list.Field("results.0.privateEndpointConnectionName"));
    }

    [Fact]
    public async Task An_endpoint_for_aws_needs_no_approval()
    {
        var owner = host.Owner();
        (await owner.PatchAsync(Demo.EncryptionAtRest(Demo.LedgerAws), new { awsKms = new { requirePrivateNetworking = true } })).Ok();

        var created = (await owner.PostAsync(Demo.Endpoints(Demo.LedgerAws, "AWS"), new { regionName = "US_EAST_1" })).Ok(202);
        await host.SettleAsync();

        var endpoint = (await owner.GetAsync($"{Demo.Endpoints(Demo.LedgerAws, "AWS")}/{created.Field("id")}")).Ok();
        Assert.Equal("ACTIVE", endpoint.Field("status"));
        Assert.Equal("AWS", endpoint.Field("cloudProvider"));
    }

    [Fact]
    public async Task A_single_region_key_of_aws_does_not_do_for_several_regions()
    {
        var owner = host.Owner();
        var groupId = await Demo.NewGroupAsync(owner);
        var roles = $"/groups/{groupId}/cloudProviderAccess";
        var roleId = (await owner.PostAsync(roles, new { providerName = "AWS" })).Ok().Field("roleId");
        var arn = new { providerName = "AWS", iamAssumedRoleArn = "arn:aws:iam::123456789012:role/kms" };
        (await owner.PatchAsync($"{roles}/{roleId}", arn)).Ok();
        var key = new
        {
            enabled = true,
            roleId,
            region = "US_EAST_1",
            customerMasterKeyID = "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555",
        };
        (await owner.PatchAsync(Demo.EncryptionAtRest(groupId), new { awsKms = key })).Ok();
        var cluster = Demo.Cluster("wide", "AWS", regions: [("AWS", "US_EAST_1", 2), ("AWS", "EU_WEST_1", 1)]);
        (await owner.PostAsync($"/groups/{groupId}/clusters", cluster)).Ok(201);

        (await owner.PatchAsync(Demo.EncryptionAtRest(groupId), new { awsKms = new { requirePrivateNetworking = true } })).Refused(
            400,
            "ENCRYPTION_AT_REST_SINGLE_REGION_KEY"
        );
    }

    [Theory]
    [InlineData("northeurope", "EUROPE_NORTH")]
    [InlineData("North Europe", "EUROPE_NORTH")]
    [InlineData("europe-north", "EUROPE_NORTH")]
    [InlineData("us-east-1", "AWS")]
    public async Task A_region_in_the_clouds_own_words_is_refused_with_atlass_name(string region, string named)
    {
        var owner = host.Owner();
        var groupId = await Demo.NewPrivateGroupAsync(owner);

        var endpoint = (await owner.PostAsync(Demo.Endpoints(groupId), new { regionName = region })).Refused(400, "INVALID_REGION");
        var cluster = await owner.PostAsync($"/groups/{groupId}/clusters", Demo.Cluster("orders", "NONE", regions: [("AZURE", region, 3)]));

        Assert.Contains(named, endpoint.Field("detail"));
        Assert.Contains(named, cluster.Refused(400, "INVALID_REGION").Field("detail"));
    }

    [Fact]
    public async Task A_region_has_one_live_endpoint()
    {
        var owner = host.Owner();
        var groupId = await Demo.NewPrivateGroupAsync(owner);
        (await owner.PostAsync(Demo.Endpoints(groupId), new { regionName = "EUROPE_WEST" })).Ok(202);

        var second = await owner.PostAsync(Demo.Endpoints(groupId), new { regionName = "EUROPE_WEST" });

        second.Refused(409, "ENCRYPTION_AT_REST_PRIVATE_ENDPOINT_ALREADY_EXISTS");
        Assert.Equal("EUROPE_WEST", second.Field("parameters.0"));
    }

    [Fact]
    public async Task Endpoints_want_the_key_and_private_networking_first()
    {
        var owner = host.Owner();
        var groupId = await Demo.NewGroupAsync(owner);
        var region = new { regionName = "US_EAST_2" };

        (await owner.PostAsync(Demo.Endpoints(groupId), region)).Refused(400, "ENCRYPTION_AT_REST_NOT_ENABLED");
        (await owner.PatchAsync(Demo.EncryptionAtRest(groupId), new { azureKeyVault = Demo.AzureBlock() })).Ok();
        (await owner.PostAsync(Demo.Endpoints(groupId), region)).Refused(400, "ENCRYPTION_AT_REST_PRIVATE_NETWORKING_NOT_ENABLED");
    }

    [Theory]
    [InlineData("""{"regionName":"ATLANTIS"}""", "INVALID_REGION")]
    [InlineData("""{"regionName":"US_EAST_1"}""", "INVALID_REGION")]
    [InlineData("""{"regionName":"CHILE_CENTRAL"}""", "INVALID_REGION")]
    [InlineData("""{"cloudProvider":"AZURE"}""", "MISSING_ATTRIBUTE")]
    [InlineData("""{"cloudProvider":"AWS","regionName":"US_EAST_2"}""", "INVALID_PROVIDER")]
    [InlineData("""{"cloudProvider":"GCP","regionName":"US_EAST_2"}""", "INVALID_ENUM_VALUE")]
    [InlineData("""{"regionName":["US_EAST_2"]}""", "INVALID_ATTRIBUTE")]
    public async Task A_wrong_region_or_cloud_is_refused(string body, string code)
    {
        var owner = host.Owner();
        var groupId = await Demo.NewPrivateGroupAsync(owner);

        (await owner.PostAsync(Demo.Endpoints(groupId), body)).Refused(400, code);
    }

    [Fact]
    public async Task While_endpoints_exist_neither_the_key_nor_private_networking_nor_the_vault_may_go()
    {
        var owner = host.Owner();
        var groupId = await Demo.NewPrivateGroupAsync(owner);
        (await owner.PostAsync(Demo.Endpoints(groupId), new { regionName = "US_WEST_2" })).Ok(202);
        var settings = Demo.EncryptionAtRest(groupId);

        (await owner.PatchAsync(settings, new { azureKeyVault = new { enabled = false } })).Refused(
            400,
            "CANNOT_DISABLE_ENCRYPTION_AT_REST_DUE_TO_PRIVATE_ENDPOINTS"
        );
        var flag = (await owner.PatchAsync(settings, new { azureKeyVault = new { requirePrivateNetworking = false } })).Refused(
            400,
            "CANNOT_DISABLE_ENCRYPTION_AT_REST_REQUIRE_PRIVATE_NETWORKING_WHILE_PRIVATE_ENDPOINTS_EXIST"
        );
        Assert.Contains("US_WEST_2", flag.Field("detail"));
        (await owner.PatchAsync(settings, new { azureKeyVault = new { resourceGroupName = "other" } })).Refused(
            400,
            "CANNOT_MODIFY_KEY_VAULT_WHILE_PRIVATE_ENDPOINTS_EXIST"
        );
    }

    [Fact]
    public async Task A_body_in_a_delete_is_ignored()
    {
        var owner = host.Owner();
        var groupId = await Demo.NewPrivateGroupAsync(owner);
        var created = (await owner.PostAsync(Demo.Endpoints(groupId), new { regionName = "US_WEST" })).Ok(202);
        await host.SettleAsync();

        var path = $"{Demo.Endpoints(groupId)}/{created.Field("id")}";
        var deleted = await owner.SendAsync(HttpMethod.Delete, path, new { cloudProvider = "AZURE", regions = new[] { "US_WEST" } });

        Assert.Equal((204, ""), (deleted.Status, deleted.Text));
    }

    [Fact]
    public async Task The_reader_sees_the_settings_and_no_endpoints()
    {
        var reader = host.Reader();

        (await reader.GetAsync(Demo.EncryptionAtRest(Demo.Payments))).Ok();
        (await reader.GetAsync(Demo.Endpoints(Demo.Payments))).Refused(403, "ACCESS_FORBIDDEN");
        (await reader.PatchAsync(Demo.EncryptionAtRest(Demo.Payments), new { })).Refused(403, "ACCESS_FORBIDDEN");
    }
}
