namespace Atlas.KmsPortal.Encryption;

/// <summary>What a list of projects is filtered by.</summary>
[Flags]
public enum ProjectStates
{
    None = 0,
    Trouble = 1,
    YourTurn = 2,
    Advice = 4,
    UsesOwnKey = 8,
}
