using Atlas.KmsPortal.AdminApi;
using Atlas.KmsPortal.Data;
using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Simulator.Api;

/// <summary>Vaults, as Azure Resource Manager serves them. Any <c>api-version</c> will do.</summary>
internal static class VaultsApi
{
    public const string Type = "Microsoft.KeyVault/vaults";
    public const string VaultPath = ResourcesApi.GroupPath + "/providers/Microsoft.KeyVault/vaults/{vaultName}";

    public static void MapVaults(this IEndpointRouteBuilder routes)
    {
        var azure = routes.MapGroup("").WithTags("Azure Resource Manager");

        azure
            .MapGet(SubscriptionsApi.Path + "/providers/Microsoft.KeyVault/vaults", ListBySubscriptionAsync)
            .WithName("Vaults_ListBySubscription")
            .Produces<ArmListBody<ArmVaultBody>>();
        azure
            .MapGet(ResourcesApi.GroupPath + "/providers/Microsoft.KeyVault/vaults", ListByGroupAsync)
            .WithName("Vaults_ListByResourceGroup")
            .Produces<ArmListBody<ArmVaultBody>>();

        var vault = azure.MapGroup(VaultPath);
        vault.MapGet("/", GetAsync).WithName("Vaults_Get").Produces<ArmVaultBody>();
        vault.MapPut("/", PutAsync).WithName("Vaults_CreateOrUpdate").Produces<ArmVaultBody>().Produces<ArmVaultBody>(201);
        vault.MapPatch("/", PatchAsync).WithName("Vaults_Update").Produces<ArmVaultBody>();
        vault
            .MapGet("/privateLinkResources", PrivateLinksAsync)
            .WithName("PrivateLinkResources_ListByVault")
            .Produces<ArmListBody<ArmPrivateLinkBody>>();
    }

    public static IResult Json<T>(T body, int status = 200) => Results.Json(body, AtlasJson.Options, statusCode: status);

    private static async Task<IResult> ListBySubscriptionAsync(
        string subscriptionId,
        HttpContext context,
        ArmAccess access,
        SimulatedAzure azure,
        CancellationToken cancellationToken
    )
    {
        var subscription = await access.SubscriptionAsync(subscriptionId, ArmAuthentication.CallerOf(context), cancellationToken);
        return await ListAsync(subscription, subscription.Vaults, azure, cancellationToken);
    }

    private static async Task<IResult> ListByGroupAsync(
        string subscriptionId,
        string resourceGroupName,
        HttpContext context,
        ArmAccess access,
        SimulatedAzure azure,
        CancellationToken cancellationToken
    )
    {
        var subscription = await access.SubscriptionAsync(subscriptionId, ArmAuthentication.CallerOf(context), cancellationToken);
        return await ListAsync(subscription, ResourcesApi.VaultsOf(subscription, resourceGroupName), azure, cancellationToken);
    }

    private static async Task<IResult> ListAsync(
        ArmSubscription subscription,
        IReadOnlyList<VaultRow> vaults,
        SimulatedAzure azure,
        CancellationToken cancellationToken
    )
    {
        var connections = (await azure.ConnectionsAsync(cancellationToken)).ToLookup(connection => connection.VaultId);
        return Json(
            new ArmListBody<ArmVaultBody>([
                .. vaults.Select(vault => ArmVaultBody.From(vault, subscription.Owned.Contains(vault) ? connections[vault.Id] : null)),
            ])
        );
    }

    private static async Task<IResult> GetAsync(
        [AsParameters] VaultAddress address,
        HttpContext context,
        ArmAccess access,
        SimulatedAzure azure,
        CancellationToken cancellationToken
    )
    {
        var (vault, isOwned) = await access.SeenVaultAsync(address, ArmAuthentication.CallerOf(context), cancellationToken);
        return isOwned ? await AnswerAsync(vault, 200, azure, cancellationToken) : Json(ArmVaultBody.From(vault, connections: null));
    }

    // The Azure CLI's `az keyvault update` sends the whole vault back this way.
    private static async Task<IResult> PutAsync(
        [AsParameters] VaultAddress address,
        HttpContext context,
        ArmAccess access,
        SimulatedVaults vaults,
        SimulatedAzure azure,
        CancellationToken cancellationToken
    )
    {
        var body = await ReadAsync(context, cancellationToken);
        var isNew = await vaults.FindAsync(address.Id, cancellationToken) is null;
        var vault = isNew
            ? await NewAsync(address, body, context, access, cancellationToken)
            : await access.OwnVaultAsync(address, context, cancellationToken);
        var saved = await SaveAsync(
            vault,
            isNew,
            body with
            {
                Tags = body.Tags ?? VaultDocument.NoTags,
            },
            context,
            vaults,
            cancellationToken
        );
        return await AnswerAsync(saved, isNew ? 201 : 200, azure, cancellationToken);
    }

    private static async Task<IResult> PatchAsync(
        [AsParameters] VaultAddress address,
        HttpContext context,
        ArmAccess access,
        SimulatedVaults vaults,
        SimulatedAzure azure,
        CancellationToken cancellationToken
    )
    {
        var vault = await access.OwnVaultAsync(address, context, cancellationToken);
        var body = await ReadAsync(context, cancellationToken);
        return await AnswerAsync(
            await SaveAsync(vault, isNew: false, body, context, vaults, cancellationToken),
            200,
            azure,
            cancellationToken
        );
    }

    private static async Task<IResult> PrivateLinksAsync(
        [AsParameters] VaultAddress address,
        HttpContext context,
        ArmAccess access,
        CancellationToken cancellationToken
    )
    {
        var vault = await access.VaultAsync(address, ArmAuthentication.CallerOf(context), cancellationToken);
        return Json(
            new ArmListBody<ArmPrivateLinkBody>([
                new(
                    $"{SimulatedClouds.ResourceId(vault)}/privateLinkResources/vault",
                    "vault",
                    Type + "/privateLinkResources",
                    new ArmPrivateLinkPropertiesBody("vault", ["default"], ["privatelink.vaultcore.azure.net"])
                ),
            ])
        );
    }

    private static async Task<ArmVaultBody> ReadAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var bytes = await RequestBody.ReadAsync(context, StrictJson.MaxBytes, cancellationToken);
        var body = StrictJson.Read<ArmVaultBody>(bytes, unknownFields: true);
        if (body.Properties?.PublicNetworkAccess is { } access && OpenOf(access) is null)
        {
            throw ArmErrors.Invalid("properties.publicNetworkAccess must be Enabled or Disabled.");
        }

        return body;
    }

    private static async Task<VaultRow> NewAsync(
        VaultAddress address,
        ArmVaultBody body,
        HttpContext context,
        ArmAccess access,
        CancellationToken cancellationToken
    )
    {
        var subscription = await access.OwnSubscriptionAsync(
            address.SubscriptionId,
            resourceGroup: null,
            all: false,
            context,
            cancellationToken
        );
        if (!FieldFormats.VaultName.IsMatch(address.VaultName))
        {
            throw new ArmException(400, "VaultNameNotValid", "A vault's name has 3 to 24 letters, digits and hyphens.");
        }

        if (body.Location is null)
        {
            throw new ArmException(400, "LocationRequired", "The location property is required for this definition.");
        }

        return new VaultRow
        {
            Id = address.Id,
            SubscriptionId = subscription.Id,
            ResourceGroupName = address.ResourceGroupName,
            Name = address.VaultName,
            TenantId = body.Properties?.TenantId ?? subscription.TenantId,
        };
    }

    private static Task<VaultRow> SaveAsync(
        VaultRow vault,
        bool isNew,
        ArmVaultBody body,
        HttpContext context,
        SimulatedVaults vaults,
        CancellationToken cancellationToken
    )
    {
        var asked = body.Properties ?? new();
        if (!isNew && asked.EnablePurgeProtection is false && VaultDocument.Of(vault).EnablePurgeProtection)
        {
            throw new ArmException(400, "BadRequest", "The property \"enablePurgeProtection\" cannot be set to false.");
        }

        return vaults.SaveAsync(
            vault,
            kept => body.ApplyTo(kept, isNew),
            asked.PublicNetworkAccess is null ? null : OpenOf(asked.PublicNetworkAccess),
            ArmAuthentication.ActorOf(context),
            cancellationToken
        );
    }

    private static bool? OpenOf(string publicNetworkAccess) =>
        publicNetworkAccess.ToUpperInvariant() switch
        {
            "ENABLED" => true,
            "DISABLED" => false,
            _ => null,
        };

    private static async Task<IResult> AnswerAsync(VaultRow vault, int status, SimulatedAzure azure, CancellationToken cancellationToken) =>
        Json(ArmVaultBody.From(vault, await azure.ConnectionsAsync(vault.Id, cancellationToken)), status);
}
