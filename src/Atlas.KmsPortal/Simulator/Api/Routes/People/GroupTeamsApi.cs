using Atlas.KmsPortal.AdminApi;
using Atlas.KmsPortal.Auditing;
using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Simulator.Api;

/// <summary>The teams that have a role in a project, and the people of a team.</summary>
internal static class GroupTeamsApi
{
    private static readonly string[] s_roles =
    [
        "GROUP_OWNER",
        "GROUP_READ_ONLY",
        "GROUP_CLUSTER_MANAGER",
        "GROUP_BACKUP_MANAGER",
        "GROUP_DATA_ACCESS_ADMIN",
        "GROUP_DATA_ACCESS_READ_ONLY",
        "GROUP_DATA_ACCESS_READ_WRITE",
        "GROUP_DATABASE_ACCESS_ADMIN",
        "GROUP_OBSERVABILITY_VIEWER",
        "GROUP_SEARCH_INDEX_EDITOR",
        "GROUP_STREAM_PROCESSING_OWNER",
    ];

    public static void MapGroupTeams(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("").WithTags("Teams");

        group
            .MapGet("/orgs/{orgId}/teams/{teamId}/users", ListUsersAsync)
            .Operation("listOrgTeamUsers", ApiPermission.OrganizationMember)
            .Asks("username")
            .Answers<PageBody<CloudUserBody>>();
        group
            .MapGet("/groups/{groupId}/teams", ListAsync)
            .Operation("listGroupTeams", ApiPermission.ProjectReader)
            .Answers<PageBody<TeamRoleBody>>();
        group
            .MapPost("/groups/{groupId}/teams", AddAsync)
            .Operation("addGroupTeams", ApiPermission.ProjectOwner, takes: typeof(IReadOnlyList<TeamRoleBody>))
            .Answers<PageBody<TeamRoleBody>>();
        group
            .MapGet("/groups/{groupId}/teams/{teamId}", GetAsync)
            .Operation("getGroupTeam", ApiPermission.ProjectReader)
            .Answers<TeamRoleBody>();
        group
            .MapPatch("/groups/{groupId}/teams/{teamId}", UpdateAsync)
            .Operation("updateGroupTeam", ApiPermission.ProjectOwner, takes: typeof(TeamRoleChangeBody))
            .Answers<PageBody<TeamRoleBody>>();
        group
            .MapDelete("/groups/{groupId}/teams/{teamId}", RemoveAsync)
            .Operation("removeGroupTeam", ApiPermission.ProjectOwner)
            .Produces(204);
    }

    private static async Task<IResult> ListUsersAsync(
        string orgId,
        string teamId,
        ApiRequest request,
        Teams teams,
        Members members,
        CancellationToken cancellationToken
    )
    {
        var team =
            (await teams.OfOrganizationAsync(orgId, cancellationToken)).FirstOrDefault(team => team.Id == teamId)
            ?? throw new AtlasApiException(AtlasErrors.TeamNotFound(teamId));
        var name = request.Query("username");
        var byName = await teams.OfPeopleAsync(orgId, cancellationToken);
        var people = await members.OfOrganizationAsync(orgId, cancellationToken);
        return request.List([
            .. people
                .Where(member => team.Usernames.Contains(member.Username, StringComparer.OrdinalIgnoreCase))
                .Where(member => name is null || member.Username.Equals(name, StringComparison.OrdinalIgnoreCase))
                .Select(member => UsersApi.CloudUser(member, orgId, byName, request)),
        ]);
    }

    private static async Task<IResult> ListAsync(
        string groupId,
        ApiRequest request,
        IAtlasClient atlas,
        Teams teams,
        CancellationToken cancellationToken
    )
    {
        var project = await atlas.ProjectAsync(groupId, cancellationToken);
        return request.List(Shown(await teams.OfProjectAsync(groupId, project.OrganizationId, cancellationToken), groupId, request));
    }

    private static async Task<IResult> AddAsync(
        string groupId,
        ApiRequest request,
        IAtlasClient atlas,
        Teams teams,
        KeptLists kept,
        CancellationToken cancellationToken
    )
    {
        var body = await request.ReadListAsync<TeamRoleBody>(cancellationToken);
        var project = await atlas.ProjectAsync(groupId, cancellationToken);
        var known = await teams.OfOrganizationAsync(project.OrganizationId, cancellationToken);
        for (var at = 0; at < body.Count; at++)
        {
            RefuseUnknown($"[{at}].roleNames", body[at].RoleNames!);
            if (!known.Any(team => team.Id == body[at].TeamId))
            {
                throw new AtlasApiException(AtlasErrors.TeamNotFound(body[at].TeamId!));
            }
        }

        var added = body.Select(role => role with { Links = null }).DistinctBy(role => role.TeamId).ToList();
        var all = await kept.ChangeAsync<TeamRoleBody>(
            groupId,
            Teams.Document,
            before => [.. Teams.Living(before, known).Where(role => !added.Exists(one => one.TeamId == role.TeamId)), .. added],
            new(AtlasEvents.TeamAddedToGroup, $"Added to the project: {Words.Count(added.Count, "team")}."),
            cancellationToken
        );
        return request.List(Shown(all, groupId, request));
    }

    private static async Task<IResult> GetAsync(
        string groupId,
        string teamId,
        ApiRequest request,
        IAtlasClient atlas,
        Teams teams,
        CancellationToken cancellationToken
    )
    {
        var project = await atlas.ProjectAsync(groupId, cancellationToken);
        var found = (await teams.OfProjectAsync(groupId, project.OrganizationId, cancellationToken)).FirstOrDefault(role =>
            role.TeamId == teamId
        );
        return request.Ok(Shown([found ?? throw new AtlasApiException(AtlasErrors.TeamNotFound(teamId))], groupId, request)[0]);
    }

    private static async Task<IResult> UpdateAsync(
        string groupId,
        string teamId,
        ApiRequest request,
        KeptLists kept,
        CancellationToken cancellationToken
    )
    {
        var body = await request.ReadAsync<TeamRoleChangeBody>(cancellationToken);
        RefuseUnknown("roleNames", body.RoleNames!);
        var all = await kept.ChangeAsync<TeamRoleBody>(
            groupId,
            Teams.Document,
            before => [.. Assigned(before, teamId).Select(role => role.TeamId == teamId ? role with { RoleNames = body.RoleNames } : role)],
            new(AtlasEvents.TeamRolesModified, $"The roles of team {teamId} in the project changed."),
            cancellationToken
        );
        return request.List(Shown(all, groupId, request));
    }

    private static async Task<IResult> RemoveAsync(
        string groupId,
        string teamId,
        ApiRequest request,
        KeptLists kept,
        CancellationToken cancellationToken
    )
    {
        await kept.ChangeAsync<TeamRoleBody>(
            groupId,
            Teams.Document,
            before => [.. Assigned(before, teamId).Where(role => role.TeamId != teamId)],
            new(AtlasEvents.TeamRemovedFromGroup, $"Team {teamId} removed from the project."),
            cancellationToken
        );
        return request.NoContent();
    }

    private static IReadOnlyList<TeamRoleBody> Assigned(IReadOnlyList<TeamRoleBody> teams, string teamId) =>
        teams.Any(role => role.TeamId == teamId) ? teams : throw new AtlasApiException(AtlasErrors.TeamNotFound(teamId));

    private static void RefuseUnknown(string field, IReadOnlyList<string> roles)
    {
        if (roles.Count == 0 || roles.Any(role => !s_roles.Contains(role)))
        {
            throw new AtlasApiException(AtlasErrors.InvalidField(field, $"{field} must hold one or more of {string.Join(", ", s_roles)}."));
        }
    }

    private static IReadOnlyList<TeamRoleBody> Shown(IReadOnlyList<TeamRoleBody> teams, string groupId, ApiRequest request) =>
        [.. teams.Select(role => role with { Links = request.SelfLink($"/groups/{groupId}/teams/{role.TeamId}") })];
}
