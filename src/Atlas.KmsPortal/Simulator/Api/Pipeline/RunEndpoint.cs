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
}
