using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Components.Shared.Marks;

/// <summary>How urgent something is, in icon, tone and words.</summary>
public static class UrgencyLook
{
    public static string Icon(this Urgency urgency) =>
        urgency switch
        {
            Urgency.Trouble => Glyph.Failed,
            Urgency.YourTurn => Glyph.Person,
            _ => Glyph.Clock,
        };

    /// <summary>The class of its colour.</summary>
    public static string Tone(this Urgency urgency) =>
        urgency switch
        {
            Urgency.Trouble => "bad",
            Urgency.YourTurn => "turn",
            _ => "soft",
        };

    public static string Word(this Urgency urgency) =>
        urgency switch
        {
            Urgency.Trouble => "Trouble",
            Urgency.YourTurn => "Your turn",
            _ => "Advice",
        };
}
