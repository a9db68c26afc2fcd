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
    private static readonly string[] s_allOperations = ["encrypt", "decrypt", "sign", "verify", "wrapKey", "unwrapKey"];

    public static void MapVaultKeys(this IEndpointRouteBuilder routes)
    {
        var keys = routes.MapGroup(VaultsApi.VaultPath + "/keys").WithTags("Azure Resource Manager");

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
        HttpContext context,
        ArmAccess access,
        SimulatedKeys keys,
        CancellationToken cancellationToken
    )
    {
        var vault = await access.VaultAsync(address, ArmAuthentication.CallerOf(context), cancellationToken);
        var held = await keys.HeldByAsync(vault.Id, cancellationToken);
        return VaultsApi.Json(
            new ArmListBody<ArmKeyBody>([.. held.Where(key => !key.Deleted).DistinctBy(key => key.Name).Select(key => Body(key, vault))])
        );
    }

    private static async Task<IResult> GetAsync(
        [AsParameters] VaultAddress address,
        string keyName,
        HttpContext context,
        ArmAccess access,
        SimulatedKeys keys,
        CancellationToken cancellationToken
    )
    {
        var vault = await access.VaultAsync(address, ArmAuthentication.CallerOf(context), cancellationToken);
        var versions = await keys.VersionsAsync(vault.Id, keyName, cancellationToken);
        return versions.Count > 0 ? VaultsApi.Json(Body(versions[0], vault)) : throw NotFound(keyName);
    }

    // Azure makes the first version only; a key that exists is answered as it is.
    private static async Task<IResult> CreateAsync(
        [AsParameters] VaultAddress address,
        string keyName,
        HttpContext context,
        ArmAccess access,
        SimulatedKeys keys,
        CancellationToken cancellationToken
    )
    {
        var vault = await access.OwnVaultAsync(address, context, cancellationToken);
        var bytes = await RequestBody.ReadAsync(context, StrictJson.MaxBytes, cancellationToken);
        var asked = bytes.Length == 0 ? new ArmKeyBody() : StrictJson.Read<ArmKeyBody>(bytes, unknownFields: true);
        RefuseMalformed(keyName);

        var versions = await keys.VersionsAsync(vault.Id, keyName, cancellationToken);
        if (versions.Count > 0)
        {
            return VaultsApi.Json(Body(versions[0], vault));
        }

        var properties = asked.Properties ?? new();
        var kty = properties.Kty ?? "RSA";
        var isCurve = kty.StartsWith("EC", StringComparison.OrdinalIgnoreCase);
        var document = new KeyDocument(
            kty,
            isCurve ? null : properties.KeySize ?? 2048,
            isCurve ? properties.CurveName ?? "P-256" : null,
            properties.KeyOps,
            asked.Tags,
            properties.RotationPolicy
        );
        var attributes = properties.Attributes is null ? new KeyAttributes() : Attributes(properties.Attributes);
        return VaultsApi.Json(
            Body(
                await keys.AddVersionAsync(vault.Id, keyName, document, attributes, ArmAuthentication.ActorOf(context), cancellationToken),
                vault
            )
        );
    }

    private static async Task<IResult> RotateAsync(
        [AsParameters] VaultAddress address,
        string keyName,
        HttpContext context,
        ArmAccess access,
        SimulatedKeys keys,
        CancellationToken cancellationToken
    )
    {
        var vault = await access.OwnVaultAsync(address, context, cancellationToken);
        if ((await keys.VersionsAsync(vault.Id, keyName, cancellationToken)).Count == 0)
        {
            throw NotFound(keyName);
        }

        var key = await keys.AddVersionAsync(vault.Id, keyName, ArmAuthentication.ActorOf(context), cancellationToken);
        return VaultsApi.Json(Body(key, vault));
    }

    private static async Task<IResult> VersionsAsync(
        [AsParameters] VaultAddress address,
        string keyName,
        HttpContext context,
        ArmAccess access,
        SimulatedKeys keys,
        CancellationToken cancellationToken
    )
    {
        var vault = await access.VaultAsync(address, ArmAuthentication.CallerOf(context), cancellationToken);
        var versions = await keys.VersionsAsync(vault.Id, keyName, cancellationToken);
        return VaultsApi.Json(new ArmListBody<ArmKeyBody>([.. versions.Select(key => VersionBody(key, vault))]));
    }

    private static async Task<IResult> GetVersionAsync(
        [AsParameters] VaultAddress address,
        string keyName,
        string version,
        HttpContext context,
        ArmAccess access,
        SimulatedKeys keys,
        CancellationToken cancellationToken
    )
    {
        var vault = await access.VaultAsync(address, ArmAuthentication.CallerOf(context), cancellationToken);
        return VaultsApi.Json(VersionBody(await FindVersionAsync(vault, keyName, version, keys, cancellationToken), vault));
    }

    private static async Task<IResult> ChangeAsync(
        [AsParameters] VaultAddress address,
        string keyName,
        string version,
        HttpContext context,
        ArmAccess access,
        SimulatedKeys keys,
        CancellationToken cancellationToken
    )
    {
        var vault = await access.OwnVaultAsync(address, context, cancellationToken);
        var key = await FindVersionAsync(vault, keyName, version, keys, cancellationToken);
        var bytes = await RequestBody.ReadAsync(context, StrictJson.MaxBytes, cancellationToken);
        var asked = StrictJson.Read<ArmKeyBody>(bytes, unknownFields: true);
        if (asked is { Tags: null, Properties: null or { Attributes: null, KeyOps: null } })
        {
            throw ArmErrors.Invalid("properties.attributes (enabled, nbf or exp), properties.keyOps or tags is needed.");
        }

        var attributes = asked.Properties?.Attributes is { } some ? Attributes(some) : new KeyAttributes();
        var changed = await keys.ChangeAsync(
            key.Id,
            attributes with
            {
                KeyOps = asked.Properties?.KeyOps,
                Tags = asked.Tags,
            },
            ArmAuthentication.ActorOf(context),
            cancellationToken
        );
        return VaultsApi.Json(VersionBody(changed, vault));
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

    private static ArmKeyBody Body(CloudKeyRow key, VaultRow vault)
    {
        var kept = KeyDocument.Of(key);
        return new(
            $"{SimulatedClouds.ResourceId(vault)}/keys/{key.Name}",
            key.Name,
            KeyType,
            VaultDocument.Of(vault).Location,
            kept.Tags ?? VaultDocument.NoTags,
            Properties(key, kept, vault)
        );
    }

    private static ArmKeyBody VersionBody(CloudKeyRow key, VaultRow vault)
    {
        var kept = KeyDocument.Of(key);
        return new(
            $"{SimulatedClouds.ResourceId(vault)}/keys/{key.Name}/versions/{key.Version}",
            key.Version,
            KeyType + "/versions",
            VaultDocument.Of(vault).Location,
            kept.Tags ?? VaultDocument.NoTags,
            Properties(key, kept, vault)
        );
    }

    private static ArmKeyPropertiesBody Properties(CloudKeyRow key, KeyDocument kept, VaultRow vault)
    {
        var uri = $"https://{vault.Name.ToLowerInvariant()}.vault.azure.net/keys/{key.Name}";
        return new(
            new ArmKeyAttributesBody(
                key is { Enabled: true, Deleted: false },
                key.NotBefore?.ToUnixTimeSeconds(),
                key.ExpiresAt?.ToUnixTimeSeconds(),
                key.CreatedAt.ToUnixTimeSeconds(),
                key.CreatedAt.ToUnixTimeSeconds()
            ),
            kept.Kty,
            kept.KeySize,
            kept.CurveName,
            kept.KeyOps ?? s_allOperations,
            uri,
            $"{uri}/{key.Version}",
            kept.RotationPolicy
        );
    }
}
