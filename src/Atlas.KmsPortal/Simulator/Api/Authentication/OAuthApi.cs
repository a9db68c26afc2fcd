using System.Buffers.Text;
using System.Text;
using System.Text.Json.Serialization;
using Atlas.KmsPortal.AdminApi;
using Microsoft.AspNetCore.WebUtilities;

namespace Atlas.KmsPortal.Simulator.Api;

/// <summary>OAuth 2.0 client credentials for service accounts, with OAuth's own error shape (RFC 6749 §5.2).</summary>
internal static class OAuthApi
{
    private const int MostFormBytes = 16 * 1024;

    public static RouteGroupBuilder MapOAuth(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/oauth").WithTags("OAuth");

        group.MapPost("/token", TokenAsync).WithName("createAccessToken").Produces<AccessTokenBody>();
        group.MapPost("/revoke", RevokeAsync).WithName("revokeAccessToken").Produces(200);

        return group;
    }

    private static async Task<IResult> TokenAsync(
        HttpContext context,
        ApiCredentials credentials,
        CredentialGuard guard,
        AccessTokens tokens
    )
    {
        // Tokens must not stay in a cache on the way (RFC 6749 §5.1).
        context.Response.Headers.CacheControl = "no-store";
        var form = await ReadFormAsync(context);
        if (await AuthenticateAsync(context, credentials, guard) is not { } clientId)
        {
            return InvalidClient(context);
        }

        return form.GetValueOrDefault("grant_type") switch
        {
            "client_credentials" => Results.Json(
                new AccessTokenBody(
                    await tokens.IssueAsync(clientId, context.RequestAborted),
                    "Bearer",
                    (int)AccessTokens.Life.TotalSeconds
                )
            ),
            null => Failure(400, "invalid_request", "The form field grant_type is needed: client_credentials."),
            _ => Failure(400, "unsupported_grant_type", "Only grant_type=client_credentials is offered."),
        };
    }

    private static async Task<IResult> RevokeAsync(
        HttpContext context,
        ApiCredentials credentials,
        CredentialGuard guard,
        AccessTokens tokens
    )
    {
        var form = await ReadFormAsync(context);
        if (await AuthenticateAsync(context, credentials, guard) is not { } clientId)
        {
            return InvalidClient(context);
        }

        if (form.GetValueOrDefault("token") is not { Length: > 0 } token)
        {
            return Failure(400, "invalid_request", "The form field token is needed: the access token to revoke.");
        }

        await tokens.RevokeAsync(clientId, token, context.RequestAborted);
        return Results.Ok();
    }

    /// <summary>Turns what the server itself refuses into OAuth's shape.</summary>
    public static async Task WithOAuthErrorsAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            // Nobody has proved who they are here, and most come to do so.
            context.RequestServices.GetRequiredService<CredentialGuard>().TakeForStranger(context);
            await next(context);
        }
        catch (Exception exception) when (!context.Response.HasStarted)
        {
            if (!context.RequestAborted.IsCancellationRequested)
            {
                await FailureOf(exception, context).ExecuteAsync(context);
            }

            return;
        }

        if (context.Response is { HasStarted: false, StatusCode: >= 400 and var bare, ContentType: null })
        {
            await Failure(bare, "invalid_request", ReasonPhrases.GetReasonPhrase(bare) + ".").ExecuteAsync(context);
        }
    }

    private static IResult FailureOf(Exception exception, HttpContext context)
    {
        var logger = context.RequestServices.GetRequiredService<ILogger<AccessTokens>>();
        if (context.WhyUnavailable(exception, logger) is { } why)
        {
            return Failure(503, "temporarily_unavailable", why);
        }

        switch (exception)
        {
            case AtlasApiException api:
                return Failure(
                    api.Error.Status,
                    api.Error.Status switch
                    {
                        StatusCodes.Status403Forbidden => "access_denied",
                        StatusCodes.Status429TooManyRequests => "temporarily_unavailable",
                        _ => "invalid_request",
                    },
                    exception.Message
                );
            case BadHttpRequestException bad:
                return Failure(bad.StatusCode, "invalid_request", exception.Message);
            default:
                logger.LogError(exception, "{Method} {Path} failed.", context.Request.Method, context.Request.Path);
                return Failure(500, "server_error", "Something went wrong here that is not your request's fault. It has been logged.");
        }
    }

    /// <summary>The fields of the form that were sent once.</summary>
    internal static async Task<Dictionary<string, string>> ReadFormAsync(HttpContext context)
    {
        var bytes = await RequestBody.ReadAsync(context, MostFormBytes, context.RequestAborted);
        return QueryHelpers
            .ParseQuery(Encoding.UTF8.GetString(bytes))
            .Where(field => field.Value.Count == 1)
            .ToDictionary(field => field.Key, field => field.Value.ToString(), StringComparer.Ordinal);
    }

    /// <returns>The client id; null when the credentials are missing or wrong.</returns>
    private static async Task<string?> AuthenticateAsync(HttpContext context, ApiCredentials credentials, CredentialGuard guard)
    {
        var header = context.Request.Headers.Authorization.ToString();
        if (header.Length == 0)
        {
            return null;
        }

        if (ReadBasic(header) is var (id, secret))
        {
            return await IsRightAsync(context, id, secret, credentials, guard) ? id : null;
        }

        await guard.RefusedAsync(context, new(null, Exists: false, "The Authorization header was not HTTP Basic with an ID and a secret."));
        return null;
    }

    /// <summary>Checks a service account's secret, as slowly as guessing deserves.</summary>
    /// <exception cref="AtlasApiException">429: there were too many wrong guesses.</exception>
    internal static async Task<bool> IsRightAsync(
        HttpContext context,
        string clientId,
        string secret,
        ApiCredentials credentials,
        CredentialGuard guard
    )
    {
        var claimant = await guard.BeginAsync(context, clientId);
        var check = await credentials.CheckServiceAccountAsync(clientId, secret, context.RequestAborted);
        if (check is KeyCheck.Right)
        {
            await guard.AcceptedAsync(claimant, wasBegun: true);
            return true;
        }

        await guard.RefusedAsync(
            context,
            new(clientId, check is KeyCheck.Wrong, "The service account does not exist or its secret is another.")
        );
        return false;
    }

    private static (string Id, string Secret)? ReadBasic(string header)
    {
        var encoded = header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase) ? header["Basic ".Length..].Trim() : "";
        if (encoded.Length == 0 || !Base64.IsValid(encoded))
        {
            return null;
        }

        // Both halves are form-encoded before they are joined (RFC 6749 §2.3.1); the ids and secrets in use survive either way.
        return
            Encoding.UTF8.GetString(Convert.FromBase64String(encoded)).Split(':', 2)
                is [{ Length: > 0 and <= 100 } id, { Length: > 0 and <= 500 } secret]
            && !id.Any(char.IsControl)
            ? (Uri.UnescapeDataString(id), Uri.UnescapeDataString(secret))
            : null;
    }

    private static IResult InvalidClient(HttpContext context)
    {
        context.Response.Headers.WWWAuthenticate = "Basic realm=\"MongoDB Atlas\"";
        return Failure(401, "invalid_client", "Send the service account's client ID and secret with HTTP Basic authentication.");
    }

    internal static IResult Failure(int status, string error, string description) =>
        Results.Json(new OAuthErrorBody(error, description), statusCode: status);
}

internal sealed record AccessTokenBody(
    [property: JsonPropertyName("access_token")] string AccessToken,
    [property: JsonPropertyName("token_type")] string TokenType,
    [property: JsonPropertyName("expires_in")] int ExpiresIn
);

internal sealed record OAuthErrorBody(
    [property: JsonPropertyName("error")] string Error,
    [property: JsonPropertyName("error_description")] string ErrorDescription
);
