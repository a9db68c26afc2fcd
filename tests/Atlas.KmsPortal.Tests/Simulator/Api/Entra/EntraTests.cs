using Atlas.KmsPortal.Simulator.Api;

namespace Atlas.KmsPortal.Tests.Simulator.Api;

public sealed class EntraTests(ApiHost host) : IClassFixture<ApiHost>
{
    private const string Tenant = "ee46317d-36a3-4472-a3dd-6549e901da0b";

    private string Host => host.Address.ToString().TrimEnd('/');

    [Fact]
    public async Task The_clouds_metadata_has_the_shape_of_its_version()
    {
        var anyone = host.Anonymous();

        var first = (await anyone.GetAsync("//metadata/endpoints?api-version=2015-01-01")).Ok();
        Assert.Equal($"{Host}/adfs", first.Field("authentication.loginEndpoint"));
        Assert.Equal($"{Host}/", first.Field("authentication.audiences.0"));
        var list = (await anyone.GetAsync("//metadata/endpoints?api-version=2019-05-01")).Ok();
        Assert.Equal($"{Host}/", list.Field("0.resourceManager"));
        Assert.NotEqual("AzureCloud", list.Field("0.name"));
        var one = (await anyone.GetAsync("//metadata/endpoints?api-version=2022-09-01")).Ok();
        Assert.Equal("AzureCloud", one.Field("name"));
        Assert.Equal($"{Host}/", one.Field("microsoftGraphResourceId"));
        Assert.Equal("vault.azure.net", one.Field("suffixes.keyVaultDns"));
    }

    [Theory]
    [InlineData(Tenant + "/v2.0", Tenant + "/oauth2/v2.0/token")]
    [InlineData("common/v2.0", "common/oauth2/v2.0/token")]
    [InlineData("organizations/v2.0", "organizations/oauth2/v2.0/token")]
    [InlineData("adfs", "adfs/oauth2/token")]
    public async Task A_tenants_document_leads_to_its_token_door_on_this_host(string issuer, string door)
    {
        var document = (await host.Anonymous().GetAsync($"//{issuer}/.well-known/openid-configuration")).Ok();

        Assert.Equal($"{Host}/{issuer}", document.Field("issuer"));
        Assert.Equal($"{Host}/{door}", document.Field("token_endpoint"));
        Assert.Equal("[]", (await host.Anonymous().GetAsync("/" + document.Field("jwks_uri")[Host.Length..])).Ok().Field("keys"));
        var page = await host.Anonymous().GetAsync("/" + document.Field("authorization_endpoint")[Host.Length..]);
        Assert.Equal(501, page.Status);
        Assert.Contains("az login --service-principal", page.Text);
        await TokenAsync(door, []);
    }

    [Fact]
    public async Task Discovery_leads_back_to_the_tenant()
    {
        var answer = (
            await host.Anonymous()
                .GetAsync($"//common/discovery/instance?api-version=1.1&authorization_endpoint={Host}/{Tenant}/oauth2/v2.0/authorize")
        ).Ok();

        Assert.Equal($"{Host}/{Tenant}/v2.0/.well-known/openid-configuration", answer.Field("tenant_discovery_endpoint"));
        Assert.Equal(host.Address.Host, answer.Field("metadata.0.preferred_network"));
    }

    [Fact]
    public async Task A_tenant_that_nobody_named_is_unknown_and_one_that_a_project_names_is_known()
    {
        var tenant = Guid.NewGuid().ToString();
        var unknown = await host.Anonymous().GetAsync($"//{tenant}/v2.0/.well-known/openid-configuration");
        Assert.Equal(400, unknown.Status);
        Assert.Equal("invalid_tenant", unknown.Field("error"));
        Assert.Contains("AADSTS90002", unknown.Field("error_description"));
        var owner = host.Owner();
        var groupId = await Demo.NewGroupAsync(owner);
        var block = System
            .Text.Json.JsonSerializer.Serialize(new { azureKeyVault = Demo.AzureBlock() })
            .Replace(Tenant, tenant)
            .Replace("acme-vault", "of-another-tenant");

        (await owner.PatchAsync(Demo.EncryptionAtRest(groupId), block)).Ok();

        (await host.Anonymous().GetAsync($"//{tenant.ToUpperInvariant()}/v2.0/.well-known/openid-configuration")).Ok();
    }

    [Fact]
    public async Task The_token_is_the_same_as_at_the_other_door()
    {
        var token = await TokenAsync(
            $"{Tenant}/oauth2/v2.0/token?client-request-id=1",
            new() { ["client_info"] = "1", ["x-client-SKU"] = "MSAL" }
        );
        using var client = new HttpClient { BaseAddress = host.Address };
        client.DefaultRequestHeaders.Authorization = new("Bearer", token);

        (await new ApiClient(client).GetAsync(Demo.Vault)).Ok();
        (await new ApiClient(client).GetAsync("/groups", ApiClient.Vendor("2023-01-01"))).Ok();
    }

    [Theory]
    [InlineData("client_secret", "wrong", 401, "invalid_client", "AADSTS7000215")]
    [InlineData("client_secret", "", 401, "invalid_client", "AADSTS7000216")]
    [InlineData("client_id", "mdb_sa_id_nobody", 401, "invalid_client", "AADSTS7000215")]
    [InlineData("client_id", "", 400, "invalid_request", "client_id")]
    [InlineData("scope", "", 400, "invalid_request", "scope")]
    [InlineData("grant_type", "", 400, "invalid_request", "grant_type")]
    [InlineData("grant_type", "authorization_code", 400, "unsupported_grant_type", "az login --service-principal")]
    public async Task What_is_wrong_is_said_in_entras_words(string field, string value, int status, string error, string says)
    {
        var answer = await AskAsync($"{Tenant}/oauth2/v2.0/token", new() { [field] = value });

        Assert.Equal(status, answer.Status);
        Assert.Equal(error, answer.Field("error"));
        Assert.Contains(says, answer.Field("error_description"));
    }

    [Theory]
    [InlineData("common/oauth2/v2.0/devicecode")]
    [InlineData("adfs/oauth2/devicecode")]
    public async Task What_is_not_offered_is_refused_by_name(string path)
    {
        var answer = await AskAsync(path, []);

        Assert.Equal(400, answer.Status);
        Assert.Equal("unsupported_grant_type", answer.Field("error"));
        Assert.Contains("az login --service-principal", answer.Field("error_description"));
    }

    [Fact]
    public async Task What_nobody_serves_is_a_json_404_for_a_program_and_leads_a_person_to_the_sign_in()
    {
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = host.Address };
        foreach (var accept in new[] { "application/json", "*/*" })
        {
            var answer = await new ApiClient(client).GetAsync("//nobody/lives/here", accept);
            Assert.Equal(404, answer.Status);
            Assert.Equal("application/json", answer.MediaType);
            Assert.Contains("/nobody/lives/here", answer.Field("error.message"));
        }

        Assert.Equal(404, (await new ApiClient(client).PostAsync("//nobody", new { })).Status);
        Assert.Equal(302, (await new ApiClient(client).GetAsync("//nobody/lives/here", "text/html,*/*;q=0.8")).Status);
        Assert.Equal(302, (await new ApiClient(client).GetAsync("//projects", "text/html")).Status);
    }

    private async Task<string> TokenAsync(string door, Dictionary<string, string> more)
    {
        var answer = (await AskAsync(door, more)).Ok();
        Assert.Equal("Bearer", answer.Field("token_type"));
        Assert.Equal(3600, answer.Json.GetProperty("expires_in").GetInt32());
        Assert.Equal(3600, answer.Json.GetProperty("ext_expires_in").GetInt32());
        return answer.Field("access_token");
    }

    /// <param name="changes">Fields beside those of a right form, or in their place; an empty one is left out.</param>
    private Task<ApiAnswer> AskAsync(string door, Dictionary<string, string> changes)
    {
        var form = new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = DemoCredentials.ServiceAccount,
            ["client_secret"] = DemoCredentials.ServiceAccountSecret,
            ["scope"] = $"{Host}//.default",
        };
        foreach (var (name, value) in changes)
        {
            form[name] = value;
        }

        var text = string.Join(
            '&',
            form.Where(field => field.Value.Length > 0).Select(field => $"{field.Key}={Uri.EscapeDataString(field.Value)}")
        );
        return host.Anonymous().SendAsync(HttpMethod.Post, $"//{door}", text, type: "application/x-www-form-urlencoded");
    }
}
