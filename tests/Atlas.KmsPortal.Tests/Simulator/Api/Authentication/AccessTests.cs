using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Atlas.KmsPortal.Data;
using Atlas.KmsPortal.Simulator.Api;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Atlas.KmsPortal.Tests.Simulator.Api;

public sealed class AccessTests(ApiHost host) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task Who_is_no_member_sees_nothing_there()
    {
        var stranger = host.Reader();
        var owner = host.Owner();
        var groupId = await Demo.NewGroupAsync(owner);

        (await stranger.GetAsync($"/groups/{groupId}")).Refused(404, "GROUP_NOT_FOUND");
        (await stranger.GetAsync($"/groups/{Demo.Nowhere}")).Refused(404, "GROUP_NOT_FOUND");
        (await stranger.GetAsync("/orgs/65a0000000000000000000ff")).Refused(404, "ORG_NOT_FOUND");
        (await stranger.PatchAsync(Demo.EncryptionAtRest(groupId), "not even json")).Refused(404, "GROUP_NOT_FOUND");
    }

    /// <summary>The database was restored without the keys that protect what is in it.</summary>
    [Fact]
    public async Task A_key_that_cannot_be_decrypted_is_no_key()
    {
        await using (
            var database = await host
                .Services.GetRequiredService<IDbContextFactory<PortalDbContext>>()
                .CreateDbContextAsync(TestContext.Current.CancellationToken)
        )
        {
            database.ApiKeys.Add(
                new()
                {
                    PublicKey = "restored",
                    Description = "",
                    ProtectedHa1 = new EphemeralDataProtectionProvider().CreateProtector("elsewhere").Protect("ha1:ha1"),
                }
            );
            await database.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        (await host.Client("restored", "secret").GetAsync("/groups")).Refused(401, "USER_UNAUTHORIZED");
    }

    [Fact]
    public async Task The_reader_may_look_and_not_touch()
    {
        var reader = host.Reader();

        (await reader.GetAsync($"/groups/{Demo.Payments}")).Ok();
        (await reader.GetAsync($"/groups/{Demo.Payments}/clusters")).Ok();
        (await reader.DeleteAsync($"/groups/{Demo.Payments}")).Refused(403, "ACCESS_FORBIDDEN");
        (await reader.PostAsync($"/groups/{Demo.Payments}/clusters", new { name = "x" })).Refused(403, "ACCESS_FORBIDDEN");
        (await reader.PostAsync("/groups", new { name = "mine", orgId = Demo.Organization })).Refused(403, "ACCESS_FORBIDDEN");
        (await reader.PostAsync("//simulator/reset")).Refused(403, "ACCESS_FORBIDDEN");
    }

    [Fact]
    public async Task A_token_works_until_it_is_revoked()
    {
        var client = await host.ServiceAccountAsync();
        (await client.GetAsync("/groups")).Ok();
        var token = client.Http.DefaultRequestHeaders.Authorization!.Parameter!;

        using var revocation = await OAuthAsync("revoke", new() { ["token"] = token, ["token_type_hint"] = "access_token" });

        Assert.Equal(HttpStatusCode.OK, revocation.StatusCode);
        (await client.GetAsync("/groups")).Refused(401, "USER_UNAUTHORIZED");
    }

    [Theory]
    [InlineData("mdb_sa_id_65a0000000000000000000b1", "wrong", "client_credentials", 401, "invalid_client")]
    [InlineData("nobody", "mdb_sa_sk_demo-owner", "client_credentials", 401, "invalid_client")]
    [InlineData("mdb_sa_id_65a0000000000000000000b1", "mdb_sa_sk_demo-owner", "password", 400, "unsupported_grant_type")]
    [InlineData("mdb_sa_id_65a0000000000000000000b1", "mdb_sa_sk_demo-owner", null, 400, "invalid_request")]
    public async Task What_is_wrong_with_a_token_request_is_said_in_oauths_own_shape(
        string id,
        string secret,
        string? grant,
        int status,
        string error
    )
    {
        using var response = await OAuthAsync("token", grant is null ? [] : new() { ["grant_type"] = grant }, id, secret);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(error, (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("error").GetString());
    }

    [Fact]
    public async Task A_token_is_a_bearer_for_an_hour()
    {
        using var response = await OAuthAsync("token", new() { ["grant_type"] = "client_credentials" });

        var token = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("Bearer", token.GetProperty("token_type").GetString());
        Assert.Equal(3600, token.GetProperty("expires_in").GetInt32());
        Assert.True(response.Headers.CacheControl?.NoStore);
    }

    [Theory]
    [InlineData("Bearer nonsense")]
    [InlineData("Bearer ")]
    [InlineData("Basic a21zb3duZXI6eA==")]
    [InlineData("Negotiate x")]
    public async Task Other_credentials_are_challenged(string authorization)
    {
        using var http = host.Anonymous().Http;
        http.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", authorization);

        (await new ApiClient(http).GetAsync("/groups")).Refused(401, "USER_UNAUTHORIZED");
    }

    [Fact]
    public async Task Nothing_that_could_sign_in_stands_in_the_database_in_the_open()
    {
        await host.TokenAsync();

        using var database = new Microsoft.Data.Sqlite.SqliteConnection(host.ConnectionString);
        database.Open();
        foreach (var table in new[] { "ApiKeys", "ServiceAccounts", "AccessTokens" })
        {
            using var command = database.CreateCommand();
            command.CommandText = $"SELECT * FROM {table}";
            using var rows = command.ExecuteReader();
            Assert.True(rows.Read());
            do
            {
                var row = string.Join('|', Enumerable.Range(0, rows.FieldCount).Select(rows.GetValue));
                Assert.DoesNotContain(DemoCredentials.OwnerPrivateKey, row);
                Assert.DoesNotContain(DemoCredentials.ServiceAccountSecret, row);
                Assert.DoesNotContain(
                    Atlas.KmsPortal.AdminApi.DigestArithmetic.Secret(
                        Atlas.KmsPortal.AdminApi.DigestAlgorithm.Md5,
                        DemoCredentials.OwnerKey,
                        "MMS Public API",
                        DemoCredentials.OwnerPrivateKey
                    ),
                    row
                );
            } while (rows.Read());
        }
    }

    private async Task<HttpResponseMessage> OAuthAsync(
        string operation,
        Dictionary<string, string> form,
        string id = DemoCredentials.ServiceAccount,
        string secret = DemoCredentials.ServiceAccountSecret
    )
    {
        using var http = host.Anonymous().Http;
        http.DefaultRequestHeaders.Authorization = ApiHost.Basic(id, secret);
        return await http.PostAsync($"/api/oauth/{operation}", new FormUrlEncodedContent(form));
    }
}

public sealed class AccessListTests(AccessListTests.Host host) : IClassFixture<AccessListTests.Host>
{
    [Fact]
    public async Task An_address_that_is_not_on_the_list_is_kept_out()
    {
        (await host.Owner().GetAsync("/groups")).Refused(403, "IP_ADDRESS_NOT_ON_ACCESS_LIST");
    }

    public sealed class Host : ApiHost
    {
        protected override IEnumerable<(string Key, string Value)> Settings => [("AdminApi:IpAccessList", "10.0.0.0/8, 192.0.2.7")];
    }
}

public sealed class RequiredAccessListTests(RequiredAccessListTests.Host host) : IClassFixture<RequiredAccessListTests.Host>
{
    [Fact]
    public async Task Without_a_list_nobody_is_let_in_where_one_is_required()
    {
        var answer = (await host.Owner().GetAsync("/groups")).Refused(403, "ORG_REQUIRES_ACCESS_LIST");

        Assert.NotEmpty(answer.Field("parameters.0"));
    }

    public sealed class Host : ApiHost
    {
        protected override IEnumerable<(string Key, string Value)> Settings => [("AdminApi:RequireIpAccessList", "true")];
    }
}

public sealed class RateLimitTests(RateLimitTests.Host host) : IClassFixture<RateLimitTests.Host>
{
    [Fact]
    public async Task Past_the_limit_comes_429_with_the_time_to_wait()
    {
        var owner = await host.ServiceAccountAsync();

        var first = (await owner.GetAsync("/orgs")).Ok();
        Assert.Equal(("3", "2"), (Header(first, "RateLimit-Limit"), Header(first, "RateLimit-Remaining")));
        await owner.GetAsync("/orgs");
        await owner.GetAsync("/orgs");

        var late = (await owner.GetAsync("/orgs")).Refused(429, "RATE_LIMITED_TOKEN_BUCKET");
        var wait = late.Headers.RetryAfter!.Delta!.Value.TotalSeconds;
        Assert.Equal($"""["api/atlas/v2/orgs","{wait}","3","0.001","1"]""", late.Json.GetProperty("parameters").GetRawText());
        Assert.InRange(late.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 1000);
        (await host.Reader().GetAsync("/orgs")).Ok();
    }

    private static string Header(ApiAnswer answer, string name) => Assert.Single(answer.Headers.GetValues(name));

    public sealed class Host : ApiHost
    {
        protected override IEnumerable<(string Key, string Value)> Settings =>
            [("Simulator:RateLimit:Capacity", "3"), ("Simulator:RateLimit:Refill", "0.001")];
    }
}

public sealed class DocumentedLimitsTests(DocumentedLimitsTests.Host host) : IClassFixture<DocumentedLimitsTests.Host>
{
    [Fact]
    public async Task A_bucket_is_shared_by_its_set_of_endpoints_and_scope()
    {
        var owner = await host.ServiceAccountAsync();
        var events = $"/groups/{Demo.Payments}/events";
        await Parallel.ForEachAsync(Enumerable.Range(0, 300), async (_, _) => (await owner.GetAsync(events + "?itemsPerPage=1")).Ok());

        var answers = new List<ApiAnswer>();
        while (answers.Count < 50 && answers.LastOrDefault()?.Status is not 429)
        {
            answers.Add(await owner.GetAsync(events + "?itemsPerPage=1"));
        }

        var late = answers[^1].Refused(429, "RATE_LIMITED_TOKEN_BUCKET");
        Assert.Equal(
            [events[1..].Insert(0, "api/atlas/v2/"), "300", "100", "60"],
            new[] { 0, 2, 3, 4 }.Select(index => late.Field($"parameters.{index}"))
        );
        (await owner.GetAsync($"/groups/{Demo.Retail}/events")).Ok();
        (await owner.GetAsync($"/groups/{Demo.Payments}/clusters")).Ok();
    }

    [Theory]
    [InlineData("GET", "", "root/kms", 300, 100)]
    [InlineData("GET", "/orgs", "orgs/kms", 300, 100)]
    [InlineData("GET", "/orgs/o", "orgs/o", 500, 250)]
    [InlineData("GET", "/orgs/o/groups", "orgs/o", 500, 250)]
    [InlineData("PATCH", "/orgs/o/settings", "orgs/o/settings", 10, 5)]
    [InlineData("GET", "/groups", "groups/kms", 1200, 500)]
    [InlineData("PATCH", "/groups/g/encryptionAtRest", "groups/g/encryptionatrest", 2000, 1000)]
    [InlineData("DELETE", "/groups/G/encryptionAtRest/AZURE/privateEndpoints/e", "groups/g/encryptionatrest", 2000, 1000)]
    [InlineData("GET", "/groups/g/clusters/c/processArgs", "groups/g/clusters", 10000, 5000)]
    [InlineData("POST", "/groups/g/flexClusters:tenantUpgrade", "groups/g/flexclusters", 1200, 500)]
    [InlineData("GET", "/groups/g/alerts", "groups/g/alerts", 1200, 500)]
    [InlineData("GET", "/groups/g/alertConfigs/a", "groups/g/alertconfigs", 1200, 500)]
    [InlineData("GET", "/groups/g/cloudProviderAccess", "groups/g/cloudprovideraccess", 2000, 1000)]
    [InlineData("GET", "/groups/g/events/e", "groups/g/events", 300, 100)]
    public void Each_set_has_the_documented_figures(string method, string path, string name, int capacity, int refill)
    {
        Assert.Equal(new RateLimit(name, capacity, refill, 60), DocumentedLimits.Of(method, ApiClient.Root + path, "kms"));
    }

    [Theory]
    [InlineData("POST", "/groups")]
    [InlineData("GET", "/groups/g")]
    [InlineData("GET", "/groups/g/settings")]
    public void What_the_documentation_does_not_name_has_no_limit(string method, string path)
    {
        Assert.Null(DocumentedLimits.Of(method, ApiClient.Root + path, "kms"));
    }

    public sealed class Host : ApiHost
    {
        protected override IEnumerable<(string Key, string Value)> Settings => [("Simulator:RateLimit:Documented", "true")];
    }
}
