namespace Atlas.KmsPortal.Encryption;

/// <summary>Where a change came from.</summary>
public enum AuditSource
{
    Portal,
    Api,
    Worker,

    /// <summary>Whoever may run programs beside the database.</summary>
    CommandLine,
}

/// <summary>Who acts. Every command names one, and the audit log keeps it.</summary>
/// <param name="Name">An e-mail address, an API key's public part, a service account's id, or "Atlas".</param>
public sealed record Actor(string Name, AuditSource Source)
{
    /// <summary>Atlas itself, when nobody asked.</summary>
    public static Actor Atlas { get; } = new("Atlas", AuditSource.Worker);

    /// <summary>The portal itself, as its configuration tells it.</summary>
    public static Actor Portal { get; } = new("Portal", AuditSource.Worker);
}

/// <summary>What an actor may do in a project.</summary>
public enum ProjectRole
{
    None,
    ReadOnly,
    Owner,
}
