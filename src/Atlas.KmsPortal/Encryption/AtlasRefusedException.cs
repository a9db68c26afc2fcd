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
/// <param name="changes">What the other one changed, a line each: "Key Vault Name: acme-vault to other-vault".</param>
public sealed class ConcurrentChangeException(IReadOnlyList<string> changes)
    : Exception("Somebody else changed these settings meanwhile. Nothing was saved.")
{
    public IReadOnlyList<string> Changes { get; } = changes;
}
