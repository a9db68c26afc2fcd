using System.Text.Json.Serialization;

namespace Atlas.KmsPortal.Simulator.Api;

/// <summary>
/// Microsoft Entra's token door: the same service accounts, tokens and lifetimes as <see cref="OAuthApi"/>, asked for and refused in
/// Entra's words.
/// </summary>
internal static class EntraTokenApi
{
    public static void MapEntraTokens(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/{tenant}/oauth2/v2.0/token", TokenAsync).WithName("Token");
        routes.MapPost($"/{OpenIdApi.Adfs}/oauth2/token", OfAdfsAsync).WithName("TokenAdfs");
        routes.MapPost("/{tenant}/oauth2/v2.0/devicecode", NoDevices).WithName("DeviceCode");
        routes.MapPost($"/{OpenIdApi.Adfs}/oauth2/devicecode", NoDevices).WithName("DeviceCodeAdfs");
    }

    private static Task<IResult> OfAdfsAsync(
        HttpContext context,
        ApiCredentials credentials,
        CredentialGuard guard,
        AccessTokens tokens,
        SimulatedVaults vaults
    ) => TokenAsync(OpenIdApi.Adfs, context, credentials, guard, tokens, vaults);

    private static async Task<IResult> TokenAsync(
        string tenant,
        HttpContext context,
        ApiCredentials credentials,
        CredentialGuard guard,
        AccessTokens tokens,
        SimulatedVaults vaults
    )
    {
        // Tokens must not stay in a cache on the way (RFC 6749 §5.1).
        context.Response.Headers.CacheControl = "no-store";
        var form = await OAuthApi.ReadFormAsync(context);
        if (!await OpenIdApi.IsKnownAsync(tenant, vaults, context.RequestAborted))
        {
            return OpenIdApi.UnknownTenant(tenant);
        }

        switch (form.GetValueOrDefault("grant_type"))
        {
            case "client_credentials":
                break;
            case null:
                return Missing("grant_type");
            default:
                return UnsupportedGrant();
        }

        if (form.GetValueOrDefault("client_id") is not { Length: > 0 and <= 100 } clientId)
        {
            return Missing("client_id");
        }

        if (form.GetValueOrDefault("scope") is not { Length: > 0 } && form.GetValueOrDefault("resource") is not { Length: > 0 })
        {
            return Missing("scope");
        }

        if (form.GetValueOrDefault("client_secret") is not { Length: > 0 and <= 500 } secret)
        {
            return OAuthApi.Failure(
                401,
                "invalid_client",
                "AADSTS7000216: 'client_assertion', 'client_secret' or 'request' is required for the 'client_credentials' grant type. Send the service account's secret as client_secret."
            );
        }

        // Entra says of an unknown client that it is unknown (AADSTS700016). Here nobody learns which service accounts exist.
        if (!await OAuthApi.IsRightAsync(context, clientId, secret, credentials, guard))
        {
            return OAuthApi.Failure(
                401,
                "invalid_client",
                "AADSTS7000215: Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, and that client_id is a service account of this portal."
            );
        }

        var life = (int)AccessTokens.Life.TotalSeconds;
        return Results.Json(new EntraTokenBody("Bearer", life, life, await tokens.IssueAsync(clientId, context.RequestAborted)));
    }

    private static IResult NoDevices() => UnsupportedGrant();

    private static IResult UnsupportedGrant() =>
        OAuthApi.Failure(
            400,
            "unsupported_grant_type",
            "AADSTS70003: The simulated Azure offers only grant_type=client_credentials. Sign in with az login --service-principal."
        );

    private static IResult Missing(string field) =>
        OAuthApi.Failure(400, "invalid_request", $"AADSTS900144: The request body must contain the following parameter: '{field}'.");
}

internal sealed record EntraTokenBody(
    [property: JsonPropertyName("token_type")] string TokenType,
    [property: JsonPropertyName("expires_in")] int ExpiresIn,
    [property: JsonPropertyName("ext_expires_in")] int ExtExpiresIn,
    [property: JsonPropertyName("access_token")] string AccessToken
);
