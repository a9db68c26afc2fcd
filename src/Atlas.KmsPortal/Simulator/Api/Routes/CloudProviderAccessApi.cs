using Atlas.KmsPortal.AdminApi;
using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Simulator.Api;

/// <summary>Cloud Provider Access: the identities that <c>roleId</c> names.</summary>
internal static class CloudProviderAccessApi
{
    public static void MapCloudProviderAccess(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/groups/{groupId}/cloudProviderAccess").WithTags("Cloud Provider Access");

        group
            .MapGet("/", ListAsync)
            .Operation("listGroupCloudProviderAccess", ApiPermission.ProjectReader)
            .Answers<CloudProviderRolesBody>();
        group
            .MapPost("/", CreateAsync)
            .Operation("createGroupCloudProviderAccess", ApiPermission.ProjectOwner, takes: typeof(CloudProviderRoleBody))
            .Answers<CloudProviderRoleBody>();
        group
            .MapGet("/{roleId}", GetAsync)
            .Operation("getGroupCloudProviderAccess", ApiPermission.ProjectReader)
            .Answers<CloudProviderRoleBody>();
        group
            .MapPatch("/{roleId}", AuthorizeAsync)
            .Operation("authorizeGroupCloudProviderAccessRole", ApiPermission.ProjectOwner, takes: typeof(CloudProviderRoleBody))
            .Answers<CloudProviderRoleBody>();
        group
            .MapDelete("/{cloudProvider}/{roleId}", RemoveAsync)
            .Operation("deauthorizeGroupCloudProviderAccessRole", ApiPermission.ProjectOwner)
            .Produces(204);
    }

    private static async Task<IResult> ListAsync(
        string groupId,
        ApiRequest request,
        IAtlasClient atlas,
        CancellationToken cancellationToken
    )
    {
        var roles = (await atlas.ProjectAsync(groupId, cancellationToken)).Roles.ToLookup(
            role => role.Provider,
            role => CloudProviderRoleBody.From(role, groupId)
        );
        return request.Ok(
            new CloudProviderRolesBody([.. roles[CloudProvider.Aws]], [.. roles[CloudProvider.Azure]], [.. roles[CloudProvider.Gcp]])
        );
    }

    private static async Task<IResult> CreateAsync(
        string groupId,
        ApiRequest request,
        IAtlasClient atlas,
        CancellationToken cancellationToken
    )
    {
        var body = await request.ReadAsync<CloudProviderRoleBody>(cancellationToken);
        var role = await atlas.CreateRoleAsync(groupId, body.ToRequest(), request.Caller.Actor, cancellationToken);
        return request.Ok(CloudProviderRoleBody.From(role, groupId));
    }

    private static async Task<IResult> GetAsync(
        string groupId,
        string roleId,
        ApiRequest request,
        IAtlasClient atlas,
        CancellationToken cancellationToken
    )
    {
        RefuseMalformed(roleId);
        var role = (await atlas.ProjectAsync(groupId, cancellationToken)).Role(roleId);
        return role is null
            ? throw new AtlasApiException(AtlasErrors.ResourceNotFound("cloud provider access role", roleId))
            : request.Ok(CloudProviderRoleBody.From(role, groupId));
    }

    private static async Task<IResult> AuthorizeAsync(
        string groupId,
        string roleId,
        ApiRequest request,
        IAtlasClient atlas,
        CancellationToken cancellationToken
    )
    {
        RefuseMalformed(roleId);
        var body = await request.ReadAsync<CloudProviderRoleBody>(cancellationToken);
        var role = await atlas.AuthorizeRoleAsync(groupId, roleId, body.ToRequest(), request.Caller.Actor, cancellationToken);
        return request.Ok(CloudProviderRoleBody.From(role, groupId));
    }

    private static async Task<IResult> RemoveAsync(
        string groupId,
        string cloudProvider,
        string roleId,
        ApiRequest request,
        IAtlasClient atlas,
        CancellationToken cancellationToken
    )
    {
        RefuseMalformed(roleId);
        var provider =
            CloudProviders.FromAtlasName(cloudProvider)
            ?? throw new AtlasApiException(AtlasErrors.InvalidProvider(cloudProvider, "AWS, AZURE or GCP"));
        await atlas.RemoveRoleAsync(groupId, provider, roleId, request.Caller.Actor, cancellationToken);
        return request.NoContent();
    }

    private static void RefuseMalformed(string roleId)
    {
        if (!AtlasIds.IsId(roleId))
        {
            throw new AtlasApiException(AtlasErrors.InvalidPathParameter("roleId", roleId, "24 hexadecimal digits, 0-9 and a-f"));
        }
    }
}
