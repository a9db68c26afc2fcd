using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Atlas.KmsPortal.Simulator.Api;

/// <summary>The embedded Atlas over HTTP: the Admin API, its OAuth, and the switches of the simulator.</summary>
public static class AtlasApi
{
    private const string AdminPath = "/api/atlas";
    private const string OAuthPath = "/api/oauth";

    public static IHostApplicationBuilder AddAtlasApi(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<ApiCredentials>();
        services.AddSingleton<AccessTokens>();
        services.AddSingleton<NonceBook>();
        services.AddSingleton<DigestAuthentication>();
        services.AddScoped<ApiRequest>();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IApiFaults, NoFaults>();
        services
            .AddOptions<RateLimitOptions>()
            .BindConfiguration(RateLimitOptions.Section)
            .Validate(
                o => o.Capacity >= 0,
                $"{RateLimitOptions.Section}:Capacity is negative. Write how many requests, or 0 for any number."
            )
            .Validate(o => o.Refill >= 0, $"{RateLimitOptions.Section}:Refill is negative. Write how many requests a second come back.")
            .ValidateOnStart();
        return builder;
    }

    public static WebApplication MapAtlasApi(this WebApplication app)
    {
        // Every step may refuse; the first one turns refusals into Atlas's error document.
        app.UseWhen(
            context => context.Request.Path.StartsWithSegments(AdminPath, StringComparison.OrdinalIgnoreCase),
            api =>
            {
                api.UseMiddleware<ErrorDocuments>();
                api.UseMiddleware<Authenticating>();
                api.UseMiddleware<AccessList>();
                api.UseMiddleware<RateLimiting>();
                api.UseMiddleware<FaultInjection>();
                api.UseMiddleware<Authorizing>();
            }
        );
        app.UseWhen(
            context => context.Request.Path.StartsWithSegments(OAuthPath, StringComparison.OrdinalIgnoreCase),
            oauth => oauth.Use(OAuthApi.WithOAuthErrorsAsync)
        );

        app.MapOAuth().AllowAnonymous();
        return app;
    }

    private sealed class NoFaults : IApiFaults
    {
        public Task<ApiFault?> NextAsync(CancellationToken cancellationToken) => Task.FromResult<ApiFault?>(null);
    }
}
