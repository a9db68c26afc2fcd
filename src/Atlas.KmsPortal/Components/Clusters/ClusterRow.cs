using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Components.Clusters;

/// <summary>Everything that the row of a cluster shows. The row is drawn again only when it differs; its clocks count on in the browser.</summary>
/// <param name="MayChange">Whether it can be changed and deleted by who looks.</param>
/// <param name="WorkSince">When what runs now began.</param>
/// <param name="WayNote">How the nodes reach the key.</param>
/// <param name="IsOpen">Whether its history is shown.</param>
/// <param name="History">What happened to it, newest last; empty while it is not shown.</param>
/// <param name="Next">What comes, while its history is shown.</param>
public sealed record ClusterRow(
    Cluster Cluster,
    bool MayChange,
    DateTimeOffset WorkSince,
    string KeyText,
    string WayNote,
    bool IsOpen,
    IReadOnlyList<TimelineEntry> History,
    string? Next
)
{
    public static ClusterRow Of(
        ProjectSnapshot project,
        Cluster cluster,
        bool isOwner,
        IReadOnlyList<TimelineEntry> entries,
        bool isOpen,
        DateTimeOffset now
    ) =>
        new(
            cluster,
            isOwner && cluster.State is not ClusterState.Deleting,
            // The history knows when this work began; a state may be older than the work in it.
            entries.LastOrDefault(entry => entry.Status == cluster.State.ToString().ToUpperInvariant())?.At
                ?? cluster.StateSince,
            KeyTextOf(cluster),
            ClusterText.WayNote(project, cluster, isOwner),
            isOpen,
            isOpen ? entries : [],
            isOpen ? NextOf(cluster, now) : null
        );

    public bool Equals(ClusterRow? other) =>
        other is not null
        && (Cluster, MayChange, WorkSince, KeyText, WayNote, IsOpen, Next)
            == (other.Cluster, other.MayChange, other.WorkSince, other.KeyText, other.WayNote, other.IsOpen, other.Next)
        && History.SequenceEqual(other.History);

    public override int GetHashCode() => HashCode.Combine(Cluster, MayChange, WorkSince, WayNote, IsOpen, History.Count);

    private static string KeyTextOf(Cluster cluster) =>
        (cluster.Spec.KeyProvider, cluster.Work, cluster.State) switch
        {
            ({ } provider, not null, ClusterState.Creating) => $"From the start, {provider.KeyServiceName()}",
            ({ } provider, _, _) => $"Yes, {provider.KeyServiceName()}",
            _ when cluster.IsShared => "Not possible, MongoDB’s",
            _ => "No, MongoDB’s",
        };

    private static string? NextOf(Cluster cluster, DateTimeOffset now) =>
        cluster switch
        {
            { IsShutDown: true } => "it restarts automatically once the cause is gone.",
            { WorkEndsAt: { } end } => $"IDLE, in about {Words.Duration(end - now)}.",
            { KeyAccess: KeyAccess.Migrating } => "PRIVATE, as soon as every region has its ACTIVE endpoint and the nodes have moved.",
            _ => null,
        };
}
