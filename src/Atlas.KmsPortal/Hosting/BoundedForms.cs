using Microsoft.AspNetCore.Http.Features;

namespace Atlas.KmsPortal.Hosting;

/// <summary>How much a page takes in, signed in or not: its forms are short, and what goes to a circuit comes in messages.</summary>
internal static class BoundedForms
{
    private const long MostForForms = 16 * 1024;

    // More than the hub takes for one message, so that it is the hub that says no.
    private const long MostForCircuits = 64 * 1024;

    public static void UseBoundedForms(this WebApplication app) =>
        app.Use(
            (context, next) =>
            {
                var limit = context.Request.Path.StartsWithSegments("/_blazor", StringComparison.OrdinalIgnoreCase)
                    ? MostForCircuits
                    : MostForForms;
                if (context.Request.ContentLength > limit)
                {
                    context.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
                    context.Response.Headers.Connection = "close";
                    return Task.CompletedTask;
                }

                if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
                {
                    size.MaxRequestBodySize = limit;
                }

                return next(context);
            }
        );
}
