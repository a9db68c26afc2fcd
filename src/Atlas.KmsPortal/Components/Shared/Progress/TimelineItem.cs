namespace Atlas.KmsPortal.Components.Shared.Progress;

public enum TimelineTone
{
    Plain,
    Info,
    Good,
    Turn,
    Bad,
}

/// <summary>One thing that happened.</summary>
/// <param name="Title">Set off: "PENDING APPROVAL".</param>
/// <param name="Text">Goes on in the same line: "for 5 min 40 s".</param>
/// <param name="Note">When and by whom.</param>
public sealed record TimelineItem(TimelineTone Tone, string Icon, string Title, string? Text = null, string? Note = null);
