using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Components.PrivateNetworking.Endpoints;

/// <summary>What is asked before an endpoint is deleted.</summary>
/// <param name="IsPossibleNow">Whether Atlas deletes it now; otherwise the portal does as soon as Atlas allows.</param>
/// <param name="Left">How long Atlas usually still needs to create it.</param>
public sealed record EndpointDeletion(PrivateEndpoint Endpoint, bool IsPossibleNow, TimeSpan Left, Consequences Plan)
{
    /// <summary>The region to type, as soon as a cluster loses its private way; null where a click will do.</summary>
    public string? TypeToConfirm => Plan.Affected.Count > 0 ? Endpoint.Region : null;
}

/// <summary>What the management page shows.</summary>
/// <param name="NotReady">Why no endpoint can be made.</param>
/// <param name="CloseVaultCommand">How to close the vault to the public network; null while a cluster still needs it open.</param>
/// <param name="Asked">The endpoint whose deletion is asked about; null while none is.</param>
public sealed record PrivateEndpointsView(
    string KeyPlace,
    IReadOnlyList<Blocker> NotReady,
    IReadOnlyList<PrivateEndpoint> Endpoints,
    IReadOnlyDictionary<string, EndpointActions> Actions,
    RegionCoverage Coverage,
    string CoverageSentence,
    string? CloseVaultCommand,
    string PortalLink,
    EndpointDeletion? Asked
)
{
    public string EmptyText =>
        NotReady.Count == 0
            ? "Choose regions, and Atlas creates one endpoint in each."
            : "Require Private Networking on the Advanced page first.";

    /// <param name="askedId">The endpoint whose deletion is asked about; it may have gone meanwhile.</param>
    public static PrivateEndpointsView Of(
        ProjectSnapshot project,
        CloudProvider provider,
        string? askedId,
        UsualDurations usual,
        DateTimeOffset now
    )
    {
        var endpoints = KeyPlaces.EndpointsOf(project, provider);
        var coverage = RegionCoverage.OfEndpoints(project, provider);
        var asked = endpoints.FirstOrDefault(endpoint => endpoint.Id == askedId);
        return new(
            KeyPlaces.Of(project, provider),
            PrivateNetworkingRules.MayBeginSetUp(project, provider),
            endpoints,
            endpoints.ToDictionary(endpoint => endpoint.Id, ActionsOf),
            coverage,
            SentenceOf(coverage),
            provider is CloudProvider.Azure ? CloseVault(project) : null,
            ApprovalCommands.PortalLink(project.Encryption.AzureKeyVault),
            asked is null ? null : DeletionOf(project, asked, usual, now)
        );
    }

    private static EndpointActions ActionsOf(PrivateEndpoint endpoint) =>
        new(
            endpoint switch
            {
                { NeedsApproval: true } => EndpointOffer.GoApprove,
                { Status: EndpointStatus.Failed } => EndpointOffer.TryAgain,
                _ => EndpointOffer.None,
            },
            MayAskToDelete: endpoint.Status is not EndpointStatus.Deleting && !endpoint.RemovalRequested
        );

    private static string SentenceOf(RegionCoverage coverage) =>
        (coverage.Ready, coverage.Needed) switch
        {
            (_, 0) => "No cluster uses them yet.",
            var (ready, needed) when ready == needed => "All regions of your clusters are covered.",
            var (ready, needed) => $"{ready} of {Words.Count(needed, "region")} {Words.Verb(needed, "is", "are")} covered.",
        };

    private static string? CloseVault(ProjectSnapshot project)
    {
        var vault = project.Encryption.AzureKeyVault;
        var users = project.ClustersUsing(CloudProvider.Azure).ToList();
        return users.Count > 0 && users.TrueForAll(cluster => cluster.KeyAccess is KeyAccess.Private)
            ? $"az keyvault update -n {CommandText.Word(vault.KeyVaultName)} -g {CommandText.Word(vault.ResourceGroupName)} \\\n  --public-network-access Disabled"
            : null;
    }

    private static EndpointDeletion DeletionOf(
        ProjectSnapshot project,
        PrivateEndpoint endpoint,
        UsualDurations usual,
        DateTimeOffset now
    ) =>
        new(
            endpoint,
            PrivateNetworkingRules.MayRemoveEndpoint(project, endpoint).Count == 0,
            usual.InitiatingMax - (now - endpoint.StatusSince),
            Consequences.OfRemoving(project, endpoint)
        );
}
