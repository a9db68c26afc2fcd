using Atlas.KmsPortal.AdminApi;
using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Simulator.Api;

/// <summary>Encryption at Rest using Customer Key Management.</summary>
internal static class EncryptionAtRestApi
{
    public static void MapEncryptionAtRest(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/groups/{groupId}/encryptionAtRest").WithTags("Encryption at Rest");

        group.MapGet("/", GetAsync).Operation("getGroupEncryptionAtRest", ApiPermission.ProjectReader).Answers<EncryptionAtRestBody>();
        group
            .MapPatch("/", UpdateAsync)
            .Operation("updateGroupEncryptionAtRest", ApiPermission.ProjectOwner, takes: typeof(EncryptionAtRestBody))
            .Answers<EncryptionAtRestBody>();

        var endpoints = group.MapGroup("/{cloudProvider}/privateEndpoints");

        endpoints
            .MapGet("/", ListEndpointsAsync)
            .Operation("listGroupEncryptionAtRestPrivateEndpoints", ApiPermission.ProjectOwner)
            .Answers<PageBody<PrivateEndpointBody>>();
        endpoints
            .MapPost("/", CreateEndpointAsync)
            .Operation("createGroupEncryptionAtRestPrivateEndpoint", ApiPermission.ProjectOwner, takes: typeof(PrivateEndpointBody))
            .Answers<PrivateEndpointBody>(202);
        endpoints
            .MapGet("/{endpointId}", GetEndpointAsync)
            .Operation("getGroupEncryptionAtRestPrivateEndpoint", ApiPermission.ProjectOwner)
            .Answers<PrivateEndpointBody>();
        endpoints
            .MapDelete("/{endpointId}", DeleteEndpointAsync)
            .Operation("requestGroupEncryptionAtRestPrivateEndpointDeletion", ApiPermission.ProjectOwner)
            .Produces(204);
    }

    // "Return One Configuration for Encryption at Rest": reading has Atlas try the keys.
    private static async Task<IResult> GetAsync(
        string groupId,
        ApiRequest request,
        SimulatedEncryption encryption,
        CancellationToken cancellationToken
    ) =>
        await encryption.ReadAsync(groupId, request.Caller.Actor, cancellationToken) is { } project
            ? request.Ok(EncryptionAtRestBody.From(project.Encryption))
            : throw new AtlasApiException(AtlasErrors.GroupNotFound(groupId));

    private static async Task<IResult> UpdateAsync(
        string groupId,
        ApiRequest request,
        SimulatedEncryption encryption,
        CancellationToken cancellationToken
    )
    {
        var body = await request.ReadAsync<EncryptionAtRestBody>(cancellationToken);
        var project = await encryption.OverwriteAsync(groupId, body.ToChange(), request.Caller.Actor, cancellationToken);
        return request.Ok(EncryptionAtRestBody.From(project.Encryption));
    }

    private static async Task<IResult> ListEndpointsAsync(
        string groupId,
        string cloudProvider,
        ApiRequest request,
        IAtlasClient atlas,
        CancellationToken cancellationToken
    )
    {
        var provider = ProviderOf(cloudProvider);
        var project = await atlas.ProjectAsync(groupId, cancellationToken);
        return request.List([.. project.EndpointsOf(provider).Select(PrivateEndpointBody.From)]);
    }

    private static async Task<IResult> CreateEndpointAsync(
        string groupId,
        string cloudProvider,
        ApiRequest request,
        SimulatedEndpoints endpoints,
        CancellationToken cancellationToken
    )
    {
        var provider = ProviderOf(cloudProvider);
        var body = await request.ReadAsync<PrivateEndpointBody>(cancellationToken);
        if (body.CloudProvider is { } named && named != cloudProvider)
        {
            throw new AtlasApiException(AtlasErrors.InvalidProvider(named, $"{cloudProvider}, as the address does"));
        }

        var endpoint = await endpoints.CreateAsync(groupId, provider, body.RegionName!, request.Caller.Actor, cancellationToken);
        return request.Accepted(PrivateEndpointBody.From(endpoint));
    }

    private static async Task<IResult> GetEndpointAsync(
        string groupId,
        string cloudProvider,
        string endpointId,
        ApiRequest request,
        IAtlasClient atlas,
        CancellationToken cancellationToken
    )
    {
        var provider = ProviderOf(cloudProvider);
        RefuseMalformed(endpointId);
        var project = await atlas.FindProjectAsync(groupId, cancellationToken);
        var endpoint = project?.EndpointsOf(provider).FirstOrDefault(endpoint => endpoint.Id == endpointId);
        return endpoint is null
            ? throw new AtlasApiException(AtlasErrors.ResourceNotFound("private endpoint", endpointId))
            : request.Ok(PrivateEndpointBody.From(endpoint));
    }

    // Older pages of the documentation send a body along; the operation has none, so it is left unread.
    private static async Task<IResult> DeleteEndpointAsync(
        string groupId,
        string cloudProvider,
        string endpointId,
        ApiRequest request,
        SimulatedEndpoints endpoints,
        CancellationToken cancellationToken
    )
    {
        var provider = ProviderOf(cloudProvider);
        RefuseMalformed(endpointId);
        await endpoints.RemoveAsync(groupId, provider, endpointId, request.Caller.Actor, cancellationToken);
        return request.NoContent();
    }

    private static CloudProvider ProviderOf(string name) =>
        CloudProviders.FromAtlasName(name) is { } provider && provider.OffersPrivateNetworking()
            ? provider
            : throw new AtlasApiException(AtlasErrors.InvalidProvider(name, "AZURE or AWS"));

    private static void RefuseMalformed(string endpointId)
    {
        if (!AtlasIds.IsId(endpointId))
        {
            throw new AtlasApiException(AtlasErrors.InvalidPathParameter("endpointId", endpointId, "24 hexadecimal digits, 0-9 and a-f"));
        }
    }
}
