namespace Atlas.KmsPortal.Encryption;

/// <summary>Why something is not possible, or what to know before it is done. A value: an empty list means "go".</summary>
/// <param name="Code">Atlas's error code, or one of ours that the parity table lists.</param>
/// <param name="Title">The finding in a few words: "EUROPE_WEST is missing".</param>
/// <param name="Message">A full sentence with the way out, in the words of the pages.</param>
/// <param name="Field">The field that it is about, by the Admin API's path (<c>azureKeyVault.clientID</c>); null for the whole.</param>
/// <param name="Parameters">The values that Atlas's error document carries.</param>
/// <param name="Remedy">What a page offers to resolve it.</param>
/// <param name="Detail">What the Admin API says where that differs: Atlas names its fields, a page its labels.</param>
public sealed record Blocker(
    string Code,
    string Title,
    string Message,
    string? Field = null,
    IReadOnlyList<string>? Parameters = null,
    Remedy? Remedy = null,
    string? Detail = null
)
{
    public string Detail { get; init; } = Detail ?? Message;

    /// <summary>What a page shows it beside.</summary>
    public BlockerSubject About => BlockerSubjects.Of(Code, Field);
}

/// <summary>How a page resolves a blocker.</summary>
public enum RemedyKind
{
    /// <summary><see cref="Remedy.Target"/> is a field of the form, by the Admin API's path.</summary>
    Field,

    /// <summary><see cref="Remedy.Target"/> is the value that belongs in the field.</summary>
    UseValue,

    /// <summary>A page of the portal; see <see cref="PortalPage"/>.</summary>
    Page,

    /// <summary>A region to add to the choice.</summary>
    AddRegion,

    /// <summary>A command to copy.</summary>
    Command,
}

/// <param name="Label">The button's words.</param>
/// <param name="Target">A field path, a value, a <see cref="PortalPage"/> name, a region name or the command.</param>
public sealed record Remedy(RemedyKind Kind, string Label, string Target);

/// <summary>The pages that a remedy may point to; the components turn them into addresses.</summary>
public static class PortalPage
{
    public const string Overview = "overview";
    public const string Advanced = "advanced";
    public const string Clusters = "clusters";
    public const string SetUp = "set-up";
    public const string Approve = "approve";
    public const string PrivateEndpoints = "private-endpoints";
    public const string TakeDown = "take-down";
    public const string Rotate = "rotate";
    public const string Activity = "activity";
    public const string ServicePrincipals = "cloud-provider-access";
}
