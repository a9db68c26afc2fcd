namespace Atlas.KmsPortal.Encryption;

/// <summary>A call of Atlas's Admin API that does the same as a command. The wire's side spells it out.</summary>
public abstract record PlannedCall(string ProjectId)
{
    /// <summary>Saves what differs between the two configurations.</summary>
    public sealed record UpdateEncryption(string ProjectId, EncryptionAtRest Before, EncryptionAtRest After) : PlannedCall(ProjectId);

    public sealed record CreateEndpoint(string ProjectId, CloudProvider Provider, string Region) : PlannedCall(ProjectId);

    public sealed record RemoveEndpoint(string ProjectId, CloudProvider Provider, string EndpointId) : PlannedCall(ProjectId);

    public sealed record CreateCluster(string ProjectId, string Name, ClusterSpec Spec) : PlannedCall(ProjectId);

    /// <summary>Saves what differs between the two configurations.</summary>
    public sealed record UpdateCluster(string ProjectId, string Name, ClusterSpec Before, ClusterSpec After) : PlannedCall(ProjectId);

    /// <summary>Out of a tier that no change leads out of: free and Flex clusters have an operation of their own for it.</summary>
    public sealed record UpgradeCluster(string ProjectId, string Name, ClusterSpec Before, ClusterSpec After) : PlannedCall(ProjectId);
}
