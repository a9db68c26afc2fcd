using System.IO.Compression;
using Atlas.KmsPortal.Accounts;
using Atlas.KmsPortal.Components;
using Atlas.KmsPortal.Components.Frame;
using Atlas.KmsPortal.Components.Layout;
using Atlas.KmsPortal.Data.Sqlite;
using Atlas.KmsPortal.Encryption;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.DependencyInjection.Extensions;
using MudBlazor.Services;

namespace Atlas.KmsPortal.Hosting;

/// <summary>The pages: Razor components, sign-in, headers, health.</summary>
public static class PortalHosting
{
    /// <summary>The tag of the health checks that decide about readiness.</summary>
    public const string Ready = "ready";

    public static WebApplicationBuilder AddPortal(this WebApplicationBuilder builder)
    {
        // Without publishing, static files are found by a manifest that only Development reads by itself.
        builder.WebHost.UseStaticWebAssets();
        // Otherwise files of a build are compressed again at each request, at level zero: 1.2 MB instead of 0.2 for the first page.
        builder.Configuration["ReloadStaticAssetsAtRuntime"] ??= "false";
        builder.WebHost.ConfigureKestrel(server => server.AddServerHeader = false);
        builder.UseDefaultPort();

        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddRazorComponents().AddInteractiveServerComponents();
        builder.Services.AddMudServices(options =>
        {
            var toasts = options.SnackbarConfiguration;
            toasts.PositionClass = MudBlazor.Defaults.Classes.Position.TopRight;
            toasts.PreventDuplicates = true;
            toasts.MaxDisplayedSnackbars = 3;
            toasts.VisibleStateDuration = 6000;
            toasts.MaximumOpacity = 100;
            // The default fades for a second, too faint to read.
            toasts.ShowTransitionDuration = 100;
            toasts.HideTransitionDuration = 100;
        });
        builder.Services.AddScoped<Toaster>();
        builder.Services.AddScoped<Announcer>();
        builder.Services.AddScoped<Drafts>();
        builder.Services.AddScoped<FieldFocus>();
        builder.Services.AddScoped<MenuReader>();
        builder.Services.TryAddSingleton<ProjectWatch>();
        builder.AddAccounts();
        builder.AddProxies();

        // Pages hold no secret that a guess could be compressed with; the antiforgery token differs in every answer.
        builder.Services.AddResponseCompression(options =>
        {
            options.EnableForHttps = true;
            options.MimeTypes = ["text/html"];
        });
        builder.Services.Configure<BrotliCompressionProviderOptions>(options => options.Level = CompressionLevel.Optimal);
        return builder;
    }

    /// <summary>What every answer has, to a person or to a program. First of all.</summary>
    public static WebApplication UseFrontDoor(this WebApplication app)
    {
        app.UseProxies();
        app.WarnOfAnyHost();
        app.UseSecurityHeaders();
        app.UsePreparedDatabase();
        return app;
    }

    public static WebApplication MapPortal(this WebApplication app)
    {
        app.UseBoundedForms();
        app.UseExceptionHandler(
            new ExceptionHandlerOptions
            {
                ExceptionHandlingPath = "/error",
                CreateScopeForErrors = true,
                StatusCodeSelector = exception =>
                    DatabaseTrouble.Of(exception) is null
                        ? StatusCodes.Status500InternalServerError
                        : StatusCodes.Status503ServiceUnavailable,
            }
        );

        app.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
        app.UseBareStatusForPrograms();
        app.UseNotFoundForPrograms();
        app.UseResponseCompression();
        app.UseOwnOriginOnly();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseAntiforgery();

        app.MapStaticAssets().AllowAnonymous();
        app.MapSignOut();
        app.MapHealthChecks("/healthz", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous();
        app.MapHealthChecks("/readyz", new HealthCheckOptions { Predicate = check => check.Tags.Contains(Ready) }).AllowAnonymous();
        app.MapRazorComponents<App>()
            // Our own policy says who may frame the pages.
            .AddInteractiveServerRenderMode(options => options.ContentSecurityFrameAncestorsPolicy = null);
        return app;
    }

    // Programs get a bare status or an error document, never a page.
    private static void UseBareStatusForPrograms(this WebApplication app) =>
        app.Use(
            (context, next) =>
            {
                var pages = context.Features.Get<IStatusCodePagesFeature>();
                if (pages is not null && !AsksForAPage(context.Request))
                {
                    pages.Enabled = false;
                }

                return next(context);
            }
        );

    // Authorization would lead a stranger to the sign-in, wherever the address leads; a program could make nothing of that page.
    private static void UseNotFoundForPrograms(this WebApplication app) =>
        app.Use(
            (context, next) =>
            {
                if (context.GetEndpoint() is not null || AsksForAPage(context.Request))
                {
                    return next(context);
                }

                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return context.Response.WriteAsJsonAsync(
                    new { error = new { code = "NotFound", message = $"Nothing is served at '{context.Request.Path}'." } },
                    context.RequestAborted
                );
            }
        );

    private static bool AsksForAPage(HttpRequest request) =>
        request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);
}
