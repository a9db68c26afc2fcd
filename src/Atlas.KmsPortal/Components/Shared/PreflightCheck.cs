using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Components.Shared;

public enum PreflightOutcome
{
    Pass,
    Fail,
    Warn,

    /// <summary>Somebody's turn.</summary>
    Waits,
}

/// <summary>One thing that has to be so.</summary>
/// <param name="Evidence">What was found: "Checked 2 min ago: get, encrypt, decrypt".</param>
public sealed record PreflightCheck(PreflightOutcome Outcome, string Title, string? Evidence = null, Remedy? Remedy = null);
