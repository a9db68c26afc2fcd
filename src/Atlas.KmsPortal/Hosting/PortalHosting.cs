using System.IO.Compression;
using Atlas.KmsPortal.Accounts;
using Atlas.KmsPortal.Components;
using Atlas.KmsPortal.Components.Layout;
using Atlas.KmsPortal.Components.Shared;
using Atlas.KmsPortal.Components.Toasts;
using Atlas.KmsPortal.Encryption;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Radzen;

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

        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddRazorComponents().AddInteractiveServerComponents();
        builder.Services.AddRadzenComponents();
        builder.Services.AddScoped<Toaster>();
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
        builder.Services.Configure<BrotliCompressionProviderOptions>(options => options.Level = CompressionLevel.Fastest);
        return builder;
    }

    public static WebApplication MapPortal(this WebApplication app)
    {
        app.UseProxies();
        app.UseSecurityHeaders();
        app.UseWhen(
            IsForPeople,
            pages =>
            {
                if (!app.Environment.IsDevelopment())
                {
                    pages.UseExceptionHandler("/error", createScopeForErrors: true);
                }

                pages.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
            }
        );
        app.UseResponseCompression();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseOwnOriginOnly();
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
    private static bool IsForPeople(HttpContext context) =>
        context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase)
        && !context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
        && !context.Request.Path.StartsWithSegments("/subscriptions", StringComparison.OrdinalIgnoreCase);
}
