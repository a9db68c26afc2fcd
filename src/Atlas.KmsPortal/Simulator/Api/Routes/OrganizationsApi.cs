using Atlas.KmsPortal.AdminApi;
using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Simulator.Api;

/// <summary>Organizations, and what a client asks first.</summary>
internal static class OrganizationsApi
{
    public static void MapOrganizations(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/", StatusOf).Operation("getSystemStatus", ApiPermission.SignedIn).Answers<SystemStatusBody>().WithTags("Root");

        var group = routes.MapGroup("/orgs").WithTags("Organizations");

        group.MapGet("/", ListAsync).Operation("listOrgs", ApiPermission.SignedIn).Asks("name").Answers<PageBody<OrganizationBody>>();
        group.MapGet("/{orgId}", GetAsync).Operation("getOrg", ApiPermission.OrganizationMember).Answers<OrganizationBody>();
        group
            .MapGet("/{orgId}/groups", ListGroupsAsync)
            .Operation("getOrgGroups", ApiPermission.OrganizationMember)
            .Asks("name")
            .Answers<PageBody<GroupBody>>();
    }

    private static IResult StatusOf(ApiRequest request) =>
        request.Ok(
            new SystemStatusBody(
                "MongoDB Atlas",
                "simulator",
                Throttling: false,
                [new LinkBody(request.Link("/api/atlas/v2"), "self")],
                ApiKeyOf(request.Caller)
            )
        );

    // Published as eight characters, which a service account's id is not.
    private static ApiKeyBody ApiKeyOf(ApiCaller caller)
    {
        var id = AtlasIds.From(caller.Name);
        return new ApiKeyBody(id, caller.Name.Length == 8 ? caller.Name : id[..8], caller.RoleList(), []);
    }

    private static async Task<IResult> ListAsync(ApiRequest request, SimulatedProjects projects, CancellationToken cancellationToken)
    {
        var name = request.Query("name");
        var organizations = await projects.OrganizationsAsync(cancellationToken);
        return request.List([
            .. organizations
                .Where(row => request.Caller.RoleIn(row.Id) is not null)
                .Where(row => name is null || row.Name.StartsWith(name, StringComparison.OrdinalIgnoreCase))
                .Select(row => Body(row, request)),
        ]);
    }

    private static async Task<IResult> GetAsync(
        string orgId,
        ApiRequest request,
        SimulatedProjects projects,
        CancellationToken cancellationToken
    )
    {
        var organizations = await projects.OrganizationsAsync(cancellationToken);
        return organizations.Find(row => row.Id == orgId) is { } row
            ? request.Ok(Body(row, request))
            : throw new AtlasApiException(AtlasErrors.OrganizationNotFound(orgId));
    }

    private static Task<IResult> ListGroupsAsync(
        string orgId,
        ApiRequest request,
        GroupPages groups,
        CancellationToken cancellationToken
    ) => groups.ListAsync(request, orgId, request.Query("name"), cancellationToken);

    private static OrganizationBody Body(Data.OrganizationRow row, ApiRequest request) =>
        new(
            row.Name,
            row.Id,
            IsDeleted: false,
            SkipDefaultAlertsSettings: false,
            [new LinkBody(request.Link($"/api/atlas/v2/orgs/{row.Id}"), "self")]
        );
}
