using Atlas.KmsPortal.AdminApi;

namespace Atlas.KmsPortal.Simulator.Api;

/// <summary>What the pipeline must know of an operation before its handler runs. Hangs on the route as metadata.</summary>
/// <param name="Id">Atlas's <c>operationId</c>.</param>
/// <param name="Body">The record that its body is read into; null where a body is ignored.</param>
internal sealed record AtlasOperation(string Id, ApiPermission Permission, ResourceVersions Versions, Type? Body);

/// <summary>The query parameters of an operation, besides those that all have. Hangs on the route as metadata.</summary>
internal sealed record AtlasQuery(IReadOnlyList<string> Parameters, bool AreFlags);

internal static class AtlasOperations
{
    /// <summary>Declares the operation: its name, who may call it and since when it has had which shapes.</summary>
    public static RouteHandlerBuilder Operation(
        this RouteHandlerBuilder route,
        string id,
        ApiPermission permission,
        ResourceVersions? versions = null,
        Type? takes = null
    )
    {
        // Not with Accepts: routing would turn away every date but the published ones.
        return route.WithName(id).WithMetadata(new AtlasOperation(id, permission, versions ?? ResourceVersions.First, takes));
    }

    /// <summary>Declares the query parameters that the operation reads; every other one is refused, since it would be ignored.</summary>
    public static RouteHandlerBuilder Asks(this RouteHandlerBuilder route, params string[] parameters) =>
        route.WithMetadata(new AtlasQuery(parameters, AreFlags: false));

    /// <summary>The same for those that are <c>true</c> or <c>false</c>.</summary>
    public static RouteHandlerBuilder AsksWhether(this RouteHandlerBuilder route, params string[] parameters) =>
        route.WithMetadata(new AtlasQuery(parameters, AreFlags: true));

    /// <summary>Declares the answer of a version, or of every version.</summary>
    public static RouteHandlerBuilder Answers<T>(this RouteHandlerBuilder route, int status = 200, ResourceVersions? versions = null)
    {
        string[] types = [.. (versions ?? ResourceVersions.First).Dates.Select(AtlasMediaType.Of)];
        return route.Produces<T>(status, types[0], types[1..]);
    }
}
