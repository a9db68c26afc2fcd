namespace Atlas.KmsPortal.Encryption;

/// <summary>The cloud owner's side of a key, where it is within reach: the simulated cloud is, a real one is not.</summary>
public interface IKeyOwner
{
    /// <summary>Approves the connection that waits for an endpoint of Azure Key Vault.</summary>
    Task ApproveAsync(string projectId, PrivateEndpoint endpoint, Actor actor, CancellationToken cancellationToken);

    /// <summary>Replicates the project's AWS key to a region.</summary>
    Task ReplicateAsync(string projectId, string region, Actor actor, CancellationToken cancellationToken);
}
