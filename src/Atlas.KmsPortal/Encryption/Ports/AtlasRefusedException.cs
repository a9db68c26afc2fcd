namespace Atlas.KmsPortal.Encryption;

/// <summary>Atlas said no. Carries what a page needs to say why and where.</summary>
public class AtlasRefusedException(IReadOnlyList<Blocker> reasons) : Exception(string.Join(' ', reasons.Select(reason => reason.Message)))
{
    public AtlasRefusedException(Blocker reason)
        : this([reason]) { }

    /// <summary>At least one.</summary>
    public IReadOnlyList<Blocker> Reasons { get; } = reasons;
}

/// <summary>Somebody else changed it since it was read. Nothing was saved.</summary>
public sealed class ConcurrentChangeException()
    : AtlasRefusedException(
        new Blocker(
            "CHANGED_MEANWHILE",
            "Somebody else changed this meanwhile",
            "Nothing was saved. Look at what they changed, then keep your changes or take theirs."
        )
    );
