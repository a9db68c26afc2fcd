using Atlas.KmsPortal.AdminApi;
using Atlas.KmsPortal.Auditing;
using Atlas.KmsPortal.Data;
using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Simulator.Api;

/// <summary>The teams of an organization.</summary>
internal static class TeamsApi
{
    public static void MapTeams(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/orgs/{orgId}/teams").WithTags("Teams");

        group.MapGet("/", ListAsync).Operation("listOrgTeams", ApiPermission.OrganizationMember).Answers<PageBody<TeamBody>>();
        group
            .MapPost("/", CreateAsync)
            .Operation("createOrgTeam", ApiPermission.OrganizationOwner, takes: typeof(TeamBody))
            .Answers<TeamBody>(201);
        group.MapGet("/{teamId}", GetAsync).Operation("getOrgTeam", ApiPermission.OrganizationMember).Answers<TeamBody>();
        group
            .MapGet("/byName/{teamName}", GetByNameAsync)
            .Operation("getOrgTeamByName", ApiPermission.OrganizationMember)
            .Answers<TeamBody>();
        group
            .MapPatch("/{teamId}", RenameAsync)
            .Operation("renameOrgTeam", ApiPermission.OrganizationOwner, takes: typeof(TeamBody))
            .Answers<TeamBody>();
        group.MapDelete("/{teamId}", DeleteAsync).Operation("deleteOrgTeam", ApiPermission.OrganizationOwner).Produces(204);
    }

    private static async Task<IResult> ListAsync(string orgId, ApiRequest request, Teams teams, CancellationToken cancellationToken) =>
        request.List([.. (await teams.OfOrganizationAsync(orgId, cancellationToken)).Select(team => Body(team, orgId, request))]);

    private static async Task<IResult> CreateAsync(
        string orgId,
        ApiRequest request,
        Members members,
        ProjectDocuments documents,
        SimulatedClock clock,
        CancellationToken cancellationToken
    )
    {
        var body = await request.ReadAsync<TeamBody>(cancellationToken);
        if (body.Usernames is not { Count: > 0 } names)
        {
            throw new AtlasApiException(AtlasErrors.InvalidField("usernames", "A team needs at least one member: usernames."));
        }

        var known = (await members.OfOrganizationAsync(orgId, cancellationToken)).Select(member => member.Username).ToList();
        if (names.FirstOrDefault(name => !known.Contains(name, StringComparer.OrdinalIgnoreCase)) is { } stranger)
        {
            throw new AtlasApiException(AtlasErrors.UsernameNotFound(stranger));
        }

        var made = new Team(ObjectIds.New(clock.GetUtcNow()), body.Name!, [.. names.Distinct(StringComparer.OrdinalIgnoreCase)]);
        await ChangeAsync(
            orgId,
            teams => [.. Unnamed(teams, made.Name), made],
            new(AtlasEvents.TeamCreated, $"Team {made.Name} created."),
            request,
            documents,
            cancellationToken
        );
        return request.Created(Body(made, orgId, request) with { Usernames = made.Usernames });
    }

    private static async Task<IResult> GetAsync(
        string orgId,
        string teamId,
        ApiRequest request,
        Teams teams,
        CancellationToken cancellationToken
    )
    {
        var all = await teams.OfOrganizationAsync(orgId, cancellationToken);
        return request.Ok(Body(all.FirstOrDefault(team => team.Id == teamId) ?? throw NotFound(teamId), orgId, request));
    }

    private static async Task<IResult> GetByNameAsync(
        string orgId,
        string teamName,
        ApiRequest request,
        Teams teams,
        CancellationToken cancellationToken
    )
    {
        var all = await teams.OfOrganizationAsync(orgId, cancellationToken);
        return request.Ok(Body(all.FirstOrDefault(team => team.Name == teamName) ?? throw NotFound(teamName), orgId, request));
    }

    private static async Task<IResult> RenameAsync(
        string orgId,
        string teamId,
        ApiRequest request,
        ProjectDocuments documents,
        CancellationToken cancellationToken
    )
    {
        var body = await request.ReadAsync<TeamBody>(cancellationToken);
        Team? renamed = null;
        await ChangeAsync(
            orgId,
            teams =>
            {
                var at = IndexOf(teams, teamId);
                List<Team> others = [.. teams.Where(team => team.Id != teamId)];
                renamed = teams[at] with { Name = body.Name! };
                others = Unnamed(others, renamed.Name);
                others.Insert(at, renamed);
                return others;
            },
            new(AtlasEvents.TeamNameChanged, $"A team is called {body.Name} now."),
            request,
            documents,
            cancellationToken
        );
        return request.Ok(Body(renamed!, orgId, request));
    }

    private static async Task<IResult> DeleteAsync(
        string orgId,
        string teamId,
        ApiRequest request,
        ProjectDocuments documents,
        CancellationToken cancellationToken
    )
    {
        await ChangeAsync(
            orgId,
            teams =>
            {
                teams.RemoveAt(IndexOf(teams, teamId));
                return teams;
            },
            new(AtlasEvents.TeamDeleted, $"Team {teamId} deleted."),
            request,
            documents,
            cancellationToken
        );
        return request.NoContent();
    }

    private static Task ChangeAsync(
        string orgId,
        Func<List<Team>, List<Team>> change,
        KeptEvent happened,
        ApiRequest request,
        ProjectDocuments documents,
        CancellationToken cancellationToken
    ) =>
        documents.ChangeInOrganizationAsync<List<Team>>(
            orgId,
            Teams.Document,
            teams => change(teams ?? []),
            happened,
            request.Caller.Actor,
            cancellationToken
        );

    private static List<Team> Unnamed(List<Team> teams, string name) =>
        teams.Exists(team => team.Name == name)
            ? throw new AtlasApiException(AtlasErrors.InvalidField("name", $"A team named {name} exists already."))
            : teams;

    private static int IndexOf(List<Team> teams, string teamId) =>
        teams.FindIndex(team => team.Id == teamId) is var at and >= 0 ? at : throw NotFound(teamId);

    private static AtlasApiException NotFound(string team) => new(AtlasErrors.TeamNotFound(team));

    private static TeamBody Body(Team team, string orgId, ApiRequest request) =>
        new(team.Name, Id: team.Id, Links: request.SelfLink($"/orgs/{orgId}/teams/{team.Id}"));
}
