namespace Atlas.KmsPortal.Encryption;

/// <summary>The statuses of an encryption-at-rest private endpoint, as Atlas's Admin API publishes them.</summary>
public enum EndpointStatus
{
    Initiating,
    PendingAcceptance,
    Active,
    PendingRecreation,
    Failed,
    Deleting,
}

/// <summary>A way from one region of Atlas into the project's key service.</summary>
/// <param name="Id">24 hexadecimal digits.</param>
/// <param name="ConnectionName">The name to approve it by in Azure; unknown while Atlas is still creating it.</param>
/// <param name="ErrorMessage">Why it failed or has to be made again; null while healthy.</param>
/// <param name="ReplacesId">The endpoint that this one was made to replace.</param>
/// <param name="RemovalRequested">An owner asked to remove it while Atlas still refused; the portal removes it as soon as it may.</param>
public sealed record PrivateEndpoint(
    string Id,
    CloudProvider Provider,
    string Region,
    EndpointStatus Status,
    DateTimeOffset CreatedAt,
    DateTimeOffset StatusSince,
    string? ConnectionName = null,
    string? ErrorMessage = null,
    string? ReplacesId = null,
    bool RemovalRequested = false
)
{
    /// <summary>Whether it stands for its region: at most one such endpoint per project, provider and region.</summary>
    public bool IsLive => Status.IsLive();

    public bool NeedsApproval => Status is EndpointStatus.PendingAcceptance;

    /// <summary>Whether Atlas will change it without anybody doing anything.</summary>
    public bool IsMoving => Status is EndpointStatus.Initiating or EndpointStatus.Deleting or EndpointStatus.PendingRecreation;
}

/// <summary>What a status is called, and what it means for others.</summary>
public static class EndpointStatuses
{
    public static bool IsLive(this EndpointStatus status) => status is not (EndpointStatus.Deleting or EndpointStatus.PendingRecreation);

    /// <summary>The Admin API's word, for example <c>PENDING_ACCEPTANCE</c>.</summary>
    public static string AtlasName(this EndpointStatus status) =>
        status switch
        {
            EndpointStatus.Initiating => "INITIATING",
            EndpointStatus.PendingAcceptance => "PENDING_ACCEPTANCE",
            EndpointStatus.Active => "ACTIVE",
            EndpointStatus.PendingRecreation => "PENDING_RECREATION",
            EndpointStatus.Failed => "FAILED",
            EndpointStatus.Deleting => "DELETING",
            _ => throw new ArgumentOutOfRangeException(nameof(status), status, "Not an endpoint status."),
        };

    /// <summary>The word on Atlas's pages, for example "PENDING APPROVAL".</summary>
    public static string Label(this EndpointStatus status) =>
        status is EndpointStatus.PendingAcceptance ? "PENDING APPROVAL" : status.AtlasName().Replace('_', ' ');
}
