using System.Security.Claims;
using Atlas.KmsPortal.Data;
using Atlas.KmsPortal.Encryption;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.EntityFrameworkCore;

namespace Atlas.KmsPortal.Accounts;

/// <summary>Who is signed in, and what they may do in a project. The role is read from the database each time.</summary>
internal sealed class ProjectAccess(AuthenticationStateProvider authentication, IDbContextFactory<PortalDbContext> databases)
    : IProjectAccess
{
    public async Task<Actor> ActorAsync()
    {
        var user = await UserAsync();
        return new Actor(user.Identity?.Name ?? throw NobodySignedIn(), AuditSource.Portal);
    }

    public async Task<string> UserIdAsync()
    {
        var user = await UserAsync();
        return user.FindFirstValue(ClaimTypes.NameIdentifier) ?? throw NobodySignedIn();
    }

    public async Task<ProjectRole> RoleInAsync(string projectId, CancellationToken cancellationToken)
    {
        var user = await UserAsync();
        if (user.FindFirstValue(ClaimTypes.NameIdentifier) is not { } userId)
        {
            return ProjectRole.None;
        }

        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var roles = await database
            .Memberships.Where(membership =>
                membership.UserId == userId
                && (
                    membership.ScopeId == projectId
                    || membership.ScopeId == Membership.EveryOrganization
                    || database.Projects.Any(project => project.Id == projectId && project.OrganizationId == membership.ScopeId)
                )
            )
            .Select(membership => membership.Role)
            .ToListAsync(cancellationToken);

        if (roles.Contains(Membership.OrgOwner) || roles.Contains(Membership.GroupOwner))
        {
            return ProjectRole.Owner;
        }

        return roles.Contains(Membership.GroupReadOnly) ? ProjectRole.ReadOnly : ProjectRole.None;
    }

    private async Task<ClaimsPrincipal> UserAsync() => (await authentication.GetAuthenticationStateAsync()).User;

    private static InvalidOperationException NobodySignedIn() => new("Nobody is signed in, though every page asks for it.");
}
