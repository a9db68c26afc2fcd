using Atlas.KmsPortal.AdminApi;

namespace Atlas.KmsPortal.Simulator.Api;

/// <summary>Lets only callers in who prove who they are, by digest or bearer token, before anything of the body is read.</summary>
internal sealed class Authenticating(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context, DigestAuthentication digest, AccessTokens tokens, ApiRequest request)
    {
        var outcome = await WhoAsync(context, digest, tokens);
        if (outcome.Caller is { } caller)
        {
            request.Begin(context, caller);
            await next(context);
            return;
        }

        foreach (var challenge in digest.Challenge(outcome.Stale))
        {
            context.Response.Headers.Append("WWW-Authenticate", challenge.ToString());
        }

        await ErrorDocuments.WriteAsync(context, outcome.Why is { } why ? AtlasErrors.Unauthorized(why) : AtlasErrors.NoCredentials);
    }

    private static async Task<DigestOutcome> WhoAsync(HttpContext context, DigestAuthentication digest, AccessTokens tokens)
    {
        var header = context.Request.Headers.Authorization;
        if (header.Count != 1 || header[0] is not { Length: > 0 } value)
        {
            return new DigestOutcome(null);
        }

        return BearerToken(value) is { } token
            ? new DigestOutcome(
                await tokens.FindCallerAsync(token, context.RequestAborted),
                Why: "The access token is unknown, expired or revoked. Get a new one from /api/oauth/token."
            )
            : await digest.AuthenticateAsync(context.Request, value, context.RequestAborted);
    }

    public static string? BearerToken(string header) =>
        header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? header["Bearer ".Length..].Trim() : null;
}
