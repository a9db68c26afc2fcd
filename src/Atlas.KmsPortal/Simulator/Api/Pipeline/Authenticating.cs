using Atlas.KmsPortal.AdminApi;

namespace Atlas.KmsPortal.Simulator.Api;

/// <summary>Lets only callers in who prove who they are, by digest or bearer token, before anything of the body is read.</summary>
internal sealed class Authenticating(RequestDelegate next, CredentialGuard guard)
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

        if (outcome.Refused is { } refused)
        {
            await guard.RefusedAsync(context, refused);
        }

        guard.TakeForStranger(context);

        foreach (var challenge in digest.Challenge(outcome.Stale))
        {
            context.Response.Headers.Append("WWW-Authenticate", challenge.ToString());
        }

        await ErrorDocuments.WriteAsync(context, outcome.Why is { } why ? AtlasErrors.Unauthorized(why) : AtlasErrors.NoCredentials);
    }

    private async Task<DigestOutcome> WhoAsync(HttpContext context, DigestAuthentication digest, AccessTokens tokens)
    {
        var header = context.Request.Headers.Authorization;
        if (header.Count != 1 || header[0] is not { Length: > 0 } value)
        {
            return new DigestOutcome(null);
        }

        if (BearerToken(value) is not { } token)
        {
            return await digest.AuthenticateAsync(context.Request, value, context.RequestAborted);
        }

        if (await tokens.FindCallerAsync(token, context.RequestAborted) is not { } caller)
        {
            const string Why = "The access token is unknown, expired or revoked. Get a new one from /api/oauth/token.";
            return new DigestOutcome(null, Why: Why, Refused: RefusedCredentials.Token);
        }

        await guard.AcceptedAsync(context, caller);
        return new DigestOutcome(caller);
    }

    public static string? BearerToken(string header) =>
        header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? header["Bearer ".Length..].Trim() : null;
}
