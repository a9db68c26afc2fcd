using Atlas.KmsPortal.AdminApi;
using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Simulator.Api;

/// <summary>
/// What the Kubernetes operator and the Atlas CLI read of every project, whether it is used or not. What cannot be made here is
/// answered as a project answers that never had one, which is the truth.
/// </summary>
internal static class FreshProjectApi
{
    private static readonly string[] s_clouds = ["AWS", "AZURE", "GCP"];

    public static void MapFreshProject(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/groups/{groupId}").WithTags("Projects");

        group
            .MapGet("/privateEndpoint/{cloudProvider}/endpointService", NoEndpointServicesAsync)
            .Operation("listGroupPrivateEndpointEndpointService", ApiPermission.ProjectReader)
            .Answers<IReadOnlyList<NeverMadeBody>>();
        group
            .MapGet("/integrations", NoneAsync)
            .Operation("listGroupIntegrations", ApiPermission.ProjectReader)
            .Answers<PageBody<NeverMadeBody>>();
        group
            .MapGet("/peers", NoPeersAsync)
            .Operation("listGroupPeers", ApiPermission.ProjectReader)
            .Asks("providerName")
            .Answers<PageBody<NeverMadeBody>>();
        group
            .MapGet("/customDBRoles/roles", NoRolesAsync)
            .Operation("listGroupCustomDbRoleRoles", ApiPermission.ProjectReader)
            .Answers<IReadOnlyList<NeverMadeBody>>();
        group
            .MapGet("/backupCompliancePolicy", NoPolicyAsync)
            .Operation("getGroupBackupCompliancePolicy", ApiPermission.ProjectReader)
            .Answers<EmptyBody>();
    }

    // Endpoints to clusters; those to keys stand under encryptionAtRest.
    private static async Task<IResult> NoEndpointServicesAsync(
        string groupId,
        string cloudProvider,
        ApiRequest request,
        IAtlasClient atlas,
        CancellationToken cancellationToken
    )
    {
        await atlas.ProjectAsync(groupId, cancellationToken);
        return s_clouds.Contains(cloudProvider)
            ? request.Ok(Array.Empty<NeverMadeBody>())
            : throw new AtlasApiException(AtlasErrors.InvalidProvider(cloudProvider, "AWS, AZURE or GCP"));
    }

    private static async Task<IResult> NoneAsync(
        string groupId,
        ApiRequest request,
        IAtlasClient atlas,
        CancellationToken cancellationToken
    )
    {
        await atlas.ProjectAsync(groupId, cancellationToken);
        return request.List<NeverMadeBody>([]);
    }

    private static Task<IResult> NoPeersAsync(
        string groupId,
        ApiRequest request,
        IAtlasClient atlas,
        CancellationToken cancellationToken
    ) =>
        s_clouds.Contains(request.Query("providerName") ?? "AWS")
            ? NoneAsync(groupId, request, atlas, cancellationToken)
            : throw new AtlasApiException(AtlasErrors.InvalidQueryParameter("providerName", "AWS, AZURE or GCP"));

    private static async Task<IResult> NoRolesAsync(
        string groupId,
        ApiRequest request,
        IAtlasClient atlas,
        CancellationToken cancellationToken
    )
    {
        await atlas.ProjectAsync(groupId, cancellationToken);
        return request.Ok(Array.Empty<NeverMadeBody>());
    }

    private static async Task<IResult> NoPolicyAsync(
        string groupId,
        ApiRequest request,
        IAtlasClient atlas,
        CancellationToken cancellationToken
    )
    {
        await atlas.ProjectAsync(groupId, cancellationToken);
        return request.Ok(new EmptyBody());
    }
}
