using Atlas.KmsPortal.AdminApi;
using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Simulator.Api;

/// <summary>A team as it is kept, under its organization.</summary>
internal sealed record Team(string Id, string Name, IReadOnlyList<string> Usernames);

/// <summary>Teams, and where they have which roles. They give nobody of the portal access: roles of people stand in its memberships.</summary>
internal sealed class Teams(ProjectDocuments documents)
{
    public const string Document = "teams";

    public async Task<IReadOnlyList<Team>> OfOrganizationAsync(string organizationId, CancellationToken cancellationToken) =>
        await documents.FindAsync<List<Team>>(organizationId, Document, cancellationToken) ?? [];

    /// <summary>The ids of a person's teams, by user name.</summary>
    public async Task<ILookup<string, string>> OfPeopleAsync(string organizationId, CancellationToken cancellationToken) =>
        (await OfOrganizationAsync(organizationId, cancellationToken))
            .SelectMany(team => team.Usernames.Select(name => (name, team.Id)))
            .ToLookup(pair => pair.name, pair => pair.Id, StringComparer.OrdinalIgnoreCase);

    /// <summary>The teams that have a role in the project; one that the organization no longer has has none.</summary>
    public async Task<IReadOnlyList<TeamRoleBody>> OfProjectAsync(
        string groupId,
        string organizationId,
        CancellationToken cancellationToken
    )
    {
        var assigned = await documents.FindAsync<List<TeamRoleBody>>(groupId, Document, cancellationToken) ?? [];
        return assigned.Count == 0 ? assigned : Living(assigned, await OfOrganizationAsync(organizationId, cancellationToken));
    }

    public static IReadOnlyList<TeamRoleBody> Living(IReadOnlyList<TeamRoleBody> assigned, IReadOnlyList<Team> teams) =>
        [.. assigned.Where(role => teams.Any(team => team.Id == role.TeamId))];

    /// <summary>The members together with those who are in a team of the project, and with the roles that they have by it.</summary>
    /// <param name="everybody">The members of the organization.</param>
    public async Task<IReadOnlyList<Member>> FlattenAsync(
        IReadOnlyList<Member> members,
        IReadOnlyList<Member> everybody,
        ProjectSnapshot project,
        CancellationToken cancellationToken
    )
    {
        var teams = await OfOrganizationAsync(project.OrganizationId, cancellationToken);
        var assigned = await OfProjectAsync(project.Id, project.OrganizationId, cancellationToken);
        var byTeam = (
            from role in assigned
            join team in teams on role.TeamId equals team.Id
            from name in team.Usernames
            from given in role.RoleNames!
            select (name, given)
        ).ToLookup(pair => pair.name, pair => pair.given, StringComparer.OrdinalIgnoreCase);
        return
        [
            .. everybody
                .Where(person => byTeam.Contains(person.Username) || members.Any(member => member.Id == person.Id))
                .Select(person =>
                    person with
                    {
                        Roles = person.Roles[project.Id].Concat(byTeam[person.Username]).Distinct().ToLookup(_ => project.Id),
                    }
                ),
        ];
    }
}
