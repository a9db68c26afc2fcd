using Atlas.KmsPortal.Data;
using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Simulator;

/// <summary>Turns rows into the snapshots that the rules and the pages know.</summary>
internal static class Snapshots
{
    public static EncryptionAtRest EncryptionOf(ProjectRow row) =>
        new(row.AzureKeyVault, row.AwsKms, row.GoogleCloudKms, row.EnabledForSearchNodes);

    public static ProjectSnapshot Of(
        ProjectRow row,
        string organizationName,
        IEnumerable<ClusterRow> clusters,
        IEnumerable<PrivateEndpointRow> endpoints,
        IEnumerable<CloudProviderRoleRow> roles,
        bool? azureNetworkRegistered,
        IReadOnlyList<string> awsReplicaRegions
    )
    {
        var encryption = EncryptionOf(row);
        return new(
            row.Id,
            row.OrganizationId,
            organizationName,
            row.Name,
            row.State,
            row.Created,
            row.Version,
            encryption,
            [.. clusters.Select(Of)],
            [.. endpoints.Select(Of)],
            [.. roles.Select(role => Of(role, encryption))],
            azureNetworkRegistered,
            awsReplicaRegions,
            row.KeyAgeAlertDays
        );
    }

    public static PrivateEndpoint Of(PrivateEndpointRow row) =>
        new(
            row.Id,
            row.Provider,
            row.Region,
            row.Status,
            row.CreatedAt,
            row.StatusSince,
            row.ConnectionName,
            row.ErrorMessage,
            row.ReplacesId,
            row.RemovalRequestedBy is not null
        );

    public static Cluster Of(ClusterRow row) =>
        new(
            row.Id,
            row.Name,
            row.Spec,
            row.State,
            row.KeyAccess,
            row.Shutdown,
            row.CreatedAt,
            row.StateSince,
            row.WorkEndsAt,
            row.Work,
            row.AppliedSpec
        );

    public static CloudProviderRole Of(CloudProviderRoleRow row, EncryptionAtRest encryption) =>
        new(
            row.Id,
            row.Provider,
            row.CreatedAt,
            row.AuthorizedAt,
            encryption.Enabled.Any(settings => settings.RoleId == row.Id),
            row.AtlasAzureAppId,
            row.ServicePrincipalId,
            row.TenantId,
            row.AtlasAwsAccountArn,
            row.AtlasAssumedRoleExternalId,
            row.IamAssumedRoleArn,
            row.GcpServiceAccountForAtlas,
            row.LastUpdatedAt
        );
}
