namespace Atlas.KmsPortal.Encryption;

/// <summary>Through which door a change came.</summary>
public enum Door
{
    Portal,
    Api,
    Worker,
}

/// <summary>Who acts. Every command names one, and the audit log keeps it.</summary>
/// <param name="Name">An e-mail address, an API key's public part, a service account's id, or "Atlas".</param>
public sealed record Actor(string Name, Door Door)
{
    /// <summary>Atlas itself, when nobody asked.</summary>
    public static Actor Atlas { get; } = new("Atlas", Door.Worker);
}

/// <summary>What an actor may do in a project.</summary>
public enum ProjectRole
{
    None,
    ReadOnly,
    Owner,
}
