using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Simulator.Api;

/// <summary>How one of Azure's services words what it refuses.</summary>
internal sealed record AzureDialect(string NotAuthenticated, string Forbidden, string NotFound)
{
    public static AzureDialect ResourceManager { get; } = new("AuthenticationFailed", "AuthorizationFailed", "ResourceNotFound");

    public static AzureDialect Graph { get; } =
        new("InvalidAuthenticationToken", "Authorization_RequestDenied", "Request_ResourceNotFound");
}

/// <summary>
/// Bearer tokens of this portal's own issuing stand in for Microsoft Entra's. Only who owns something may change anything;
/// <see cref="ArmAccess"/> then asks whether it is theirs.
/// </summary>
internal sealed class ArmAuthentication(RequestDelegate next, AzureDialect dialect)
{
    private static readonly object s_caller = new();

    public static ApiCaller CallerOf(HttpContext context) => (ApiCaller)context.Items[s_caller]!;

    public static Actor ActorOf(HttpContext context) => CallerOf(context).Actor;

    public async Task InvokeAsync(HttpContext context, AccessTokens tokens, CredentialGuard guard, ApiRequest request)
    {
        var header = context.Request.Headers.Authorization.ToString();
        var caller = Authenticating.BearerToken(header) is { } token ? await tokens.FindCallerAsync(token, context.RequestAborted) : null;
        if (caller is null)
        {
            if (header.Length > 0)
            {
                await guard.RefusedAsync(context, RefusedCredentials.Token);
            }

            guard.TakeForStranger(context);

            context.Response.Headers.WWWAuthenticate = "Bearer error=\"invalid_token\"";
            throw new ArmException(
                401,
                dialect.NotAuthenticated,
                "Authentication failed. Send Authorization: Bearer with an access token of a service account; /{tenant}/oauth2/v2.0/token and /api/oauth/token issue them."
            );
        }

        var isReading = HttpMethods.IsGet(context.Request.Method) || context.GetEndpoint()?.Metadata.GetMetadata<OnlyReads>() is not null;
        if (!isReading && !caller.OwnsSomething)
        {
            throw ArmErrors.Forbidden(caller, context.Request.Path, dialect);
        }

        context.Items[s_caller] = caller;
        request.Begin(context, caller);
        await guard.AcceptedAsync(context, caller);
        await next(context);
    }
}

/// <summary>On a route that changes nothing though its method is POST.</summary>
internal sealed class OnlyReads;
