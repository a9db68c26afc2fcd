using Atlas.KmsPortal.Data;
using Atlas.KmsPortal.Encryption;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace Atlas.KmsPortal.Simulator.Api;

/// <summary>The embedded Atlas over HTTP: the Admin API and its OAuth.</summary>
public static class AtlasApi
{
    public const string AdminRoot = "/api/atlas/v2";
    private const string AdminPath = "/api/atlas";
    private static readonly string[] s_armPaths = ["/subscriptions", "/tenants", "/providers"];
    private const string OAuthPath = "/api/oauth";

    public static WebApplicationBuilder AddAtlasApi(this WebApplicationBuilder builder)
    {
        var services = builder.Services;

        // Credentials live in real time: moving the simulated clock forward must not sign anybody out.
        services.AddSingleton(provider => new ApiCredentials(
            provider.GetRequiredService<IDataProtectionProvider>(),
            provider.GetRequiredService<IDbContextFactory<PortalDbContext>>(),
            TimeProvider.System,
            provider.GetRequiredService<ILogger<ApiCredentials>>()
        ));
        services.AddSingleton(provider => new AccessTokens(
            provider.GetRequiredService<IDbContextFactory<PortalDbContext>>(),
            provider.GetRequiredService<ApiCredentials>(),
            TimeProvider.System
        ));
        services.AddSingleton(provider => new NonceBook(provider.GetRequiredService<IDataProtectionProvider>(), TimeProvider.System));
        services.AddSingleton<RateLimits>();
        services.AddSingleton<CredentialGuard>();
        services.AddSingleton<DigestAuthentication>();
        services.AddSingleton<DemoPrograms>();
        services.AddSingleton<NetworkContainers>();
        services.AddSingleton<GroupPages>();
        services.AddSingleton<ArmAccess>();
        services.AddSingleton<ICloudCommandLine, SimulatedCommandLine>();
        services.AddSingleton<Members>();
        services.AddSingleton<Teams>();
        services.AddScoped<KeptLists>();
        services.AddScoped<KeptSettings>();
        services.AddScoped<ApiRequest>();
        services.AddAtlasDocument();
        services.AddOptions<DigestOptions>().BindConfiguration(DigestOptions.Section).ValidateOnStart();
        services.AddOptions<AccessListOptions>().BindConfiguration(AccessListOptions.Section).ValidateOnStart();
        services
            .AddOptions<RateLimitOptions>()
            .BindConfiguration(RateLimitOptions.Section)
            .Validate(
                o => o.Capacity >= 0,
                $"{RateLimitOptions.Section}:Capacity is negative. Use a number of requests, or 0 for no limit."
            )
            .Validate(o => o.Refill >= 0, $"{RateLimitOptions.Section}:Refill is negative. Use a number of requests per second.")
            .ValidateOnStart();
        return builder;
    }

    /// <summary>Before everything that is for people: the API has its own ways to sign in and to say no.</summary>
    public static WebApplication MapAtlasApi(this WebApplication app)
    {
        app.UseSingleSlashes(s_armPaths);
        app.UseRouting();

        // Every step may refuse; the first one turns refusals into Atlas's error document.
        app.MapWhen(
            context => Under(context, AdminPath),
            api =>
            {
                api.UseMiddleware<ErrorDocuments>();
                api.UseMiddleware<AccessList>();
                api.UseMiddleware<Authenticating>();
                api.UseMiddleware<FaultInjection>();
                api.UseMiddleware<RateLimiting>();
                api.UseMiddleware<Authorizing>();
                api.UseMiddleware<DocumentedRateLimiting>();
                api.Run(RunEndpoint.RunAsync);
            }
        );
        app.MapWhen(
            context => Under(context, OAuthPath),
            oauth =>
            {
                oauth.Use(OAuthApi.WithOAuthErrorsAsync);
                oauth.UseMiddleware<AccessList>();
                oauth.Run(RunEndpoint.RunAsync);
            }
        );

        app.MapWhen(
            context => Under(context, "/api"),
            other =>
            {
                other.UseMiddleware<ErrorDocuments>();
                other.Run(RunEndpoint.RunAsync);
            }
        );
        app.MapWhen(
            IsControl,
            controls =>
            {
                // Without the API's own faults, or nobody could switch them off.
                controls.UseMiddleware<ErrorDocuments>();
                controls.UseMiddleware<AccessList>();
                controls.UseMiddleware<Authenticating>();
                controls.UseMiddleware<RateLimiting>();
                controls.UseMiddleware<Authorizing>();
                controls.Run(RunEndpoint.RunAsync);
            }
        );
        app.MapWhen(
            context => Under(context, s_armPaths),
            arm =>
            {
                arm.UseMiddleware<ArmErrors>(AzureDialect.ResourceManager);
                arm.UseMiddleware<AccessList>();
                arm.UseMiddleware<ArmAuthentication>(AzureDialect.ResourceManager);
                arm.UseMiddleware<RateLimiting>();
                arm.Run(RunEndpoint.RunAsync);
            }
        );
        app.MapWhen(
            context => Under(context, GraphApi.Root),
            graph =>
            {
                graph.UseMiddleware<ArmErrors>(AzureDialect.Graph);
                graph.UseMiddleware<AccessList>();
                graph.UseMiddleware<ArmAuthentication>(AzureDialect.Graph);
                graph.UseMiddleware<RateLimiting>();
                graph.Run(RunEndpoint.RunAsync);
            }
        );
        // A tenant's name comes first in these addresses, so that only routing knows them.
        app.MapWhen(
            context => context.GetEndpoint()?.Metadata.GetMetadata<EntraDoor>() is not null,
            entra =>
            {
                entra.Use(OAuthApi.WithOAuthErrorsAsync);
                entra.UseMiddleware<AccessList>();
                entra.Run(RunEndpoint.RunAsync);
            }
        );

        var admin = app.MapGroup(AdminRoot).AllowAnonymous();
        admin.MapOrganizations();
        admin.MapGroups();
        admin.MapUsers();
        admin.MapTeams();
        admin.MapGroupTeams();
        admin.MapGroupSettings();
        admin.MapAccessList();
        admin.MapDatabaseUsers();
        admin.MapFreshProject();
        admin.MapProjectSwitches();
        admin.MapOrganizationSettings();
        admin.MapClusterActions();
        admin.MapPinnedVersion();
        admin.MapTenantUpgrade();
        admin.MapAllClusters();
        admin.MapAlertConfigs();
        admin.MapAlerts();
        admin.MapGroupLimits();
        admin.MapContainers();
        admin.MapEncryptionAtRest();
        admin.MapCloudProviderAccess();
        admin.MapClusters();
        admin.MapFlexClusters();
        admin.MapEvents();
        admin.MapNotSimulated();
        app.MapAtlasDocument();
        app.MapOAuth().AllowAnonymous();
        app.MapNotServed("/api").AllowAnonymous();

        var azure = app.MapGroup("").AllowAnonymous();
        azure.MapSubscriptions();
        azure.MapResources();
        azure.MapProviders();
        azure.MapVaults();
        azure.MapVaultConnections();
        azure.MapVaultKeys();
        azure.MapRoleDefinitions();
        azure.MapRoleAssignments();
        azure.MapGraph();
        foreach (var path in s_armPaths.Append(GraphApi.Root))
        {
            azure.MapNotServed(path);
        }

        var entra = app.MapGroup("").AllowAnonymous().WithMetadata(new EntraDoor()).ExcludeFromDescription();
        entra.MapCloudMetadata();
        entra.MapOpenId();
        entra.MapEntraTokens();

        var simulator = app.MapGroup("").AllowAnonymous();
        simulator.MapSimulatorControls();
        foreach (var path in SimulatorControlsApi.Paths)
        {
            simulator.MapNotServed(path);
        }

        return app;
    }

    /// <summary>Sees to the demo world's keys.</summary>
    /// <param name="wantsDemoWorld">Whether they belong here.</param>
    public static Task PrepareAtlasApiAsync(this IServiceProvider services, bool wantsDemoWorld, CancellationToken cancellationToken) =>
        services.GetRequiredService<DemoPrograms>().EnsureAsync(wantsDemoWorld, cancellationToken);

    // The page /simulator is for people and stays with the pages.
    private static bool IsControl(HttpContext context) =>
        Array.Exists(
            SimulatorControlsApi.Paths,
            path => string.Equals(context.Request.Path.Value?.TrimEnd('/'), path, StringComparison.OrdinalIgnoreCase)
        );

    private static bool Under(HttpContext context, string[] paths) => Array.Exists(paths, path => Under(context, path));

    // Routing ignores case, so this must too, or an odd spelling would walk around the guards.
    private static bool Under(HttpContext context, string path) =>
        context.Request.Path.StartsWithSegments(path, StringComparison.OrdinalIgnoreCase);
}

/// <summary>On the routes of the simulated Microsoft Entra and of the cloud's metadata: programs ask there, without a bearer token.</summary>
internal sealed class EntraDoor;
