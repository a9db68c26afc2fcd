namespace Atlas.KmsPortal.Components.Frame;

/// <summary>How soon something has to be heard.</summary>
public enum Politeness
{
    Polite,
    Assertive,
}

/// <summary>Tells screen readers what changed, in finished sentences. One per circuit; the layout holds its two live regions.</summary>
public sealed class Announcer
{
    private Action<string, Politeness>? _said;

    public void Say(string sentence) => _said?.Invoke(sentence, Politeness.Polite);

    /// <summary>For trouble: it interrupts.</summary>
    public void Alert(string sentence) => _said?.Invoke(sentence, Politeness.Assertive);

    internal void Listen(Action<string, Politeness>? said) => _said = said;
}
