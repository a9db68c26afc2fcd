namespace Atlas.KmsPortal.Tests.Simulator.Api;

/// <summary>The people of a project are those who have an account and a role there.</summary>
public sealed class UsersApiTests(ApiHost host) : IClassFixture<ApiHost>
{
    private const string First = "application/vnd.atlas.2023-01-01+json";

    [Fact]
    public async Task A_project_lists_its_members_and_the_owners_of_its_organization_when_asked()
    {
        var reader = host.Reader();

        var members = (await reader.GetAsync($"/groups/{Demo.Analytics}/users")).Ok();
        var all = (await reader.GetAsync($"/groups/{Demo.Analytics}/users?includeOrgUsers=true")).Ok();

        Assert.Equal(("1", "reader@acme.example"), (members.Field("totalCount"), members.Field("results.0.username")));
        Assert.Equal(("GROUP_READ_ONLY", "ACTIVE"), (members.Field("results.0.roles.0"), members.Field("results.0.orgMembershipStatus")));
        Assert.Equal(
            ("2", "owner@acme.example", "reader@acme.example"),
            (all.Field("totalCount"), all.Field("results.0.username"), all.Field("results.1.username"))
        );
        var id = members.Field("results.0.id");
        Assert.Equal("reader@acme.example", (await reader.GetAsync($"/groups/{Demo.Analytics}/users/{id}")).Ok().Field("username"));
        (await reader.GetAsync($"/groups/{Demo.Analytics}/users/{Demo.Nowhere}")).Refused(404, "RESOURCE_NOT_FOUND");
    }

    [Fact]
    public async Task The_shape_of_2023_has_an_address_and_role_assignments()
    {
        var answer = (await host.Reader().GetAsync($"/groups/{Demo.Analytics}/users", First)).Ok();

        Assert.Equal("reader@acme.example", answer.Field("results.0.emailAddress"));
        Assert.Equal(
            ["ORG_MEMBER", "GROUP_READ_ONLY"],
            answer
                .Json.GetProperty("results")[0]
                .GetProperty("roles")
                .EnumerateArray()
                .Select(role => role.GetProperty("roleName").GetString())
        );
        Assert.False(answer.Json.GetProperty("results")[0].TryGetProperty("orgMembershipStatus", out _));
    }

    [Fact]
    public async Task An_organization_lists_everybody_with_a_role_in_it_or_its_projects()
    {
        var reader = host.Reader();
        var users = $"/orgs/{Demo.Organization}/users";

        var answer = (await reader.GetAsync(users)).Ok();

        Assert.Equal("2", answer.Field("totalCount"));
        Assert.Equal("ORG_OWNER", answer.Field("results.0.roles.orgRoles.0"));
        Assert.Equal(6, answer.Json.GetProperty("results")[1].GetProperty("roles").GetProperty("groupRoleAssignments").GetArrayLength());
        Assert.Equal("2", (await reader.GetAsync(users, First)).Ok().Field("totalCount"));
        Assert.Equal("owner@acme.example", (await reader.GetAsync($"{users}/{answer.Field("results.0.id")}")).Ok().Field("username"));
    }

    [Theory]
    [InlineData("?username=reader@acme.example", "1")]
    [InlineData("?username=nobody@acme.example", "0")]
    [InlineData("?orgMembershipStatus=PENDING", "0")]
    [InlineData("?orgMembershipStatus=ACTIVE", "2")]
    public async Task Lists_are_filtered(string query, string count)
    {
        Assert.Equal(count, (await host.Reader().GetAsync($"/orgs/{Demo.Organization}/users{query}")).Ok().Field("totalCount"));
    }

    [Fact]
    public async Task A_status_that_is_none_is_refused()
    {
        (await host.Reader().GetAsync($"/orgs/{Demo.Organization}/users?orgMembershipStatus=GONE")).Refused(400, "INVALID_QUERY_PARAMETER");
    }
}
