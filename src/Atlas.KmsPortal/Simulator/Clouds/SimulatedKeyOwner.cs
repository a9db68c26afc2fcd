using Atlas.KmsPortal.Data;
using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Simulator;

/// <summary>The simulated clouds' side of a project's key, for a page that is about that project.</summary>
internal sealed class SimulatedKeyOwner(SimulatorStore store, SimulatedAzure azure, SimulatedKeys keys) : IKeyOwner
{
    public async Task ApproveAsync(string projectId, PrivateEndpoint endpoint, Actor actor, CancellationToken cancellationToken)
    {
        var row = await store.ReadAsync(db => db.PrivateEndpoints.FindAsync([endpoint.Id], cancellationToken).AsTask(), cancellationToken);
        if (
            row is not { ConnectionName: { } name, SubscriptionId: { } subscription, ResourceGroupName: { } group, KeyVaultName: { } vault }
            || row.ProjectId != projectId
        )
        {
            throw new AtlasRefusedException(SimulatorRefusals.EndpointNotFound(endpoint.Id));
        }

        await azure.SetStateAsync(
            SimulatedClouds.VaultId(subscription, group, vault),
            name,
            AzureConnectionState.Approved,
            "Approved on the Approve Endpoints page",
            actor,
            cancellationToken
        );
    }

    public async Task ReplicateAsync(string projectId, string region, Actor actor, CancellationToken cancellationToken)
    {
        var project =
            await store.ReadAsync(db => db.Projects.FindAsync([projectId], cancellationToken).AsTask(), cancellationToken)
            ?? throw new AtlasRefusedException(SimulatorRefusals.ProjectNotFound(projectId));
        await keys.ReplicateAsync(SimulatedClouds.AwsKeyId(project.AwsKms), region, actor, cancellationToken);
    }
}
