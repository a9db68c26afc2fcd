using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Data;

public sealed class ClusterRow
{
    public required string Id { get; init; }
    public required string ProjectId { get; init; }
    public required string Name { get; init; }
    public required ClusterSpec Spec { get; set; }

    /// <summary>What the nodes run with until a change of the key is done; null when they run with <see cref="Spec"/>.</summary>
    public ClusterSpec? AppliedSpec { get; set; }
    public ClusterState State { get; set; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset StateSince { get; set; }
    public string? Work { get; set; }
    public DateTimeOffset? WorkEndsAt { get; set; }
    public KeyAccess KeyAccess { get; set; }

    /// <summary>When the nodes have had the time to move to private endpoints; null once they have had it.</summary>
    public DateTimeOffset? MigrationEndsAt { get; set; }
    public ShutdownReason Shutdown { get; set; }
}

/// <summary>One status of one endpoint or cluster, with its cause.</summary>
public sealed class TimelineRow
{
    public long Id { get; init; }
    public required string ProjectId { get; init; }
    public required string SubjectId { get; init; }
    public required string Status { get; init; }
    public DateTimeOffset At { get; init; }
    public required string Cause { get; init; }
    public required string By { get; init; }
}
