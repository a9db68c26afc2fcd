namespace Atlas.KmsPortal.Components.Shared.Actions;

/// <summary>A text to copy, under the name of its tab: "Azure CLI".</summary>
public sealed record Snippet(string Name, string Text);
