namespace Atlas.KmsPortal.Tests.Simulator.Api;

public sealed class TeamsApiTests(ApiHost host) : IClassFixture<ApiHost>
{
    private static readonly string s_teams = $"/orgs/{Demo.Organization}/teams";

    [Fact]
    public async Task A_team_is_made_assigned_and_removed()
    {
        var owner = host.Owner();
        var groupId = await Demo.NewGroupAsync(owner);
        var assigned = $"/groups/{groupId}/teams";
        Assert.Equal("0", (await owner.GetAsync(assigned)).Ok().Field("totalCount"));

        var teamId = await NewTeamAsync(owner, "keys");
        Assert.Equal("keys", (await owner.GetAsync(s_teams + "/byName/keys")).Ok().Field("name"));
        Assert.Equal("reader@acme.example", (await owner.GetAsync($"{s_teams}/{teamId}/users")).Ok().Field("results.0.username"));

        var added = (await owner.PostAsync(assigned, new[] { new { teamId, roleNames = new[] { "GROUP_CLUSTER_MANAGER" } } })).Ok();
        Assert.Equal(teamId, added.Field("results.0.teamId"));
        var flat = (await owner.GetAsync($"/groups/{groupId}/users?flattenTeams=true")).Ok();
        Assert.Equal(("reader@acme.example", "GROUP_CLUSTER_MANAGER"), (flat.Field("results.0.username"), flat.Field("results.0.roles.0")));
        Assert.Equal("0", (await owner.GetAsync($"/groups/{groupId}/users")).Ok().Field("totalCount"));

        (await owner.PatchAsync($"{assigned}/{teamId}", new { roleNames = new[] { "GROUP_READ_ONLY" } })).Ok();
        Assert.Equal("GROUP_READ_ONLY", (await owner.GetAsync(assigned)).Ok().Field("results.0.roleNames.0"));
        (await owner.DeleteAsync($"{assigned}/{teamId}")).Ok(204);
        Assert.Equal("0", (await owner.GetAsync(assigned)).Ok().Field("totalCount"));
    }

    [Fact]
    public async Task A_team_that_is_deleted_has_no_role_any_more()
    {
        var owner = host.Owner();
        var assigned = $"/groups/{await Demo.NewGroupAsync(owner)}/teams";
        var teamId = await NewTeamAsync(owner, "short-lived");
        (await owner.PostAsync(assigned, new[] { new { teamId, roleNames = new[] { "GROUP_OWNER" } } })).Ok();

        (await owner.PatchAsync($"{s_teams}/{teamId}", new { name = "short-lived-2" })).Ok();
        Assert.Equal("short-lived-2", (await owner.GetAsync($"{s_teams}/{teamId}")).Ok().Field("name"));
        (await owner.DeleteAsync($"{s_teams}/{teamId}")).Ok(204);

        Assert.Equal("0", (await owner.GetAsync(assigned)).Ok().Field("totalCount"));
        (await owner.GetAsync($"{s_teams}/{teamId}")).Refused(404, "RESOURCE_NOT_FOUND");
    }

    [Fact]
    public async Task What_a_team_may_not_be_is_refused_by_name()
    {
        var owner = host.Owner();
        var assigned = $"/groups/{Demo.Analytics}/teams";
        var teamId = await NewTeamAsync(owner, "unique");

        (await owner.PostAsync(s_teams, new { name = "unique", usernames = new[] { "reader@acme.example" } })).Refused(
            400,
            "INVALID_ATTRIBUTE"
        );
        (await owner.PostAsync(s_teams, new { name = "strange", usernames = new[] { "nobody@acme.example" } })).Refused(
            404,
            "USERNAME_NOT_FOUND"
        );
        (await owner.PostAsync(assigned, new[] { new { teamId, roleNames = new[] { "KING" } } })).Refused(400, "INVALID_ATTRIBUTE");
        (await owner.PostAsync(assigned, new[] { new { teamId = Demo.Nowhere, roleNames = new[] { "GROUP_OWNER" } } })).Refused(
            404,
            "RESOURCE_NOT_FOUND"
        );
        (await owner.PostAsync(assigned, new { teamId })).Refused(400, "INVALID_JSON");
        (await host.Reader().PostAsync(s_teams, new { name = "mine", usernames = new[] { "reader@acme.example" } })).Refused(
            403,
            "ACCESS_FORBIDDEN"
        );
    }

    private static async Task<string> NewTeamAsync(ApiClient owner, string name) =>
        (await owner.PostAsync(s_teams, new { name, usernames = new[] { "reader@acme.example" } })).Ok(201).Field("id");
}
