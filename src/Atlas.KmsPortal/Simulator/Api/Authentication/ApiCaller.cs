using Atlas.KmsPortal.AdminApi;
using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Simulator.Api;

/// <summary>Who calls the Admin API, and with which roles.</summary>
/// <param name="Name">The API key's public part or the service account's client id.</param>
/// <param name="Roles">Role by organization or project id.</param>
internal sealed record ApiCaller(string Name, IReadOnlyDictionary<string, string> Roles)
{
    public Actor Actor => new(Name, AuditSource.Api);

    public bool OwnsSomething => Roles.Values.Any(role => role is ApiRole.OrganizationOwner or ApiRole.ProjectOwner);

    public bool OwnsOrganization(string organizationId) => RoleIn(organizationId) is ApiRole.OrganizationOwner;

    public IReadOnlyList<RoleAssignmentBody> RoleList() =>
        [
            .. Roles.Select(role =>
                role.Value.StartsWith("ORG_", StringComparison.Ordinal)
                    ? new RoleAssignmentBody(role.Value, OrgId: role.Key)
                    : new RoleAssignmentBody(role.Value, GroupId: role.Key)
            ),
        ];

    public string? RoleIn(string scopeId) => Roles.GetValueOrDefault(scopeId);
}

/// <summary>Atlas's role names, as far as the simulator tells them apart.</summary>
internal static class ApiRole
{
    public const string OrganizationOwner = "ORG_OWNER";
    public const string OrganizationMember = "ORG_MEMBER";
    public const string OrganizationReadOnly = "ORG_READ_ONLY";
    public const string ProjectOwner = "GROUP_OWNER";
    public const string ClusterManager = "GROUP_CLUSTER_MANAGER";
    public const string ClusterCreator = "GROUP_CLUSTER_CREATOR";
    public const string ProjectReadOnly = "GROUP_READ_ONLY";
}

/// <summary>What an operation needs. Each includes the ones before it only where <see cref="ApiPermissions"/> says so.</summary>
internal enum ApiPermission
{
    /// <summary>Any caller with valid credentials.</summary>
    SignedIn,
    OrganizationMember,
    OrganizationOwner,
    ProjectReader,
    ProjectOwner,
    ClusterCreator,
    ClusterManager,

    /// <summary>Owner of every organization: the simulator's own switches reach them all.</summary>
    WorldOwner,
}

internal static class ApiPermissions
{
    /// <summary>The role as Atlas's documentation names it.</summary>
    public static string InWords(this ApiPermission permission) =>
        permission switch
        {
            ApiPermission.OrganizationMember => "Organization Member",
            ApiPermission.OrganizationOwner => "Organization Owner",
            ApiPermission.ProjectReader => "Project Read Only",
            ApiPermission.ProjectOwner => "Project Owner",
            ApiPermission.ClusterCreator => "Project Cluster Creator",
            ApiPermission.ClusterManager => "Project Cluster Manager",
            ApiPermission.WorldOwner => "Organization Owner in every organization",
            _ => "of any kind",
        };

    // An Organization Owner sees every project of the organization and, to change one, adds itself to it first: that is how
    // Atlas documents customer-managed keys. In the project that it creates, a caller is Project Owner.
    public static bool IsMember(string? projectRole, string? organizationRole) =>
        projectRole is not null || organizationRole is ApiRole.OrganizationOwner or ApiRole.OrganizationReadOnly;

    public static bool Allows(this ApiPermission permission, string? projectRole) =>
        permission switch
        {
            ApiPermission.ProjectReader => true,
            ApiPermission.ProjectOwner => projectRole is ApiRole.ProjectOwner,
            ApiPermission.ClusterCreator => projectRole is ApiRole.ProjectOwner or ApiRole.ClusterCreator or ApiRole.ClusterManager,
            ApiPermission.ClusterManager => projectRole is ApiRole.ProjectOwner or ApiRole.ClusterManager,
            _ => throw new ArgumentOutOfRangeException(nameof(permission), permission, "Not a permission in a project."),
        };
}
