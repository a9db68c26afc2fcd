namespace Atlas.KmsPortal.Tests.Simulator.Api;

/// <summary>A query parameter is honored or refused, never ignored.</summary>
public sealed class QueryParametersTests(ApiHost host) : IClassFixture<ApiHost>
{
    [Theory]
    [InlineData("/groups?name=payments")]
    [InlineData("/groups/65a0000000000000000000a3/clusters?tier=M30")]
    [InlineData("/groups/65a0000000000000000000a3/containers/all?providerName=AZURE")]
    [InlineData("/groups/65a0000000000000000000a3/encryptionAtRest?validate=true")]
    [InlineData("/groups/65a0000000000000000000a3/accessList?comment=office")]
    [InlineData("/orgs/65a000000000000000000001/events?clusterNames=bi")]
    public async Task One_that_is_not_read_is_refused_by_name(string path)
    {
        var answer = await host.Owner().GetAsync(path);

        answer.Refused(400, "INVALID_QUERY_PARAMETER");
        Assert.Contains(path.Split('?')[1].Split('=')[0], answer.Field("detail"));
    }

    [Fact]
    public async Task The_owner_of_a_new_project_is_not_chosen_in_the_query()
    {
        (await host.Owner().PostAsync($"/groups?projectOwnerId={Demo.Nowhere}", new { name = "owned", orgId = Demo.Organization })).Refused(
            400,
            "INVALID_QUERY_PARAMETER"
        );
    }

    [Theory]
    [InlineData("")]
    [InlineData("?envelope=false&pretty=true")]
    [InlineData("?pageNum=1&itemsPerPage=5&includeCount=true")]
    [InlineData("?INCLUDECOUNT=true")]
    public async Task Those_that_all_have_are_taken_everywhere(string query)
    {
        (await host.Reader().GetAsync($"/groups/{Demo.Analytics}{query}")).Ok();
    }

    [Fact]
    public async Task The_openapi_document_names_them()
    {
        using var http = host.Anonymous().Http;
        var document = (await new ApiClient(http).GetAsync("//openapi/atlas.json")).Ok().Json;

        var parameters = document
            .GetProperty("paths")
            .GetProperty("/api/atlas/v2/groups/{groupId}/events")
            .GetProperty("get")
            .GetProperty("parameters")
            .EnumerateArray()
            .Select(parameter => parameter.GetProperty("name").GetString());
        Assert.Superset(new HashSet<string?> { "clusterNames", "eventType", "minDate", "includeRaw", "pageNum" }, parameters.ToHashSet());
    }
}
