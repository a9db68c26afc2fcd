namespace Atlas.KmsPortal.Encryption;

/// <summary>A region of a cloud as Atlas names it.</summary>
/// <param name="Provider">The cloud.</param>
/// <param name="Name">Atlas's name, for example <c>EUROPE_NORTH</c>.</param>
/// <param name="ProviderName">The cloud's own name, for example <c>northeurope</c>.</param>
/// <param name="Location">Where it is, in words.</param>
/// <param name="Geography">The part of the world it is grouped under.</param>
/// <param name="OffersPrivateEndpoints">Whether Atlas can make an encryption-at-rest private endpoint there.</param>
/// <param name="RecoveryOnly">Whether Atlas recommends it for disaster recovery only: more expensive, and Azure may have to approve it.</param>
public sealed record Region(
    CloudProvider Provider,
    string Name,
    string ProviderName,
    string Location,
    string Geography,
    bool OffersPrivateEndpoints,
    bool RecoveryOnly
);
