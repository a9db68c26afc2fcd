using Atlas.KmsPortal.Data;
using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Simulator;

/// <summary>What happens to an endpoint next. At most one of the three.</summary>
/// <param name="To">The status it takes; null when it goes away.</param>
/// <param name="Cause">Why, in a sentence.</param>
/// <param name="Error">Its <c>errorMessage</c> from now on; null while healthy.</param>
/// <param name="Replace">Whether Atlas makes a replacement in the same region at the same moment.</param>
internal sealed record EndpointStep(EndpointStatus? To, string Cause, string? Error = null, bool Replace = false);

/// <summary>What decides an endpoint's next status besides the endpoint.</summary>
/// <param name="NetworkRegistered">Whether Microsoft.Network is registered in the vault's subscription.</param>
/// <param name="ReplacementInitiating">Whether a replacement exists that is still INITIATING.</param>
/// <param name="DeletionFailsWith">Why its clean-up will fail; null when it will not.</param>
internal sealed record LifecycleContext(bool NetworkRegistered, bool ReplacementInitiating, string? DeletionFailsWith);

/// <summary>Which status follows which, and when. Pure; nothing else decides it.</summary>
internal static class EndpointLifecycle
{
    /// <returns>Null while nothing happens.</returns>
    public static EndpointStep? Next(PrivateEndpointRow endpoint, LifecycleContext around, DateTimeOffset now, SimulatorTiming timing) =>
        endpoint.Status switch
        {
            EndpointStatus.Initiating when now - endpoint.StatusSince >= InitiatingTakes(endpoint.Id, timing) => Created(endpoint, around),
            EndpointStatus.PendingAcceptance or EndpointStatus.Active when Noticed(endpoint, now, timing) => AfterAzure(endpoint),
            EndpointStatus.PendingRecreation when !around.ReplacementInitiating => new(To: null, "Its replacement has left INITIATING."),
            EndpointStatus.Deleting when now - endpoint.StatusSince >= timing.DeletingTakes => around.DeletionFailsWith is { } reason
                ? new(EndpointStatus.Failed, "The clean-up failed.", reason)
                : new(To: null, "Atlas has cleaned up."),
            _ => null,
        };

    public static TimeSpan InitiatingTakes(string endpointId, SimulatorTiming timing) =>
        timing.InitiatingTakes + (timing.InitiatingVaries * ObjectIds.Fraction(endpointId));

    /// <summary>How the approval call and the Azure portal name the connection: unique, and readable by the one who approves.</summary>
    public static string ConnectionName(PrivateEndpointRow endpoint) =>
        $"pe-{endpoint.ProjectId[..8]}-{RegionCatalog.Find(endpoint.Provider, endpoint.Region)?.ProviderName ?? endpoint.Region.ToLowerInvariant()}-{endpoint.Id[^8..]}";

    private static EndpointStep Created(PrivateEndpointRow endpoint, LifecycleContext around) =>
        (endpoint, around) switch
        {
            ({ FailsWith: { } reason }, _) => new(EndpointStatus.Failed, "The cloud refused to create it.", reason),
            ({ Provider: CloudProvider.Aws }, _) => new(EndpointStatus.Active, "AWS created the endpoint; it needs no approval."),
            (_, { NetworkRegistered: false }) => new(
                EndpointStatus.Failed,
                "Azure cannot create private endpoint connections in this subscription.",
                PrivateNetworkingRules.NetworkNotRegistered(endpoint.SubscriptionId).Message
                    + $" Run: {PrivateNetworkingRules.RegisterCommand(endpoint.SubscriptionId)}"
            ),
            _ => new(EndpointStatus.PendingAcceptance, "Azure created the connection; the vault’s owner has to approve it."),
        };

    // Atlas polls Azure, so what the owner did shows after a while that differs from endpoint to endpoint.
    private static bool Noticed(PrivateEndpointRow endpoint, DateTimeOffset now, SimulatorTiming timing) =>
        AfterAzure(endpoint) is not null
        && now - (endpoint.AzureStateSince ?? endpoint.StatusSince)
            >= timing.AzureNoticedWithin * (0.4 + (0.6 * ObjectIds.Fraction(endpoint.Id)));

    private static EndpointStep? AfterAzure(PrivateEndpointRow endpoint) =>
        (endpoint.Status, endpoint.AzureState) switch
        {
            (EndpointStatus.PendingAcceptance, AzureConnectionState.Approved) => new(
                EndpointStatus.Active,
                $"Approved in Azure by {endpoint.AzureBy ?? "the vault’s owner"}."
            ),
            (_, AzureConnectionState.Rejected) => Recreate("private endpoint was rejected", endpoint),
            (_, AzureConnectionState.Disconnected) => Recreate("private endpoint was disconnected", endpoint),
            (_, AzureConnectionState.Removed) => Recreate("private endpoint was removed", endpoint),
            _ => null,
        };

    private static EndpointStep Recreate(string error, PrivateEndpointRow endpoint) =>
        new(
            EndpointStatus.PendingRecreation,
            $"{char.ToUpperInvariant(endpoint.AzureState.ToString()[0])}{endpoint.AzureState.ToString()[1..].ToLowerInvariant()} in Azure by {endpoint.AzureBy ?? "the vault’s owner"}. Atlas makes a new one, which needs an approval of its own.",
            error,
            Replace: true
        );
}
