using Atlas.KmsPortal.AdminApi;

namespace Atlas.KmsPortal.Simulator.Api;

/// <summary>The settings of an organization. Those that would shut callers out are refused by name, the others kept.</summary>
internal static class OrganizationSettingsApi
{
    private const string Document = "settings";

    public static void MapOrganizationSettings(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/orgs/{orgId}/settings").WithTags("Organizations");

        group.MapGet("/", GetAsync).Operation("getOrgSettings", ApiPermission.OrganizationMember).Answers<OrganizationSettingsBody>();
        group
            .MapPatch("/", UpdateAsync)
            .Operation("updateOrgSettings", ApiPermission.OrganizationOwner, takes: typeof(OrganizationSettingsBody))
            .Answers<OrganizationSettingsBody>();
    }

    private static async Task<IResult> GetAsync(
        string orgId,
        ApiRequest request,
        ProjectDocuments documents,
        CancellationToken cancellationToken
    ) =>
        request.Ok(
            await documents.FindAsync<OrganizationSettingsBody>(orgId, Document, cancellationToken) ?? OrganizationSettingsBody.Defaults
        );

    private static async Task<IResult> UpdateAsync(
        string orgId,
        ApiRequest request,
        ProjectDocuments documents,
        CancellationToken cancellationToken
    )
    {
        var body = await request.ReadAsync<OrganizationSettingsBody>(cancellationToken);
        if (body.ApiAccessListRequired is true)
        {
            throw new AtlasApiException(AtlasErrors.NotSimulated("apiAccessListRequired", "An access list for each API key"));
        }

        if (body.MultiFactorAuthRequired is true)
        {
            throw new AtlasApiException(AtlasErrors.NotSimulated("multiFactorAuthRequired", "Multi-factor authentication"));
        }

        var settings = await documents.ChangeInOrganizationAsync<OrganizationSettingsBody>(
            orgId,
            Document,
            before => body.Over(before ?? OrganizationSettingsBody.Defaults),
            happened: null,
            request.Caller.Actor,
            cancellationToken
        );
        return request.Ok(settings!);
    }
}
