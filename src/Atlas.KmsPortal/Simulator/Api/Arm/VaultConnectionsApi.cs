using Atlas.KmsPortal.AdminApi;
using Atlas.KmsPortal.Data;

namespace Atlas.KmsPortal.Simulator.Api;

/// <summary>The private endpoint connections of a vault, as Azure Resource Manager serves them. Any <c>api-version</c> will do.</summary>
internal static class VaultConnectionsApi
{
    private const string ConnectionType = "Microsoft.KeyVault/vaults/privateEndpointConnections";

    public static void MapVaultConnections(this IEndpointRouteBuilder routes)
    {
        var vault = routes.MapGroup(VaultsApi.VaultPath).WithTags("Azure Resource Manager");

        vault
            .MapGet("/privateEndpointConnections", ListAsync)
            .WithName("PrivateEndpointConnections_ListByResource")
            .Produces<ArmListBody<ArmConnectionBody>>();
        vault
            .MapGet("/privateEndpointConnections/{name}", GetAsync)
            .WithName("PrivateEndpointConnections_Get")
            .Produces<ArmConnectionBody>();
        vault
            .MapPut("/privateEndpointConnections/{name}", PutAsync)
            .WithName("PrivateEndpointConnections_Put")
            .Produces<ArmConnectionBody>();
        vault.MapDelete("/privateEndpointConnections/{name}", DeleteAsync).WithName("PrivateEndpointConnections_Delete").Produces(200);
    }

    private static async Task<IResult> ListAsync(
        [AsParameters] VaultAddress address,
        HttpContext context,
        ArmAccess access,
        SimulatedAzure azure,
        CancellationToken cancellationToken
    )
    {
        var vault = await access.OwnVaultAsync(address, context, cancellationToken);
        var connections = await azure.ConnectionsAsync(vault.Id, cancellationToken);
        return VaultsApi.Json(new ArmListBody<ArmConnectionBody>([.. connections.Select(connection => Body(connection, vault))]));
    }

    private static async Task<IResult> GetAsync(
        [AsParameters] VaultAddress address,
        string name,
        HttpContext context,
        ArmAccess access,
        SimulatedAzure azure,
        CancellationToken cancellationToken
    )
    {
        var vault = await access.OwnVaultAsync(address, context, cancellationToken);
        return await azure.FindConnectionAsync(vault.Id, name, cancellationToken) is { } connection
            ? VaultsApi.Json(Body(connection, vault))
            : throw ArmErrors.NotFound($"{SimulatedClouds.ResourceId(vault)}/privateEndpointConnections/{name}");
    }

    private static async Task<IResult> PutAsync(
        [AsParameters] VaultAddress address,
        string name,
        HttpContext context,
        ArmAccess access,
        SimulatedAzure azure,
        CancellationToken cancellationToken
    )
    {
        var vault = await access.OwnVaultAsync(address, context, cancellationToken);
        var bytes = await RequestBody.ReadAsync(context, StrictJson.MaxBytes, cancellationToken);
        var asked = StrictJson.Read<ArmConnectionBody>(bytes, unknownFields: true).Properties?.PrivateLinkServiceConnectionState;
        if (!Enum.TryParse<AzureConnectionState>(asked?.Status, ignoreCase: true, out var state) || !IsAskable(state, asked!.Status!))
        {
            throw ArmErrors.Invalid(
                "properties.privateLinkServiceConnectionState.status must be Approved, Rejected, Disconnected or Pending."
            );
        }

        var connection = await azure.SetStateAsync(
            vault.Id,
            name,
            state,
            asked.Description,
            ArmAuthentication.ActorOf(context),
            cancellationToken
        );
        return VaultsApi.Json(Body(connection, vault));
    }

    private static async Task<IResult> DeleteAsync(
        [AsParameters] VaultAddress address,
        string name,
        HttpContext context,
        ArmAccess access,
        SimulatedAzure azure,
        CancellationToken cancellationToken
    )
    {
        var vault = await access.OwnVaultAsync(address, context, cancellationToken);
        if (await azure.FindConnectionAsync(vault.Id, name, cancellationToken) is not { } connection)
        {
            return Results.NoContent();
        }

        await azure.RemoveAsync(vault.Id, name, ArmAuthentication.ActorOf(context), cancellationToken);

        // Azure's own SDK reads the removed connection from the answer.
        var body = Body(connection, vault);
        return VaultsApi.Json(body with { Properties = body.Properties! with { ProvisioningState = "Deleting" } });
    }

    // Enum.TryParse takes numbers too.
    private static bool IsAskable(AzureConnectionState state, string text) =>
        char.IsAsciiLetter(text[0])
        && state
            is AzureConnectionState.Pending
                or AzureConnectionState.Approved
                or AzureConnectionState.Rejected
                or AzureConnectionState.Disconnected;

    public static ArmConnectionBody Body(AzureConnection connection, VaultRow vault) =>
        new(
            $"{SimulatedClouds.ResourceId(vault)}/privateEndpointConnections/{connection.Name}",
            connection.Name,
            ConnectionType,
            connection.Etag.ToString(System.Globalization.CultureInfo.InvariantCulture),
            new ArmConnectionPropertiesBody(
                connection.State is AzureConnectionState.Disconnected ? "Disconnected" : "Succeeded",
                new ArmReferenceBody(
                    $"/subscriptions/00000000-0000-4000-8000-000000000001/resourceGroups/atlas-{connection.ProjectId}/providers/Microsoft.Network/privateEndpoints/{connection.EndpointId}"
                ),
                new ArmConnectionStateBody(connection.State.ToString(), connection.Description ?? "", "None")
            )
        );
}
