namespace Atlas.KmsPortal.AdminApi;

/// <summary>
/// A network peering container, in the shape of its cloud: AWS says <c>regionName</c>, Azure <c>region</c>, and Google Cloud has one
/// for all regions. Networks are named once clusters run in them.
/// </summary>
public sealed record ContainerBody(
    [property: ReadOnlyField] string? Id = null,
    [property: OneOf("AWS", "AZURE", "GCP")] string? ProviderName = null,
    [property: ReadOnlyField] bool? Provisioned = null,
    string? AtlasCidrBlock = null,
    string? RegionName = null,
    [property: ReadOnlyField] string? VpcId = null,
    string? Region = null,
    [property: ReadOnlyField] string? VnetName = null,
    [property: ReadOnlyField] string? AzureSubscriptionId = null,
    IReadOnlyList<string>? Regions = null,
    [property: ReadOnlyField] string? GcpProjectId = null,
    [property: ReadOnlyField] string? NetworkName = null
);
