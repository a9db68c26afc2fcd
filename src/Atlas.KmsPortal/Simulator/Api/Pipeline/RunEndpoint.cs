using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.AspNetCore.Routing.Template;

namespace Atlas.KmsPortal.Simulator.Api;

/// <summary>The end of the API's own pipeline. The rest of the portal's is about people: cookies, pages, forms.</summary>
internal static class RunEndpoint
{
    public static Task RunAsync(HttpContext context)
    {
        if (context.GetEndpoint()?.RequestDelegate is { } handler)
        {
            return handler(context);
        }

        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    /// <summary>Answers below <paramref name="prefix"/> where no operation does; without it the portal's page for lost visitors would.</summary>
    public static IEndpointConventionBuilder MapNotServed(this IEndpointRouteBuilder routes, string prefix) =>
        routes.Map(RoutePatternFactory.Parse(prefix + "/{**rest}"), NotServed).ExcludeFromDescription();

    private static Task NotServed(HttpContext context)
    {
        var allowed = AllowedAt(context);
        context.Response.StatusCode = allowed.Length == 0 ? StatusCodes.Status404NotFound : StatusCodes.Status405MethodNotAllowed;
        context.Response.Headers.Allow = allowed;
        return Task.CompletedTask;
    }

    private static string[] AllowedAt(HttpContext context) =>
        [
            .. context
                .RequestServices.GetRequiredService<EndpointDataSource>()
                .Endpoints.OfType<RouteEndpoint>()
                .Where(endpoint => Matches(endpoint.RoutePattern, context.Request.Path))
                .SelectMany(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? [])
                .Distinct()
                .Order(),
        ];

    private static bool Matches(RoutePattern pattern, PathString path) =>
        pattern.PathSegments is [{ Parts: [RoutePatternLiteralPart] }, ..]
        && new TemplateMatcher(new RouteTemplate(pattern), []).TryMatch(path, []);
}
