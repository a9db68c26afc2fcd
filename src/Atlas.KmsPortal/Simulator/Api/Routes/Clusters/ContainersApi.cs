using System.Globalization;
using System.Net;
using Atlas.KmsPortal.AdminApi;
using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Simulator.Api;

/// <summary>Network peering containers. Clients look up the one of each region of a cluster; peering itself is not simulated.</summary>
internal static class ContainersApi
{
    public static void MapContainers(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/groups/{groupId}/containers").WithTags("Network Peering");

        group
            .MapGet("/", ListOfProviderAsync)
            .Operation("listGroupContainers", ApiPermission.ProjectReader)
            .Asks("providerName")
            .Answers<PageBody<ContainerBody>>();
        group.MapGet("/all", ListAsync).Operation("listGroupContainerAll", ApiPermission.ProjectReader).Answers<PageBody<ContainerBody>>();
        group
            .MapPost("/", CreateAsync)
            .Operation("createGroupContainer", ApiPermission.ProjectOwner, takes: typeof(ContainerBody))
            .Answers<ContainerBody>(201);
        group.MapGet("/{containerId}", GetAsync).Operation("getGroupContainer", ApiPermission.ProjectReader).Answers<ContainerBody>();
        group
            .MapPatch("/{containerId}", ChangeAsync)
            .Operation("updateGroupContainer", ApiPermission.ProjectOwner, takes: typeof(ContainerBody))
            .Answers<ContainerBody>();
        group.MapDelete("/{containerId}", DeleteAsync).Operation("deleteGroupContainer", ApiPermission.ProjectOwner).Produces(204);
    }

    // AWS where none is named, as published.
    private static Task<IResult> ListOfProviderAsync(
        string groupId,
        ApiRequest request,
        IAtlasClient atlas,
        NetworkContainers containers,
        CancellationToken cancellationToken
    ) =>
        CloudProviders.FromAtlasName(request.Query("providerName") ?? "AWS") is { } provider
            ? AnswerAsync(groupId, provider, request, atlas, containers, cancellationToken)
            : throw new AtlasApiException(AtlasErrors.InvalidQueryParameter("providerName", "AWS, AZURE or GCP"));

    private static Task<IResult> ListAsync(
        string groupId,
        ApiRequest request,
        IAtlasClient atlas,
        NetworkContainers containers,
        CancellationToken cancellationToken
    ) => AnswerAsync(groupId, provider: null, request, atlas, containers, cancellationToken);

    private static async Task<IResult> AnswerAsync(
        string groupId,
        CloudProvider? provider,
        ApiRequest request,
        IAtlasClient atlas,
        NetworkContainers containers,
        CancellationToken cancellationToken
    )
    {
        var all = await containers.ListAsync(await atlas.ProjectAsync(groupId, cancellationToken), cancellationToken);
        return request.List([
            .. all.Where(one => provider is null || one.Container.Provider == provider)
                .Select(one => Body(groupId, one.Container, one.IsProvisioned)),
        ]);
    }

    private static async Task<IResult> GetAsync(
        string groupId,
        string containerId,
        ApiRequest request,
        IAtlasClient atlas,
        NetworkContainers containers,
        CancellationToken cancellationToken
    )
    {
        RefuseMalformed(containerId);
        var all = await containers.ListAsync(await atlas.ProjectAsync(groupId, cancellationToken), cancellationToken);
        var (container, isProvisioned) = all.FirstOrDefault(one => one.Container.Id == containerId);
        return container is null
            ? throw new AtlasApiException(AtlasErrors.ResourceNotFound("network peering container", containerId))
            : request.Ok(Body(groupId, container, isProvisioned));
    }

    private static async Task<IResult> CreateAsync(
        string groupId,
        ApiRequest request,
        NetworkContainers containers,
        CancellationToken cancellationToken
    )
    {
        var body = await request.ReadAsync<ContainerBody>(cancellationToken);
        var provider = CloudProviders.FromAtlasName(body.ProviderName ?? "AWS")!.Value;
        var made = await containers.CreateAsync(
            groupId,
            provider,
            RegionOf(provider, body),
            CidrOf(provider, body),
            request.Caller.Actor,
            cancellationToken
        );
        return request.Created(Body(groupId, made, isProvisioned: false));
    }

    private static async Task<IResult> ChangeAsync(
        string groupId,
        string containerId,
        ApiRequest request,
        IAtlasClient atlas,
        NetworkContainers containers,
        CancellationToken cancellationToken
    )
    {
        RefuseMalformed(containerId);
        var body = await request.ReadAsync<ContainerBody>(cancellationToken);
        var all = await containers.ListAsync(await atlas.ProjectAsync(groupId, cancellationToken), cancellationToken);
        if (all.FirstOrDefault(one => one.Container.Id == containerId).Container is not { } current)
        {
            throw new AtlasApiException(AtlasErrors.ResourceNotFound("network peering container", containerId));
        }

        if (body.ProviderName is { } named && named != current.Provider.AtlasName())
        {
            throw new AtlasApiException(AtlasErrors.ReadOnlyAttribute("providerName", "A container stays in its cloud."));
        }

        if ((body.RegionName ?? body.Region) is { } region && !current.IsAt(current.Provider, region))
        {
            throw new AtlasApiException(AtlasErrors.ReadOnlyAttribute(RegionField(current.Provider), "A container stays in its region."));
        }

        var changed = await containers.ChangeAsync(
            groupId,
            containerId,
            CidrOf(current.Provider, body),
            request.Caller.Actor,
            cancellationToken
        );
        return request.Ok(Body(groupId, changed, isProvisioned: false));
    }

    private static async Task<IResult> DeleteAsync(
        string groupId,
        string containerId,
        ApiRequest request,
        NetworkContainers containers,
        CancellationToken cancellationToken
    )
    {
        RefuseMalformed(containerId);
        await containers.DeleteAsync(groupId, containerId, request.Caller.Actor, cancellationToken);
        return request.NoContent();
    }

    private static string? RegionOf(CloudProvider provider, ContainerBody body)
    {
        if (provider is CloudProvider.Gcp)
        {
            return null;
        }

        var (field, region) = (RegionField(provider), provider is CloudProvider.Aws ? body.RegionName : body.Region);
        return region is null ? throw Refused(AtlasCode.MissingAttribute, field, $"The field {field} is needed.")
            : RegionCatalog.Find(provider, region) is null
                ? throw Refused(
                    AtlasCode.InvalidEnumValue,
                    field,
                    $"{field} must be a region of {provider.AtlasName()} by Atlas's name, such as {(provider is CloudProvider.Aws ? "US_EAST_1" : "EUROPE_NORTH")}."
                )
            : region;
    }

    private static string RegionField(CloudProvider provider) => provider is CloudProvider.Aws ? "regionName" : "region";

    private static string CidrOf(CloudProvider provider, ContainerBody body)
    {
        var (least, most) = provider is CloudProvider.Gcp ? (8, 18) : (21, 24);
        return body.AtlasCidrBlock is not { } cidr
                ? throw Refused(AtlasCode.MissingAttribute, "atlasCidrBlock", "The field atlasCidrBlock is needed.")
            : IsPrivate(cidr, least, most) ? cidr
            : throw Refused(
                AtlasCode.InvalidAttribute,
                "atlasCidrBlock",
                $"atlasCidrBlock must be a block of private addresses (RFC 1918) from /{least} to /{most}, such as {(provider is CloudProvider.Gcp ? "10.8.0.0/18" : "10.8.0.0/21")}."
            );
    }

    private static readonly IPNetwork[] s_private =
    [
        IPNetwork.Parse("10.0.0.0/8"),
        IPNetwork.Parse("172.16.0.0/12"),
        IPNetwork.Parse("192.168.0.0/16"),
    ];

    private static bool IsPrivate(string cidr, int least, int most) =>
        IPNetwork.TryParse(cidr, out var block)
        && block.ToString() == cidr
        && block.PrefixLength >= least
        && block.PrefixLength <= most
        && s_private.Any(network => network.Contains(block.BaseAddress));

    private static ContainerBody Body(string groupId, NetworkContainer container, bool isProvisioned)
    {
        var body = new ContainerBody(
            container.Id,
            container.Provider.AtlasName(),
            isProvisioned,
            container.Cidr,
            RegionName: container.Provider is CloudProvider.Aws ? container.Region : null,
            Region: container.Provider is CloudProvider.Azure ? container.Region : null
        );
        if (!isProvisioned)
        {
            return body;
        }

        var number = container.Id[..17];
        return container.Provider switch
        {
            CloudProvider.Aws => body with { VpcId = $"vpc-{number}" },
            CloudProvider.Azure => body with { VnetName = $"vnet_{container.Id}", AzureSubscriptionId = SubscriptionOf(groupId) },
            _ => body with { GcpProjectId = $"p-{number}", NetworkName = $"nt-{container.Id}-{number[..8]}" },
        };
    }

    // Atlas's own, not the project owner's.
    private static string SubscriptionOf(string groupId)
    {
        var id = AtlasIds.From($"subscription/{groupId}") + AtlasIds.From($"subscription/{groupId}/rest");
        return Guid.ParseExact(id[..32], "n").ToString("d", CultureInfo.InvariantCulture);
    }

    private static AtlasApiException Refused(string code, string field, string message) =>
        new(AtlasErrors.InvalidBody([new BodyProblem(code, field, message)]));

    private static void RefuseMalformed(string containerId)
    {
        if (!AtlasIds.IsId(containerId))
        {
            throw new AtlasApiException(AtlasErrors.InvalidPathParameter("containerId", containerId, "24 hexadecimal digits, 0-9 and a-f"));
        }
    }
}
