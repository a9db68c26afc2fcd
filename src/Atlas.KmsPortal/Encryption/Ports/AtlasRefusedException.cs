namespace Atlas.KmsPortal.Encryption;

/// <summary>Atlas said no. Carries what a page needs to say why and where.</summary>
public class AtlasRefusedException(IReadOnlyList<Blocker> reasons, Exception? cause = null)
    : Exception(string.Join(' ', reasons.Select(reason => reason.Message)), cause)
{
    public AtlasRefusedException(Blocker reason, Exception? cause = null)
        : this([reason], cause) { }

    /// <summary>At least one.</summary>
    public IReadOnlyList<Blocker> Reasons { get; } = reasons;

    /// <summary>Refuses for the reasons that a rule gave; goes on when it gave none.</summary>
    public static void ThrowIfAny(IReadOnlyList<Blocker> reasons)
    {
        if (reasons.Count > 0)
        {
            throw new AtlasRefusedException(reasons);
        }
    }
}

/// <summary>Somebody else changed it since it was read. Nothing was saved: the later of two changes is turned away whole.</summary>
public sealed class ConcurrentChangeException()
    : AtlasRefusedException(
        new Blocker(
            AtlasCode.ConcurrentChange,
            "Someone else changed this",
            "Nothing was saved, because someone else changed this since you opened it. Review their changes, then keep yours or take theirs.",
            Detail: "Nothing was saved, because someone else changed this since it was read. Read it again, then send your change again."
        )
    );
