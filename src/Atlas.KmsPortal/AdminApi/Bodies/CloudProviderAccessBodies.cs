using System.Text.Json.Serialization;
using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.AdminApi;

public sealed record CloudProviderRolesBody(
    IReadOnlyList<CloudProviderRoleBody> AwsIamRoles,
    IReadOnlyList<CloudProviderRoleBody> AzureServicePrincipals,
    IReadOnlyList<CloudProviderRoleBody> GcpServiceAccounts
);

/// <summary>A cloud identity that Atlas may use. Azure calls its id <c>_id</c>, the others <c>roleId</c>.</summary>
public sealed record CloudProviderRoleBody(
    [property: NeededField, OneOf("AWS", "AZURE", "GCP")] string? ProviderName,
    [property: ReadOnlyField] string? RoleId = null,
    [property: ReadOnlyField, JsonPropertyName("_id")] string? AzureId = null,
    string? AtlasAzureAppId = null,
    string? ServicePrincipalId = null,
    string? TenantId = null,
    [property: ReadOnlyField, JsonPropertyName("atlasAWSAccountArn")] string? AtlasAwsAccountArn = null,
    [property: ReadOnlyField] string? AtlasAssumedRoleExternalId = null,
    string? IamAssumedRoleArn = null,
    [property: ReadOnlyField] string? GcpServiceAccountForAtlas = null,
    [property: ReadOnlyField] string? Status = null,
    [property: ReadOnlyField] DateTimeOffset? AuthorizedDate = null,
    [property: ReadOnlyField] DateTimeOffset? CreatedDate = null,
    [property: ReadOnlyField] DateTimeOffset? LastUpdatedDate = null,
    [property: ReadOnlyField] IReadOnlyList<FeatureUsageBody>? FeatureUsages = null
)
{
    public static CloudProviderRoleBody From(CloudProviderRole role, string groupId)
    {
        var isAzure = role.Provider is CloudProvider.Azure;
        return new(
            role.Provider.AtlasName(),
            isAzure ? null : role.Id,
            isAzure ? role.Id : null,
            role.AtlasAzureAppId,
            role.ServicePrincipalId,
            role.TenantId,
            role.AtlasAwsAccountArn,
            role.AtlasAssumedRoleExternalId,
            role.IamAssumedRoleArn,
            role.GcpServiceAccountForAtlas,
            role.Provider is CloudProvider.Gcp ? "COMPLETE" : null,
            role.Provider is CloudProvider.Aws ? role.AuthorizedAt : null,
            role.CreatedAt,
            isAzure ? role.LastUpdatedAt ?? role.CreatedAt : null,
            role.InUse ? [new FeatureUsageBody("ENCRYPTION_AT_REST", new FeatureIdBody(groupId))] : []
        );
    }

    public RoleRequest ToRequest() =>
        new(Encryption.CloudProviders.FromAtlasName(ProviderName)!.Value, AtlasAzureAppId, ServicePrincipalId, TenantId, IamAssumedRoleArn);
}

public sealed record FeatureUsageBody(string FeatureType, FeatureIdBody FeatureId);

public sealed record FeatureIdBody(string GroupId);
