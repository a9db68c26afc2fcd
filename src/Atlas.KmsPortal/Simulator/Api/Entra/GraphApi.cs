using System.Text.Json.Serialization;
using Atlas.KmsPortal.AdminApi;

namespace Atlas.KmsPortal.Simulator.Api;

/// <summary>The few calls of Microsoft Graph that <c>az ad sp</c> and <c>az role assignment</c> make.</summary>
internal static class GraphApi
{
    public const string Root = "/v1.0";

    public static void MapGraph(this IEndpointRouteBuilder routes)
    {
        var graph = routes.MapGroup(Root).WithTags("Microsoft Graph");

        graph.MapGet("/servicePrincipals", ListAsync).WithName("ServicePrincipals_List");
        graph.MapPost("/servicePrincipals", CreateAsync).WithName("ServicePrincipals_Create");
        graph.MapGet("/servicePrincipals/{id}", GetAsync).WithName("ServicePrincipals_Get");
        graph.MapDelete("/servicePrincipals/{id}", DeleteAsync).WithName("ServicePrincipals_Delete");
        graph.MapGet("/applications", Applications).WithName("Applications_List");
        graph.MapGet("/applications/{id}", Application).WithName("Applications_Get");
        graph.MapPost("/directoryObjects/getByIds", ByIdsAsync).WithName("DirectoryObjects_GetByIds").WithMetadata(new OnlyReads());
        graph.MapGet("/users", Users).WithName("Users_List");
    }

    private static async Task<IResult> ListAsync(HttpContext context, ArmAccess access, CancellationToken cancellationToken)
    {
        var conditions = ODataFilter.Read(context.Request, "servicePrincipalNames", "appId", "displayName", "id");
        var found = (await access.ServicePrincipalsAsync(context, cancellationToken)).Where(principal =>
            conditions.All(condition =>
                string.Equals(
                    condition.Value,
                    condition.Name switch
                    {
                        "displayName" => principal.DisplayName,
                        "id" => principal.Id,
                        _ => principal.AppId,
                    },
                    StringComparison.OrdinalIgnoreCase
                )
            )
        );
        return VaultsApi.Json(new ArmListBody<ServicePrincipalBody>([.. found.Select(Body)]));
    }

    private static async Task<IResult> GetAsync(string id, HttpContext context, ArmAccess access, CancellationToken cancellationToken) =>
        (await access.ServicePrincipalsAsync(context, cancellationToken)).FirstOrDefault(principal => Same(principal.Id, id)) is { } found
            ? VaultsApi.Json(Body(found))
            : throw NotFound(id);

    private static async Task<IResult> CreateAsync(HttpContext context, SimulatedDirectory directory, CancellationToken cancellationToken)
    {
        var bytes = await RequestBody.ReadAsync(context, StrictJson.MaxBytes, cancellationToken);
        var appId = StrictJson.Read<NewServicePrincipalBody>(bytes, unknownFields: true).AppId;
        if (!Guid.TryParseExact(appId, "D", out _))
        {
            throw new ArmException(400, "Request_BadRequest", "appId is needed: the application's ID, a GUID.");
        }

        return await directory.CreateAsync(appId!, ArmAuthentication.ActorOf(context), cancellationToken) is { } made
            ? VaultsApi.Json(Body(made), 201)
            : throw new ArmException(
                409,
                "Request_MultipleObjectsWithSameKeyValue",
                $"The service principal cannot be created because the service principal name {appId} is already in use."
            );
    }

    private static async Task<IResult> DeleteAsync(
        string id,
        HttpContext context,
        ArmAccess access,
        SimulatedDirectory directory,
        CancellationToken cancellationToken
    )
    {
        await access.OwnDirectoryAsync(context, cancellationToken);
        return await directory.DeleteAsync(id, ArmAuthentication.ActorOf(context), cancellationToken)
            ? Results.NoContent()
            : throw NotFound(id);
    }

    private static async Task<IResult> ByIdsAsync(HttpContext context, ArmAccess access, CancellationToken cancellationToken)
    {
        var bytes = await RequestBody.ReadAsync(context, StrictJson.MaxBytes, cancellationToken);
        var ids = StrictJson.Read<IdsBody>(bytes, unknownFields: true).Ids ?? [];
        var found = (await access.ServicePrincipalsAsync(context, cancellationToken)).Where(principal =>
            ids.Any(id => Same(id, principal.Id))
        );
        return VaultsApi.Json(new ArmListBody<ServicePrincipalBody>([.. found.Select(Body)]));
    }

    // The customer's tenant holds no application: Atlas's belongs to Atlas's own. It holds no people either.
    private static IResult Applications(HttpContext context) => Nothing(context, "appId", "displayName", "id", "identifierUris");

    private static IResult Application(string id) => throw NotFound(id);

    private static IResult Users(HttpContext context) => Nothing(context, "userPrincipalName", "mail", "displayName", "id");

    private static IResult Nothing(HttpContext context, params string[] known)
    {
        _ = ODataFilter.Read(context.Request, known);
        return VaultsApi.Json(new ArmListBody<ServicePrincipalBody>([]));
    }

    private static bool Same(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);

    private static ArmException NotFound(string id) =>
        new(
            404,
            AzureDialect.Graph.NotFound,
            $"Resource '{id}' does not exist or one of its queried reference-property objects are not present."
        );

    private static ServicePrincipalBody Body(ServicePrincipal principal) =>
        new(
            "#microsoft.graph.servicePrincipal",
            principal.Id,
            principal.AppId,
            principal.DisplayName,
            principal.AppOwnerTenantId,
            [principal.AppId],
            "Application",
            AccountEnabled: true
        );
}

internal sealed record ServicePrincipalBody(
    [property: JsonPropertyName("@odata.type")] string Kind,
    string Id,
    string AppId,
    string DisplayName,
    string AppOwnerOrganizationId,
    IReadOnlyList<string> ServicePrincipalNames,
    string ServicePrincipalType,
    bool AccountEnabled
);

internal sealed record NewServicePrincipalBody(string? AppId = null);

internal sealed record IdsBody(IReadOnlyList<string>? Ids = null);
