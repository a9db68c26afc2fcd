namespace Atlas.KmsPortal.Encryption;

/// <summary>One status of one endpoint or cluster, with its cause.</summary>
/// <param name="SubjectId">The endpoint's or cluster's id.</param>
/// <param name="Status">The status it took: an endpoint status, a cluster state or a key access, in Atlas's words.</param>
/// <param name="Cause">Why, in a sentence.</param>
/// <param name="By">Who caused it.</param>
public sealed record TimelineEntry(string SubjectId, string Status, DateTimeOffset At, string Cause, string By);
