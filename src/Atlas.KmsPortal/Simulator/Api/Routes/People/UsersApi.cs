using Atlas.KmsPortal.AdminApi;
using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Simulator.Api;

/// <summary>The people of a project and of an organization, in the shapes of 2023 and of 2025.</summary>
internal static class UsersApi
{
    private const string Active = "ACTIVE";
    private static readonly string[] s_statuses = [Active, "PENDING", "INVITATION_EXPIRED", "INVITATION_REJECTED"];
    private static readonly ResourceVersions s_lists = ResourceVersions.Of("2023-01-01", "2025-02-19");
    private static readonly ResourceVersions s_newest = ResourceVersions.Of("2025-02-19");

    public static void MapUsers(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("").WithTags("MongoDB Cloud Users");

        group
            .MapGet("/groups/{groupId}/users", ListInGroupAsync)
            .Operation("listGroupUsers", ApiPermission.ProjectReader, s_lists)
            .Asks("orgMembershipStatus", "orgMembershipStatuses", "username")
            .AsksWhether("flattenTeams", "includeOrgUsers")
            .Answers<PageBody<GroupUserBody>>(200, s_lists);
        group
            .MapGet("/groups/{groupId}/users/{userId}", GetInGroupAsync)
            .Operation("getGroupUser", ApiPermission.ProjectReader, s_newest)
            .Answers<GroupUserBody>(200, s_newest);
        group
            .MapGet("/orgs/{orgId}/users", ListInOrganizationAsync)
            .Operation("listOrgUsers", ApiPermission.OrganizationMember, s_lists)
            .Asks("orgMembershipStatus", "username")
            .Answers<PageBody<OrgUserBody>>(200, s_lists);
        group
            .MapGet("/orgs/{orgId}/users/{userId}", GetInOrganizationAsync)
            .Operation("getOrgUser", ApiPermission.OrganizationMember, s_newest)
            .Answers<OrgUserBody>(200, s_newest);
    }

    private static async Task<IResult> ListInGroupAsync(
        string groupId,
        ApiRequest request,
        IAtlasClient atlas,
        Members members,
        Teams teams,
        CancellationToken cancellationToken
    )
    {
        var project = await atlas.ProjectAsync(groupId, cancellationToken);
        var found = await members.OfProjectAsync(groupId, project.OrganizationId, request.QueryFlag("includeOrgUsers"), cancellationToken);
        var all = request.QueryFlag("flattenTeams")
            ? await teams.FlattenAsync(
                found,
                await members.OfOrganizationAsync(project.OrganizationId, cancellationToken),
                project,
                cancellationToken
            )
            : found;
        var shown = Asked(all, request);
        if (request.Version >= s_newest.Oldest)
        {
            return request.List([.. shown.Select(member => GroupUser(member, project))]);
        }

        var byName = await teams.OfPeopleAsync(project.OrganizationId, cancellationToken);
        return request.List([.. shown.Select(member => CloudUser(member, project.OrganizationId, byName, request))]);
    }

    private static async Task<IResult> GetInGroupAsync(
        string groupId,
        string userId,
        ApiRequest request,
        IAtlasClient atlas,
        Members members,
        CancellationToken cancellationToken
    )
    {
        var project = await atlas.ProjectAsync(groupId, cancellationToken);
        var found = await members.OfProjectAsync(groupId, project.OrganizationId, includeOwners: true, cancellationToken);
        return request.Ok(GroupUser(With(userId, found), project));
    }

    private static async Task<IResult> ListInOrganizationAsync(
        string orgId,
        ApiRequest request,
        Members members,
        Teams teams,
        CancellationToken cancellationToken
    )
    {
        var shown = Asked(await members.OfOrganizationAsync(orgId, cancellationToken), request);
        var byName = await teams.OfPeopleAsync(orgId, cancellationToken);
        return request.Version >= s_newest.Oldest
            ? request.List([.. shown.Select(member => OrgUser(member, orgId, byName))])
            : request.List([.. shown.Select(member => CloudUser(member, orgId, byName, request))]);
    }

    private static async Task<IResult> GetInOrganizationAsync(
        string orgId,
        string userId,
        ApiRequest request,
        Members members,
        Teams teams,
        CancellationToken cancellationToken
    ) =>
        request.Ok(
            OrgUser(
                With(userId, await members.OfOrganizationAsync(orgId, cancellationToken)),
                orgId,
                await teams.OfPeopleAsync(orgId, cancellationToken)
            )
        );

    private static Member With(string userId, IReadOnlyList<Member> members) =>
        members.FirstOrDefault(member => member.Id == userId) ?? throw new AtlasApiException(AtlasErrors.UserNotFound(userId));

    private static IEnumerable<Member> Asked(IReadOnlyList<Member> members, ApiRequest request)
    {
        var statuses = request.QueryList("orgMembershipStatus").Concat(request.QueryList("orgMembershipStatuses")).ToList();
        if (statuses.Exists(status => !s_statuses.Contains(status)))
        {
            throw new AtlasApiException(AtlasErrors.InvalidQueryParameter("orgMembershipStatus", string.Join(", ", s_statuses)));
        }

        // An account of the portal is active; nobody is invited.
        return statuses.Count > 0 && !statuses.Contains(Active) ? []
            : request.Query("username") is { } name
                ? members.Where(member => member.Username.Equals(name, StringComparison.OrdinalIgnoreCase))
            : members;
    }

    private static GroupUserBody GroupUser(Member member, ProjectSnapshot project) =>
        new(
            member.Id,
            Active,
            [.. member.Roles[project.Id]],
            member.Username,
            member.FirstName,
            member.LastName,
            "US",
            Members.Since(project.OrganizationId)
        );

    private static OrgUserBody OrgUser(Member member, string organizationId, ILookup<string, string> teams) =>
        new(
            member.Id,
            Active,
            new OrgUserRolesBody(
                [
                    .. member
                        .Roles.Where(scope => scope.Key != organizationId)
                        .OrderBy(scope => scope.Key, StringComparer.Ordinal)
                        .Select(scope => new GroupRolesBody(scope.Key, [.. scope])),
                ],
                OrgRoles(member, organizationId)
            ),
            [.. teams[member.Username]],
            member.Username,
            member.FirstName,
            member.LastName,
            "US",
            Members.Since(organizationId)
        );

    public static CloudUserBody CloudUser(Member member, string organizationId, ILookup<string, string> teams, ApiRequest request) =>
        new(
            member.Id,
            member.Username,
            member.Username,
            member.FirstName,
            member.LastName,
            "US",
            "",
            Members.Since(organizationId),
            [
                .. OrgRoles(member, organizationId).Select(role => new RoleAssignmentBody(role, OrgId: organizationId)),
                .. member
                    .Roles.Where(scope => scope.Key != organizationId)
                    .SelectMany(scope => scope.Select(role => new RoleAssignmentBody(role, GroupId: scope.Key))),
            ],
            [.. teams[member.Username]],
            request.SelfLink($"/users/{member.Id}")
        );

    // Whoever has a role in a project is a member of its organization.
    private static IReadOnlyList<string> OrgRoles(Member member, string organizationId) =>
        member.Roles.Contains(organizationId) ? [.. member.Roles[organizationId]] : [ApiRole.OrganizationMember];
}
