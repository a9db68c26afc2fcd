using System.Text.Json.Serialization;

namespace Atlas.KmsPortal.Simulator.Api;

/// <summary>The documents by which clients find Microsoft Entra's token door, here.</summary>
internal static class OpenIdApi
{
    /// <summary>What stands in place of a tenant where an organization runs its own sign-in server; it signs in to any tenant.</summary>
    public const string Adfs = "adfs";

    public static void MapOpenId(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/{tenant}/v2.0/.well-known/openid-configuration", TenantAsync).WithName("OpenIdConfiguration_Get");
        routes.MapGet($"/{Adfs}/.well-known/openid-configuration", OfAdfs).WithName("OpenIdConfiguration_GetAdfs");
        routes.MapGet("/common/discovery/instance", InstanceAsync).WithName("InstanceDiscovery_Get");
        routes.MapGet("/{tenant}/discovery/v2.0/keys", NoKeys).WithName("SigningKeys_List");
        routes.MapGet($"/{Adfs}/discovery/keys", NoKeys).WithName("SigningKeys_ListAdfs");
        routes.MapGet("/{tenant}/oauth2/v2.0/authorize", NoBrowser).WithName("Authorize");
        routes.MapGet($"/{Adfs}/oauth2/authorize", NoBrowser).WithName("AuthorizeAdfs");
    }

    /// <summary>Whether a tenant of that name may be signed in to.</summary>
    public static async Task<bool> IsKnownAsync(string tenant, SimulatedVaults vaults, CancellationToken cancellationToken) =>
        tenant.ToUpperInvariant() is "COMMON" or "ORGANIZATIONS" or "ADFS"
        || (await vaults.TenantsAsync(cancellationToken)).Contains(tenant);

    public static IResult UnknownTenant(string tenant) =>
        OAuthApi.Failure(400, "invalid_tenant", $"AADSTS90002: Tenant '{tenant}' not found. Use one that a vault here belongs to.");

    private static async Task<IResult> TenantAsync(
        string tenant,
        HttpContext context,
        SimulatedVaults vaults,
        CancellationToken cancellationToken
    )
    {
        if (!await IsKnownAsync(tenant, vaults, cancellationToken))
        {
            return UnknownTenant(tenant);
        }

        var root = $"{PortalOrigin.Of(context.Request)}/{tenant}";
        return Results.Json(
            new OpenIdBody($"{root}/v2.0", $"{root}/oauth2/v2.0/authorize", $"{root}/oauth2/v2.0/token", $"{root}/discovery/v2.0/keys")
        );
    }

    private static IResult OfAdfs(HttpContext context)
    {
        var root = $"{PortalOrigin.Of(context.Request)}/{Adfs}";
        return Results.Json(new OpenIdBody(root, $"{root}/oauth2/authorize", $"{root}/oauth2/token", $"{root}/discovery/keys"));
    }

    private static async Task<IResult> InstanceAsync(HttpContext context, SimulatedVaults vaults, CancellationToken cancellationToken)
    {
        var asked = context.Request.Query["authorization_endpoint"].ToString();
        var tenant =
            Uri.TryCreate(asked, UriKind.Absolute, out var endpoint) && endpoint.AbsolutePath.Split('/') is [_, { Length: > 0 } first, ..]
                ? first
                : "common";
        if (!await IsKnownAsync(tenant, vaults, cancellationToken))
        {
            return UnknownTenant(tenant);
        }

        var name = context.Request.Host.Host;
        return Results.Json(
            new InstanceBody(
                $"{PortalOrigin.Of(context.Request)}/{tenant}/v2.0/.well-known/openid-configuration",
                "1.1",
                [new InstanceMetadataBody(name, name, [name])]
            )
        );
    }

    // Tokens are opaque: there is no signature to verify.
    private static IResult NoKeys() => Results.Json(new SigningKeysBody([]));

    private static IResult NoBrowser() =>
        Results.Content(
            """
            <!DOCTYPE html>
            <html lang="en">
            <head><meta charset="utf-8"><title>Sign-in with a browser is not simulated</title></head>
            <body>
            <h1>Sign-in with a browser is not simulated</h1>
            <p>The simulated Azure signs service accounts in: <code>az login --service-principal -u CLIENT_ID -p SECRET --tenant TENANT_ID</code>.</p>
            <p>You can close this page.</p>
            </body>
            </html>
            """,
            "text/html; charset=utf-8",
            statusCode: StatusCodes.Status501NotImplemented
        );
}

internal sealed record OpenIdBody(
    [property: JsonPropertyName("issuer")] string Issuer,
    [property: JsonPropertyName("authorization_endpoint")] string AuthorizationEndpoint,
    [property: JsonPropertyName("token_endpoint")] string TokenEndpoint,
    [property: JsonPropertyName("jwks_uri")] string SigningKeys
);

internal sealed record InstanceBody(
    [property: JsonPropertyName("tenant_discovery_endpoint")] string TenantDiscoveryEndpoint,
    [property: JsonPropertyName("api-version")] string ApiVersion,
    [property: JsonPropertyName("metadata")] IReadOnlyList<InstanceMetadataBody> Metadata
);

internal sealed record InstanceMetadataBody(
    [property: JsonPropertyName("preferred_network")] string PreferredNetwork,
    [property: JsonPropertyName("preferred_cache")] string PreferredCache,
    [property: JsonPropertyName("aliases")] IReadOnlyList<string> Aliases
);

internal sealed record SigningKeysBody([property: JsonPropertyName("keys")] IReadOnlyList<string> Keys);
