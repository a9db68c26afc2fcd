namespace Atlas.KmsPortal.Encryption;

/// <summary>What keeps the state cannot be read or written now: it is locked, or its disk is full. Nothing was saved; later it may be.</summary>
/// <param name="why">Whole sentences: the cause, and what to do.</param>
public sealed class StoreUnavailableException(string why, Exception cause)
    : AtlasRefusedException(new Blocker(AtlasCode.ServiceUnavailable, "Nothing was saved", why.Replace('\'', '’'), Detail: why), cause);
