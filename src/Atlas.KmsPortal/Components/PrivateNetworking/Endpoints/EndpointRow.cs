using Atlas.KmsPortal.Components.Shared.Actions;
using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Components.PrivateNetworking.Endpoints;

/// <summary>Everything that the row of an endpoint shows. The row is drawn again only when it differs; its clocks count on in the browser.</summary>
/// <param name="NameHeading">How Atlas heads its name on the page.</param>
/// <param name="IsOpen">Whether its history is shown.</param>
/// <param name="History">What happened to it; empty while it is not shown.</param>
/// <param name="Commands">How to approve it; empty while that is not shown.</param>
/// <param name="AzureSetup">What points the Azure CLI at the simulated Azure; null with the real one.</param>
/// <param name="AzureSideAddress">The simulated vault owner's page; null with a real Atlas.</param>
public sealed record EndpointRow(
    PrivateEndpoint Endpoint,
    UsualDurations Usual,
    EndpointActions Actions,
    string NameHeading,
    bool IsOpen,
    IReadOnlyList<TimelineEntry> History,
    IReadOnlyList<Snippet> Commands,
    string PortalLink,
    string? AzureSetup,
    string? AzureSideAddress
)
{
    public bool Equals(EndpointRow? other) =>
        other is not null
        && (Endpoint, Usual, Actions, NameHeading) == (other.Endpoint, other.Usual, other.Actions, other.NameHeading)
        && (IsOpen, PortalLink, AzureSetup, AzureSideAddress) == (other.IsOpen, other.PortalLink, other.AzureSetup, other.AzureSideAddress)
        && History.SequenceEqual(other.History)
        && Commands.SequenceEqual(other.Commands);

    public override int GetHashCode() => HashCode.Combine(Endpoint, Actions, IsOpen, History.Count, Commands.Count);
}
