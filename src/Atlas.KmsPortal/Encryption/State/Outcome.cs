namespace Atlas.KmsPortal.Encryption;

/// <summary>What became of a command.</summary>
/// <param name="Blockers">Why it was not done; empty when it was.</param>
/// <param name="Conflict">What somebody else changed, when that is why.</param>
public sealed record Outcome(IReadOnlyList<Blocker> Blockers, IReadOnlyList<FieldChange>? Conflict = null)
{
    public static Outcome Done { get; } = new([]);

    public bool Succeeded => Blockers.Count == 0 && Conflict is null;
}
