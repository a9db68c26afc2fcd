using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Simulator.Api;

/// <summary>Bearer tokens of this portal's own issuing stand in for Microsoft Entra's. Whoever owns something may act as the vaults' owner.</summary>
internal sealed class ArmAuthentication(RequestDelegate next)
{
    private static readonly object s_caller = new();

    public static Actor ActorOf(HttpContext context) => ((ApiCaller)context.Items[s_caller]!).Actor;

    public async Task InvokeAsync(HttpContext context, AccessTokens tokens)
    {
        var header = context.Request.Headers.Authorization.ToString();
        var caller = Authenticating.BearerToken(header) is { } token ? await tokens.FindCallerAsync(token, context.RequestAborted) : null;
        if (caller is null)
        {
            context.Response.Headers.WWWAuthenticate = "Bearer error=\"invalid_token\"";
            throw new ArmException(
                401,
                "AuthenticationFailed",
                "Authentication failed. Send Authorization: Bearer with an access token of a service account; /api/oauth/token issues them."
            );
        }

        if (!HttpMethods.IsGet(context.Request.Method) && !caller.OwnsSomething)
        {
            throw new ArmException(
                403,
                "AuthorizationFailed",
                $"The client '{caller.Name}' does not have authorization to change the vault."
            );
        }

        context.Items[s_caller] = caller;
        await next(context);
    }
}
