using System.Text.Json;
using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.AdminApi.Requests;

/// <summary>A request of the Admin API, as a client sends it.</summary>
/// <param name="Path">Path and nothing before it.</param>
/// <param name="Body">JSON; null where the method has none.</param>
public sealed record AdminApiRequest(string Method, string Path, string? Body = null)
{
    /// <summary>What a planned call is on the wire.</summary>
    public static AdminApiRequest Of(PlannedCall call) =>
        call switch
        {
            PlannedCall.UpdateEncryption update => new(
                "PATCH",
                EncryptionAtRest(update),
                Json(EncryptionRequest.Of(update.Before, update.After))
            ),
            PlannedCall.CreateEndpoint create => new(
                "POST",
                Endpoints(create, create.Provider),
                Json(new PrivateEndpointBody(RegionName: create.Region))
            ),
            PlannedCall.RemoveEndpoint remove => new("DELETE", $"{Endpoints(remove, remove.Provider)}/{remove.EndpointId}"),
            PlannedCall.CreateCluster { Spec.Tier: ClusterTiers.Flex } create => new(
                "POST",
                $"{Group(create)}/flexClusters",
                Json(ClusterRequest.OfFlex(create.Name, create.Spec))
            ),
            PlannedCall.CreateCluster create => new("POST", Clusters(create), Json(ClusterRequest.Of(create.Name, create.Spec))),
            PlannedCall.UpdateCluster update => new(
                "PATCH",
                $"{Clusters(update)}/{update.Name}",
                Json(ClusterRequest.Of(update.Before, update.After))
            ),
            PlannedCall.UpgradeCluster { Before.Tier: ClusterTiers.Flex } upgrade => new(
                "POST",
                $"{Group(upgrade)}/flexClusters:tenantUpgrade",
                Json(ClusterRequest.Of(upgrade.Name, upgrade.After))
            ),
            PlannedCall.UpgradeCluster upgrade => new(
                "POST",
                $"{Clusters(upgrade)}/tenantUpgrade",
                Json(ClusterRequest.OfUpgrade(upgrade.Name, upgrade.After))
            ),
            _ => throw new ArgumentOutOfRangeException(nameof(call), call, "Not a call of the Admin API."),
        };

    /// <summary>The requests, one per line.</summary>
    public static string TextOf(IReadOnlyList<PlannedCall> calls) => string.Join('\n', calls.Select(Of));

    public override string ToString() => Body is null ? $"{Method} {Path}" : $"{Method} {Path} {Body}";

    private static string Group(PlannedCall call) => $"/api/atlas/v2/groups/{call.ProjectId}";

    private static string EncryptionAtRest(PlannedCall call) => $"{Group(call)}/encryptionAtRest";

    private static string Endpoints(PlannedCall call, CloudProvider provider) =>
        $"{EncryptionAtRest(call)}/{provider.AtlasName()}/privateEndpoints";

    private static string Clusters(PlannedCall call) => $"{Group(call)}/clusters";

    private static string Json(object body) => JsonSerializer.Serialize(body, body.GetType(), AtlasJson.Options);
}
