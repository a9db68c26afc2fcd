namespace Atlas.KmsPortal.Components.Frame;

/// <summary>A page on the way to this one; without an address it is this one.</summary>
public sealed record Crumb(string Text, string? Href = null);
