namespace Atlas.KmsPortal.Simulator.Api;

/// <summary>The address at which the caller reached the portal; a trusted proxy's forwarded headers have been taken over by then.</summary>
internal static class PortalOrigin
{
    /// <summary>Scheme, host, port and path base, without a slash at the end.</summary>
    public static string Of(HttpRequest request) => $"{request.Scheme}://{request.Host}{request.PathBase}";
}
