using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.AdminApi;

/// <summary>A private endpoint of encryption at rest. A caller that makes one gives its region, and its cloud if it likes.</summary>
public sealed record PrivateEndpointBody(
    [property: NeededField] string? RegionName = null,
    [property: OneOf("AZURE", "AWS")] string? CloudProvider = null,
    [property: ReadOnlyField] string? Id = null,
    [property: ReadOnlyField] string? Status = null,
    [property: ReadOnlyField] string? ErrorMessage = null,
    [property: ReadOnlyField] string? PrivateEndpointConnectionName = null
)
{
    public static PrivateEndpointBody From(PrivateEndpoint endpoint) =>
        new(
            endpoint.Region,
            endpoint.Provider.AtlasName(),
            endpoint.Id,
            endpoint.Status.AtlasName(),
            endpoint.ErrorMessage,
            endpoint.ConnectionName
        );
}
