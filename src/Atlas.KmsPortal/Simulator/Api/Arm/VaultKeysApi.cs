using Atlas.KmsPortal.AdminApi;
using Atlas.KmsPortal.Data;

namespace Atlas.KmsPortal.Simulator.Api;

/// <summary>
/// Keys of a vault: enough to make one, switch a version off, let it expire, and rotate. Azure changes and rotates versions at the
/// vault's own address; here both stand with the rest, under the names that Azure gives them there.
/// </summary>
internal static class VaultKeysApi
{
    private const string KeyType = "Microsoft.KeyVault/vaults/keys";

    public static void MapVaultKeys(this IEndpointRouteBuilder routes)
    {
        var keys = routes.MapGroup(VaultConnectionsApi.VaultPath + "/keys").WithTags("Azure Resource Manager");

        keys.MapGet("/", ListAsync).WithName("Keys_List").Produces<ArmListBody<ArmKeyBody>>();
        keys.MapGet("/{keyName}", GetAsync).WithName("Keys_Get").Produces<ArmKeyBody>();
        keys.MapPut("/{keyName}", CreateAsync).WithName("Keys_CreateIfNotExist").Produces<ArmKeyBody>();
        keys.MapPost("/{keyName}/rotate", RotateAsync).WithName("Keys_Rotate").Produces<ArmKeyBody>();
        keys.MapGet("/{keyName}/versions", VersionsAsync).WithName("Keys_ListVersions").Produces<ArmListBody<ArmKeyBody>>();
        keys.MapGet("/{keyName}/versions/{version}", GetVersionAsync).WithName("Keys_GetVersion").Produces<ArmKeyBody>();
        keys.MapPatch("/{keyName}/versions/{version}", ChangeAsync).WithName("Keys_UpdateVersion").Produces<ArmKeyBody>();
    }

    private static async Task<IResult> ListAsync(
        [AsParameters] VaultAddress address,
        SimulatedAzure azure,
        CancellationToken cancellationToken
    )
    {
        var vault = await VaultConnectionsApi.FindAsync(address, azure, cancellationToken);
        var held = (await azure.VaultsAsync(cancellationToken)).First(one => one.Row.Id == vault.Id).Keys;
        return VaultConnectionsApi.Json(
            new ArmListBody<ArmKeyBody>([.. held.Where(key => !key.Deleted).DistinctBy(key => key.Name).Select(key => Body(key, vault))])
        );
    }

    private static async Task<IResult> GetAsync(
        [AsParameters] VaultAddress address,
        string keyName,
        SimulatedAzure azure,
        SimulatedKeys keys,
        CancellationToken cancellationToken
    )
    {
        var vault = await VaultConnectionsApi.FindAsync(address, azure, cancellationToken);
        var versions = await keys.VersionsAsync(vault.Id, keyName, cancellationToken);
        return versions.Count > 0 ? VaultConnectionsApi.Json(Body(versions[0], vault)) : throw NotFound(keyName);
    }

    // Azure makes the first version only; a key that exists is answered as it is.
    private static async Task<IResult> CreateAsync(
        [AsParameters] VaultAddress address,
        string keyName,
        HttpContext context,
        SimulatedAzure azure,
        SimulatedKeys keys,
        CancellationToken cancellationToken
    )
    {
        var vault = await VaultConnectionsApi.FindAsync(address, azure, cancellationToken);
        var bytes = await RequestBody.ReadAsync(context, StrictJson.MaxBytes, cancellationToken);
        var asked = bytes.Length == 0 ? null : StrictJson.Read<ArmKeyBody>(bytes, unknownFields: true).Properties?.Attributes;
        RefuseMalformed(keyName);

        var versions = await keys.VersionsAsync(vault.Id, keyName, cancellationToken);
        if (versions.Count > 0)
        {
            return VaultConnectionsApi.Json(Body(versions[0], vault));
        }

        var actor = ArmAuthentication.ActorOf(context);
        var attributes = asked is null ? null : Attributes(asked);
        var key = await keys.AddVersionAsync(vault.Id, keyName, actor, cancellationToken);
        return VaultConnectionsApi.Json(
            Body(attributes is null ? key : await keys.ChangeAsync(key.Id, attributes, actor, cancellationToken), vault)
        );
    }

    private static async Task<IResult> RotateAsync(
        [AsParameters] VaultAddress address,
        string keyName,
        HttpContext context,
        SimulatedAzure azure,
        SimulatedKeys keys,
        CancellationToken cancellationToken
    )
    {
        var vault = await VaultConnectionsApi.FindAsync(address, azure, cancellationToken);
        if ((await keys.VersionsAsync(vault.Id, keyName, cancellationToken)).Count == 0)
        {
            throw NotFound(keyName);
        }

        var key = await keys.AddVersionAsync(vault.Id, keyName, ArmAuthentication.ActorOf(context), cancellationToken);
        return VaultConnectionsApi.Json(Body(key, vault));
    }

    private static async Task<IResult> VersionsAsync(
        [AsParameters] VaultAddress address,
        string keyName,
        SimulatedAzure azure,
        SimulatedKeys keys,
        CancellationToken cancellationToken
    )
    {
        var vault = await VaultConnectionsApi.FindAsync(address, azure, cancellationToken);
        var versions = await keys.VersionsAsync(vault.Id, keyName, cancellationToken);
        return VaultConnectionsApi.Json(new ArmListBody<ArmKeyBody>([.. versions.Select(key => VersionBody(key, vault))]));
    }

    private static async Task<IResult> GetVersionAsync(
        [AsParameters] VaultAddress address,
        string keyName,
        string version,
        SimulatedAzure azure,
        SimulatedKeys keys,
        CancellationToken cancellationToken
    )
    {
        var vault = await VaultConnectionsApi.FindAsync(address, azure, cancellationToken);
        return VaultConnectionsApi.Json(VersionBody(await FindVersionAsync(vault, keyName, version, keys, cancellationToken), vault));
    }

    private static async Task<IResult> ChangeAsync(
        [AsParameters] VaultAddress address,
        string keyName,
        string version,
        HttpContext context,
        SimulatedAzure azure,
        SimulatedKeys keys,
        CancellationToken cancellationToken
    )
    {
        var vault = await VaultConnectionsApi.FindAsync(address, azure, cancellationToken);
        var key = await FindVersionAsync(vault, keyName, version, keys, cancellationToken);
        var bytes = await RequestBody.ReadAsync(context, StrictJson.MaxBytes, cancellationToken);
        var asked =
            StrictJson.Read<ArmKeyBody>(bytes, unknownFields: true).Properties?.Attributes
            ?? throw ArmErrors.Invalid("properties.attributes is needed: enabled, nbf or exp.");
        var changed = await keys.ChangeAsync(key.Id, Attributes(asked), ArmAuthentication.ActorOf(context), cancellationToken);
        return VaultConnectionsApi.Json(VersionBody(changed, vault));
    }

    private static async Task<CloudKeyRow> FindVersionAsync(
        VaultRow vault,
        string keyName,
        string version,
        SimulatedKeys keys,
        CancellationToken cancellationToken
    ) =>
        (await keys.VersionsAsync(vault.Id, keyName, cancellationToken)).Find(key =>
            string.Equals(key.Version, version, StringComparison.OrdinalIgnoreCase)
        ) ?? throw NotFound($"{keyName}/{version}");

    private static KeyAttributes Attributes(ArmKeyAttributesBody asked) =>
        new(asked.Enabled, NotBefore: Time(asked.Nbf, "nbf"), ExpiresAt: Time(asked.Exp, "exp"));

    private static DateTimeOffset? Time(long? seconds, string field) =>
        seconds switch
        {
            null => null,
            >= 0 and <= 253402300799 => DateTimeOffset.FromUnixTimeSeconds(seconds.Value),
            _ => throw ArmErrors.Invalid($"properties.attributes.{field} must be seconds since 1970."),
        };

    private static void RefuseMalformed(string keyName)
    {
        if (keyName.Length is 0 or > 127 || !keyName.All(c => char.IsAsciiLetterOrDigit(c) || c == '-'))
        {
            throw ArmErrors.Invalid("A key's name has 1 to 127 letters, digits and hyphens.");
        }
    }

    private static ArmException NotFound(string keyName) =>
        new(404, "KeyNotFound", $"A key with (name/id) {keyName} was not found in this key vault.");

    private static ArmKeyBody Body(CloudKeyRow key, VaultRow vault) =>
        new($"{VaultConnectionsApi.IdOf(vault)}/keys/{key.Name}", key.Name, KeyType, Properties(key, vault));

    private static ArmKeyBody VersionBody(CloudKeyRow key, VaultRow vault) =>
        new(
            $"{VaultConnectionsApi.IdOf(vault)}/keys/{key.Name}/versions/{key.Version}",
            key.Version,
            KeyType + "/versions",
            Properties(key, vault)
        );

    private static ArmKeyPropertiesBody Properties(CloudKeyRow key, VaultRow vault)
    {
        var uri = $"https://{vault.Name}.vault.azure.net/keys/{key.Name}";
        return new(
            new ArmKeyAttributesBody(
                key is { Enabled: true, Deleted: false },
                key.NotBefore?.ToUnixTimeSeconds(),
                key.ExpiresAt?.ToUnixTimeSeconds(),
                key.CreatedAt.ToUnixTimeSeconds(),
                key.CreatedAt.ToUnixTimeSeconds()
            ),
            "RSA",
            2048,
            uri,
            $"{uri}/{key.Version}"
        );
    }
}
