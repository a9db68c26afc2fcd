namespace Atlas.KmsPortal.Components.PrivateNetworking.Endpoints;

/// <summary>What a row offers beside its history.</summary>
public enum EndpointOffer
{
    None,

    /// <summary>The simulated vault owner approves it from here.</summary>
    Approve,

    /// <summary>Approved from here; Atlas has not noticed yet, and there is no need to approve twice.</summary>
    Approved,

    /// <summary>The way to the page where it is approved.</summary>
    GoApprove,
    TryAgain,
}

/// <summary>The buttons of an endpoint's row.</summary>
/// <param name="IsBusy">Whether what was pressed is still being done.</param>
/// <param name="MayAskToDelete">Whether it can be deleted, now or as soon as Atlas allows.</param>
public sealed record EndpointActions(EndpointOffer Offer, bool IsBusy = false, bool MayAskToDelete = false);
