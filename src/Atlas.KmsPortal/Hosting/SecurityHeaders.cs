using Microsoft.Net.Http.Headers;

namespace Atlas.KmsPortal.Hosting;

/// <summary>What every answer tells the browser, and whom the circuits' hub listens to.</summary>
internal static class SecurityHeaders
{
    // Style attributes, not elements, because MudBlazor places its popovers with them. Scripts allow nothing inline.
    private const string Policy =
        "default-src 'self'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' data:; font-src 'self'; "
        + "connect-src 'self'; form-action 'self'; base-uri 'self'; object-src 'none'; frame-ancestors 'none'";

    public static void UseSecurityHeaders(this WebApplication app) =>
        app.Use(
            (context, next) =>
            {
                // On starting, because the exception handler clears what was set before.
                context.Response.OnStarting(() =>
                {
                    var headers = context.Response.Headers;
                    headers.XContentTypeOptions = "nosniff";
                    if (!IsPartOfAPage(context.Response.ContentType))
                    {
                        headers.ContentSecurityPolicy = Policy;
                        headers.XFrameOptions = "DENY";
                        headers["Referrer-Policy"] = "same-origin";
                        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";
                    }

                    if (context.Request.IsHttps)
                    {
                        headers.StrictTransportSecurity = "max-age=31536000";
                    }

                    return Task.CompletedTask;
                });
                return next(context);
            }
        );

    // The page's own policy rules what its styles and scripts may do: half a kilobyte with each would be read by nobody.
    private static bool IsPartOfAPage(string? contentType) =>
        contentType is not null
        && (
            contentType.StartsWith("text/css", StringComparison.OrdinalIgnoreCase)
            || contentType.StartsWith("text/javascript", StringComparison.OrdinalIgnoreCase)
        );

    /// <summary>A WebSocket is not bound by the same-origin policy, so a foreign page could open one with the visitor's cookie.</summary>
    public static void UseOwnOriginOnly(this WebApplication app) =>
        app.Use(
            (context, next) =>
            {
                var request = context.Request;
                var origin = request.Headers[HeaderNames.Origin].ToString();
                if (
                    request.Path.StartsWithSegments("/_blazor", StringComparison.OrdinalIgnoreCase)
                    && origin.Length > 0
                    && !string.Equals(origin, $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase)
                )
                {
                    context.Response.StatusCode = StatusCodes.Status403Forbidden;
                    return Task.CompletedTask;
                }

                return next(context);
            }
        );
}
