namespace Atlas.KmsPortal.Simulator.Api;

/// <summary>Where this cloud's services are: what <c>az cloud register</c> and Terraform's providers read first.</summary>
internal static class CloudMetadataApi
{
    private const string CloudName = "Portal";

    public static void MapCloudMetadata(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/metadata/endpoints", Metadata).WithName("CloudMetadata_Get");

    // The first shape carries no name, the second is a list, the third a single cloud. Clients ask for the one that they know.
    private static IResult Metadata(HttpContext context)
    {
        var host = PortalOrigin.Of(context.Request);
        var version = context.Request.Query["api-version"].ToString();
        return string.CompareOrdinal(version, "2019") switch
        {
            < 0 => VaultsApi.Json(
                new FirstMetadataBody(
                    $"{host}/",
                    $"{host}/",
                    $"{host}/",
                    // With any other path the Azure CLI first asks login.microsoftonline.com whether this host may sign people in.
                    new MetadataSignInBody($"{host}/adfs", [$"{host}/"])
                )
            ),
            _ when string.CompareOrdinal(version, "2022") < 0 => VaultsApi.Json(new[] { Cloud(host, CloudName) }),
            _ => VaultsApi.Json(Cloud(host, "AzureCloud")),
        };
    }

    private static CloudMetadataBody Cloud(string host, string name) =>
        new(
            name,
            host,
            $"{host}/",
            $"{host}/",
            $"{host}/",
            $"{host}/",
            host,
            new MetadataSignInBody(host, [$"{host}/"], "common", "AAD"),
            new MetadataSuffixesBody("vault.azure.net", "core.windows.net")
        );
}

/// <summary>The shape of 2015-01-01.</summary>
internal sealed record FirstMetadataBody(
    string GalleryEndpoint,
    string GraphEndpoint,
    string PortalEndpoint,
    MetadataSignInBody Authentication
);

internal sealed record CloudMetadataBody(
    string Name,
    string Portal,
    string ResourceManager,
    string Graph,
    string GraphAudience,
    string MicrosoftGraphResourceId,
    string Gallery,
    MetadataSignInBody Authentication,
    MetadataSuffixesBody Suffixes
);

internal sealed record MetadataSignInBody(
    string LoginEndpoint,
    IReadOnlyList<string> Audiences,
    string? Tenant = null,
    string? IdentityProvider = null
);

internal sealed record MetadataSuffixesBody(string KeyVaultDns, string Storage);
