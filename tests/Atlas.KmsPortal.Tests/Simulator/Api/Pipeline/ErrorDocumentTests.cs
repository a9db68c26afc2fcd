namespace Atlas.KmsPortal.Tests.Simulator.Api;

public sealed class ErrorDocumentTests(ApiHost host) : IClassFixture<ApiHost>
{
    [Theory]
    [InlineData("/nope", 404, "RESOURCE_NOT_FOUND")]
    [InlineData("//api/atlas/v1.0/groups", 404, "RESOURCE_NOT_FOUND")]
    [InlineData("//api/nope", 404, "RESOURCE_NOT_FOUND")]
    [InlineData("/groups/XYZ", 404, "INVALID_GROUP_ID")]
    [InlineData("/groups/65A0000000000000000000A2", 404, "INVALID_GROUP_ID")]
    [InlineData("/groups/65a0000000000000000000a2%20", 404, "INVALID_GROUP_ID")]
    [InlineData("/groups/byName/nobody", 404, "GROUP_NOT_FOUND")]
    [InlineData("/groups/65a0000000000000000000a2/clusters/nope", 404, "CLUSTER_NOT_FOUND")]
    [InlineData("/groups/65a0000000000000000000a2/encryptionAtRest/GCP/privateEndpoints", 400, "INVALID_PROVIDER")]
    [InlineData("/groups/65a0000000000000000000a2/encryptionAtRest/azure/privateEndpoints", 400, "INVALID_PROVIDER")]
    [InlineData("/groups/65a0000000000000000000a2/encryptionAtRest/AZURE/privateEndpoints/7", 400, "INVALID_PATH_PARAMETER")]
    [InlineData(
        "/groups/65a0000000000000000000a2/encryptionAtRest/AZURE/privateEndpoints/65a0000000000000000000ff",
        404,
        "RESOURCE_NOT_FOUND"
    )]
    [InlineData("/groups/65a0000000000000000000a2/cloudProviderAccess/65a0000000000000000000ff", 404, "RESOURCE_NOT_FOUND")]
    [InlineData("/groups/65a0000000000000000000a2/events/65a0000000000000000000ff", 404, "RESOURCE_NOT_FOUND")]
    [InlineData("/groups/65a0000000000000000000a2/limits/atlas.project.nothing", 400, "INVALID_PATH_PARAMETER")]
    [InlineData("/groups?pageNum=0", 400, "INVALID_QUERY_PARAMETER")]
    [InlineData("/groups?pageNum=1&pageNum=2", 400, "INVALID_QUERY_PARAMETER")]
    [InlineData("/groups?itemsPerPage=501", 400, "INVALID_QUERY_PARAMETER")]
    [InlineData("/groups?itemsPerPage=9999999999", 400, "INVALID_QUERY_PARAMETER")]
    [InlineData("/groups?includeCount=yes", 400, "INVALID_QUERY_PARAMETER")]
    [InlineData("/groups?envelope=1", 400, "INVALID_QUERY_PARAMETER")]
    [InlineData("/groups/65a0000000000000000000a2/events?minDate=soon", 400, "INVALID_QUERY_PARAMETER")]
    public async Task What_is_not_there_or_not_right_has_its_code(string path, int status, string code)
    {
        (await host.Owner().GetAsync(path)).Refused(status, code);
    }

    [Theory]
    [InlineData("PUT", "/groups", "GET, POST")]
    [InlineData("POST", "/groups/65a0000000000000000000a2/encryptionAtRest", "GET, PATCH")]
    [InlineData("DELETE", "/orgs", "GET")]
    [InlineData("PATCH", "/groups/65a0000000000000000000a2/encryptionAtRest/AZURE/privateEndpoints/", "GET, POST")]
    public async Task A_method_that_is_not_offered_is_405_with_those_that_are(string method, string path, string allowed)
    {
        var answer = await host.Owner().SendAsync(new HttpMethod(method), path, new { });

        answer.Refused(405, "METHOD_NOT_ALLOWED");
        Assert.Equal(allowed, string.Join(", ", answer.ContentHeaders.Allow.Order()));
    }

    [Theory]
    [InlineData("text/plain", null, 415, "UNSUPPORTED_MEDIA_TYPE")]
    [InlineData("application/x-www-form-urlencoded", null, 415, "UNSUPPORTED_MEDIA_TYPE")]
    [InlineData("application/vnd.atlas.2020-01-01+json", null, 400, "INVALID_VERSION_DATE")]
    [InlineData("application/vnd.atlas.tomorrow+json", null, 400, "INVALID_VERSION_DATE")]
    [InlineData("application/json", "text/html", 406, "NOT_ACCEPTABLE")]
    [InlineData("application/json", "application/vnd.atlas.2022-12-31+json", 400, "INVALID_VERSION_DATE")]
    public async Task Media_types_and_versions_that_are_not_served_are_refused(string type, string? accept, int status, string code)
    {
        var answer = await host.Owner().PatchAsync(Demo.EncryptionAtRest(Demo.Retail), new { }, accept, type);

        answer.Refused(status, code);
    }

    [Fact]
    public async Task A_version_that_came_later_than_asked_is_refused()
    {
        (await host.Owner().GetAsync($"/groups/{Demo.Playground}/flexClusters", ApiClient.Vendor("2024-10-23"))).Refused(
            400,
            "INVALID_VERSION_DATE"
        );
    }

    [Fact]
    public async Task A_body_beyond_a_mebibyte_is_refused_and_the_connection_lives()
    {
        var owner = await host.ServiceAccountAsync();
        var huge = "{\"azureKeyVault\":{\"keyIdentifier\":\"" + new string('x', 1_200_000) + "\"}}";

        (await owner.PatchAsync(Demo.EncryptionAtRest(Demo.Retail), huge)).Refused(413, "REQUEST_ENTITY_TOO_LARGE");
        (await owner.GetAsync("/groups")).Ok();
    }

    [Fact]
    public async Task Faults_that_were_asked_for_come_in_the_error_document_too()
    {
        var owner = await host.ServiceAccountAsync();
        foreach (
            var (status, code) in new[] { (429, "RATE_LIMITED_TOKEN_BUCKET"), (500, "UNEXPECTED_ERROR"), (503, "SERVICE_UNAVAILABLE") }
        )
        {
            (await owner.PostAsync("//simulator/faults", new { apiStatus = status })).Ok();

            (await owner.GetAsync("/groups")).Refused(status, code);
        }

        (await owner.PostAsync("//simulator/faults", new { apiStatus = 0, apiDelay = "00:00:00.010" })).Ok();
        (await owner.GetAsync("/groups")).Ok();
        (await owner.PostAsync("//simulator/faults", new { apiDelay = "00:00:00" })).Ok();
    }
}

public sealed class ListTests(ApiHost host) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task Pages_follow_one_another_by_their_links()
    {
        var owner = host.Owner();

        var first = (await owner.GetAsync("/groups?itemsPerPage=4")).Ok();
        var second = (await owner.GetAsync("/groups?itemsPerPage=4&pageNum=2")).Ok();
        var beyond = (await owner.GetAsync("/groups?itemsPerPage=4&pageNum=2147483647")).Ok();

        Assert.Equal("6", first.Field("totalCount"));
        Assert.Equal($"{host.Address}api/atlas/v2/groups?includeCount=true&pageNum=1&itemsPerPage=4", first.Field("links.0.href"));
        Assert.Equal(["self", "next"], first.Json.GetProperty("links").EnumerateArray().Select(l => l.GetProperty("rel").GetString()));
        Assert.Equal(["self", "previous"], second.Json.GetProperty("links").EnumerateArray().Select(l => l.GetProperty("rel").GetString()));
        Assert.Equal((4, 2, 0), (Count(first), Count(second), Count(beyond)));
    }

    [Fact]
    public async Task The_count_is_left_out_when_nobody_wants_it()
    {
        var answer = (await host.Owner().GetAsync("/groups?includeCount=false")).Ok();

        Assert.False(answer.Json.TryGetProperty("totalCount", out _));
    }

    [Fact]
    public async Task An_envelope_holds_the_status()
    {
        var list = (await host.Owner().GetAsync("/groups?envelope=true")).Ok();
        var one = (await host.Owner().GetAsync($"/groups/{Demo.Payments}?envelope=true")).Ok();

        Assert.Equal(("200", 6), (list.Field("status"), Count(list)));
        Assert.Equal(("200", "payments"), (one.Field("status"), one.Field("content.name")));
    }

    [Fact]
    public async Task Pretty_is_indented()
    {
        Assert.Contains("\n  \"name\"", (await host.Owner().GetAsync($"/groups/{Demo.Payments}?pretty=true")).Ok().Text);
    }

    private static int Count(ApiAnswer answer) => answer.Json.GetProperty("results").GetArrayLength();
}
