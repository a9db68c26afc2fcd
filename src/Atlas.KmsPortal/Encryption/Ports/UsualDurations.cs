namespace Atlas.KmsPortal.Encryption;

/// <summary>How long things usually take with the Atlas behind the port, for an elapsed time to stand beside.</summary>
/// <param name="ApprovalNoticed">The most until Atlas shows what the vault's owner did.</param>
public sealed record UsualDurations(
    TimeSpan InitiatingMin,
    TimeSpan InitiatingMax,
    TimeSpan ApprovalNoticed,
    TimeSpan Deleting,
    TimeSpan ClusterWork,
    TimeSpan KeyCheckEvery
);
