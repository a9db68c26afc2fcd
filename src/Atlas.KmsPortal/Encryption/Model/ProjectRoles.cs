namespace Atlas.KmsPortal.Encryption;

/// <summary>Every role of one person. An id is that of an organization, for all its projects, or of one project.</summary>
/// <param name="OwnsEverything">Whether they own every organization, those included that come later.</param>
public sealed record ProjectRoles(bool OwnsEverything, IReadOnlySet<string> OwnedIds, IReadOnlySet<string> ReadableIds)
{
    public static ProjectRoles None { get; } = new(OwnsEverything: false, new HashSet<string>(), new HashSet<string>());

    public bool OwnsOrganization(string organizationId) => OwnsEverything || OwnedIds.Contains(organizationId);

    public ProjectRole In(ProjectSnapshot project) => In(project.OrganizationId, project.Id);

    public ProjectRole In(string organizationId, string projectId) =>
        OwnsEverything || OwnedIds.Contains(organizationId) || OwnedIds.Contains(projectId) ? ProjectRole.Owner
        : ReadableIds.Contains(organizationId) || ReadableIds.Contains(projectId) ? ProjectRole.ReadOnly
        : ProjectRole.None;
}
