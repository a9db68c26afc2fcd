using Atlas.KmsPortal.AdminApi;
using Atlas.KmsPortal.Data;

namespace Atlas.KmsPortal.Simulator.Api;

/// <summary>A vault and its private endpoint connections, as Azure Resource Manager serves them. Any <c>api-version</c> will do.</summary>
internal static class VaultConnectionsApi
{
    public const string VaultPath =
        "/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}/providers/Microsoft.KeyVault/vaults/{vaultName}";
    private const string ConnectionType = "Microsoft.KeyVault/vaults/privateEndpointConnections";

    public static void MapVaultConnections(this IEndpointRouteBuilder routes)
    {
        var vault = routes.MapGroup(VaultPath).WithTags("Azure Resource Manager");

        vault.MapGet("/", GetVaultAsync).WithName("Vaults_Get").Produces<ArmVaultBody>();
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

    private static async Task<IResult> GetVaultAsync(
        [AsParameters] VaultAddress address,
        SimulatedAzure azure,
        CancellationToken cancellationToken
    )
    {
        var vault = await FindAsync(address, azure, cancellationToken);
        return Json(
            new ArmVaultBody(
                IdOf(vault),
                vault.Name,
                "Microsoft.KeyVault/vaults",
                "eastus2",
                new ArmVaultPropertiesBody(
                    $"https://{vault.Name}.vault.azure.net/",
                    "Succeeded",
                    vault.PublicNetworkAccess ? "Enabled" : "Disabled"
                )
            )
        );
    }

    private static async Task<IResult> ListAsync(
        [AsParameters] VaultAddress address,
        SimulatedAzure azure,
        CancellationToken cancellationToken
    )
    {
        var vault = await FindAsync(address, azure, cancellationToken);
        var connections = await azure.ConnectionsAsync(vault.Id, cancellationToken);
        return Json(new ArmListBody<ArmConnectionBody>([.. connections.Select(connection => Body(connection, vault))]));
    }

    private static async Task<IResult> GetAsync(
        [AsParameters] VaultAddress address,
        string name,
        SimulatedAzure azure,
        CancellationToken cancellationToken
    )
    {
        var vault = await FindAsync(address, azure, cancellationToken);
        return await azure.FindConnectionAsync(vault.Id, name, cancellationToken) is { } connection
            ? Json(Body(connection, vault))
            : throw ArmErrors.NotFound($"{IdOf(vault)}/privateEndpointConnections/{name}");
    }

    private static async Task<IResult> PutAsync(
        [AsParameters] VaultAddress address,
        string name,
        HttpContext context,
        SimulatedAzure azure,
        CancellationToken cancellationToken
    )
    {
        var vault = await FindAsync(address, azure, cancellationToken);
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
        return Json(Body(connection, vault));
    }

    private static async Task<IResult> DeleteAsync(
        [AsParameters] VaultAddress address,
        string name,
        HttpContext context,
        SimulatedAzure azure,
        CancellationToken cancellationToken
    )
    {
        var vault = await FindAsync(address, azure, cancellationToken);
        if (await azure.FindConnectionAsync(vault.Id, name, cancellationToken) is not { } connection)
        {
            return Results.NoContent();
        }

        await azure.RemoveAsync(vault.Id, name, ArmAuthentication.ActorOf(context), cancellationToken);

        // Azure's own SDK reads the removed connection from the answer.
        var body = Body(connection, vault);
        return Json(body with { Properties = body.Properties! with { ProvisioningState = "Deleting" } });
    }

    public static async Task<VaultRow> FindAsync(VaultAddress address, SimulatedAzure azure, CancellationToken cancellationToken)
    {
        var id = SimulatedClouds.VaultId(address.SubscriptionId, address.ResourceGroupName, address.VaultName);
        return await azure.FindVaultAsync(id, cancellationToken) ?? throw ArmErrors.NotFound(id);
    }

    public static string IdOf(VaultRow vault) =>
        $"/subscriptions/{vault.SubscriptionId}/resourceGroups/{vault.ResourceGroupName}/providers/Microsoft.KeyVault/vaults/{vault.Name}";

    public static IResult Json<T>(T body, int status = 200) => Results.Json(body, AtlasJson.Options, statusCode: status);

    // Enum.TryParse takes numbers too.
    private static bool IsAskable(AzureConnectionState state, string text) =>
        char.IsAsciiLetter(text[0])
        && state
            is AzureConnectionState.Pending
                or AzureConnectionState.Approved
                or AzureConnectionState.Rejected
                or AzureConnectionState.Disconnected;

    private static ArmConnectionBody Body(AzureConnection connection, VaultRow vault) =>
        new(
            $"{IdOf(vault)}/privateEndpointConnections/{connection.Name}",
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

/// <summary>The part of an address that names a vault; Azure compares it without case.</summary>
internal sealed record VaultAddress(string SubscriptionId, string ResourceGroupName, string VaultName);
