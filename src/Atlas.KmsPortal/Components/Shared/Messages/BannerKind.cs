namespace Atlas.KmsPortal.Components.Shared.Messages;

/// <summary>What a part of a page means. Yellow is "your turn" and warnings that ask for a decision, nothing else.</summary>
public enum BannerKind
{
    Info,
    Good,
    Turn,
    Bad,
}
