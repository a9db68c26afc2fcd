using Atlas.KmsPortal.Components.PrivateNetworking.Endpoints;
using Atlas.KmsPortal.Components.Shared.Actions;
using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Components.PrivateNetworking.Approve;

/// <summary>Whose turn it is.</summary>
public enum ApprovalTurn
{
    /// <summary>Nobody's: something failed, or nothing is there.</summary>
    Nobody,
    VaultOwner,
    Atlas,

    /// <summary>Every endpoint is active.</summary>
    Done,
}

/// <summary>What the page of approving shows.</summary>
/// <param name="Step">Of the stepper, from 0.</param>
/// <param name="Waiting">How many connections wait for approval.</param>
/// <param name="Active">How many regions are active, of <paramref name="Regions"/>.</param>
/// <param name="Clusters">The clusters that move to the endpoints.</param>
public sealed record ApproveView(
    string KeyPlace,
    IReadOnlyList<PrivateEndpoint> Endpoints,
    IReadOnlyDictionary<string, EndpointActions> Actions,
    ApprovalTurn Turn,
    int Step,
    int Waiting,
    int Active,
    int Regions,
    IReadOnlyList<Cluster> Clusters,
    string PortalLink,
    ApprovalRequest? Request,
    IReadOnlyList<Snippet> Scripts
)
{
    /// <summary>What stands before the page's name on the browser's tab.</summary>
    public string TabNote => Waiting > 0 ? $"({Waiting} pending) " : "";

    public bool IsDone => Turn is ApprovalTurn.Done;

    public string ClustersTitle => HaveMoved ? "Clusters on private endpoints" : "Clusters moving to private endpoints";

    public string ClustersNote =>
        Clusters.Count == 0 ? "No cluster uses your key yet."
        : HaveMoved ? "Every cluster with your key uses the endpoints."
        : "Clusters with your key move to the endpoints now; the overview shows how far they are.";

    private bool HaveMoved => Clusters.All(cluster => cluster.KeyAccess is KeyAccess.Private);

    public string DoneNote => IsDone ? "Everything is done." : "Done is available once every region is active. You can finish later.";

    /// <param name="reachesCloud">Whether the vault's owner can be asked from here.</param>
    /// <param name="approved">The endpoints that were approved from here.</param>
    /// <param name="working">The endpoints that something is being done to.</param>
    /// <param name="asker">Who looks, as they sign in.</param>
    public static ApproveView Of(
        ProjectSnapshot project,
        CloudProvider provider,
        bool reachesCloud,
        IReadOnlySet<string> approved,
        IReadOnlySet<string> working,
        string asker
    )
    {
        var endpoints = KeyPlaces.EndpointsOf(project, provider);
        var waiting = endpoints.Count(endpoint => endpoint.NeedsApproval);
        var turn =
            PrivateNetworkingRules.IsActive(project, provider) ? ApprovalTurn.Done
            : waiting > 0 ? ApprovalTurn.VaultOwner
            : endpoints.Any(endpoint => endpoint.IsMoving) ? ApprovalTurn.Atlas
            : ApprovalTurn.Nobody;
        return new(
            KeyPlaces.Of(project, provider),
            endpoints,
            endpoints.ToDictionary(
                endpoint => endpoint.Id,
                endpoint => new EndpointActions(
                    OfferOf(endpoint, reachesCloud, approved.Contains(endpoint.Id)),
                    working.Contains(endpoint.Id)
                )
            ),
            turn,
            turn is not ApprovalTurn.Done && provider is CloudProvider.Azure ? 1 : 2,
            waiting,
            endpoints.Count(endpoint => endpoint.Status is EndpointStatus.Active),
            endpoints.Where(endpoint => endpoint.IsLive).Select(endpoint => endpoint.Region).Distinct().Count(),
            [.. project.ClustersUsing(provider)],
            ApprovalCommands.PortalLink(project.Encryption.AzureKeyVault),
            ApprovalRequest.Of(project, endpoints, asker),
            ApprovalScripts.For(project, [.. endpoints.Where(endpoint => endpoint.NeedsApproval)])
        );
    }

    private static EndpointOffer OfferOf(PrivateEndpoint endpoint, bool reachesCloud, bool isApproved) =>
        endpoint switch
        {
            { NeedsApproval: true } when isApproved => EndpointOffer.Approved,
            { NeedsApproval: true } when reachesCloud => EndpointOffer.Approve,
            { Status: EndpointStatus.Failed } => EndpointOffer.TryAgain,
            _ => EndpointOffer.None,
        };
}
