namespace Atlas.KmsPortal.Encryption;

/// <summary>Who is at the portal, and what they may do. One per circuit; implemented by <c>Accounts</c>.</summary>
public interface IProjectAccess
{
    /// <summary>The signed-in person, as the audit log names them.</summary>
    Task<Actor> ActorAsync();

    /// <summary>A stable id of the signed-in person; drafts belong to it.</summary>
    Task<string> UserIdAsync();

    /// <summary>All their roles. Asked before every command, so that a role taken away works at once.</summary>
    Task<ProjectRoles> RolesAsync(CancellationToken cancellationToken);
}
