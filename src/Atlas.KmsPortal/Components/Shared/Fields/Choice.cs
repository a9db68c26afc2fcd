namespace Atlas.KmsPortal.Components.Shared.Fields;

/// <summary>One of several.</summary>
/// <param name="Note">Under the text, where there is room.</param>
/// <param name="UnavailableBecause">Why it cannot be chosen now; null when it can.</param>
public sealed record Choice(string Value, string Text, string? Note = null, string? UnavailableBecause = null);
