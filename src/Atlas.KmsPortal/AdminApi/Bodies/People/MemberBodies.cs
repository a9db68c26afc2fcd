namespace Atlas.KmsPortal.AdminApi;

/// <summary>A person in the shape of 2023-01-01.</summary>
public sealed record CloudUserBody(
    string Id,
    string Username,
    string EmailAddress,
    string FirstName,
    string LastName,
    string Country,
    string MobileNumber,
    DateTimeOffset CreatedAt,
    IReadOnlyList<RoleAssignmentBody> Roles,
    IReadOnlyList<string> TeamIds,
    IReadOnlyList<LinkBody> Links
);

/// <summary>A member of a project in the shape of 2025-02-19.</summary>
/// <param name="OrgMembershipStatus">Always <c>ACTIVE</c>: accounts of the portal are made, not invited.</param>
public sealed record GroupUserBody(
    string Id,
    string OrgMembershipStatus,
    IReadOnlyList<string> Roles,
    string Username,
    string FirstName,
    string LastName,
    string Country,
    DateTimeOffset CreatedAt
);

/// <summary>A member of an organization in the shape of 2025-02-19.</summary>
public sealed record OrgUserBody(
    string Id,
    string OrgMembershipStatus,
    OrgUserRolesBody Roles,
    IReadOnlyList<string> TeamIds,
    string Username,
    string FirstName,
    string LastName,
    string Country,
    DateTimeOffset CreatedAt
);

public sealed record OrgUserRolesBody(IReadOnlyList<GroupRolesBody> GroupRoleAssignments, IReadOnlyList<string> OrgRoles);

public sealed record GroupRolesBody(string GroupId, IReadOnlyList<string> GroupRoles);
