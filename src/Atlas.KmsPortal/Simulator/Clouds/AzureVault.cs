using Atlas.KmsPortal.Data;
using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Simulator;

/// <summary>A private endpoint connection as the vault's owner sees it.</summary>
/// <param name="VaultId">The lower-case resource id of the vault.</param>
/// <param name="State">Never <see cref="AzureConnectionState.None"/> nor <see cref="AzureConnectionState.Removed"/>.</param>
public sealed record AzureConnection(
    string VaultId,
    string VaultName,
    string Name,
    string EndpointId,
    string ProjectId,
    string Region,
    AzureConnectionState State,
    string? Description,
    DateTimeOffset Since,
    int Etag,
    EndpointStatus AtlasStatus
);

/// <summary>A vault with what is in it.</summary>
public sealed record AzureVault(
    VaultRow Row,
    bool NetworkProviderRegistered,
    IReadOnlyList<AzureConnection> Connections,
    IReadOnlyList<CloudKeyRow> Keys,
    IReadOnlyList<string> ProjectIds
);
