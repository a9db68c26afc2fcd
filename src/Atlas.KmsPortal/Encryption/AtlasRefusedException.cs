namespace Atlas.KmsPortal.Encryption;

/// <summary>Atlas said no. Carries what a page needs to say why and where.</summary>
public class AtlasRefusedException(IReadOnlyList<Blocker> reasons) : Exception(string.Join(' ', reasons.Select(reason => reason.Message)))
{
    public AtlasRefusedException(Blocker reason)
        : this([reason]) { }

    /// <summary>At least one.</summary>
    public IReadOnlyList<Blocker> Reasons { get; } = reasons;
}

/// <summary>Somebody else changed the settings since they were read. Nothing was saved.</summary>
public sealed class ConcurrentChangeException() : Exception("Somebody else changed these settings meanwhile. Nothing was saved.");
