using System.Security.Claims;
using Atlas.KmsPortal.Encryption;
using Microsoft.AspNetCore.Components.Authorization;

namespace Atlas.KmsPortal.Accounts;

/// <summary>Who is signed in, and what they may do.</summary>
internal sealed class ProjectAccess(AuthenticationStateProvider authentication, Memberships memberships) : IProjectAccess
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

    public async Task<ProjectRoles> RolesAsync(CancellationToken cancellationToken)
    {
        var user = await UserAsync();
        return user.FindFirstValue(ClaimTypes.NameIdentifier) is { } userId
            ? await memberships.RolesOfAsync(userId, cancellationToken)
            : ProjectRoles.None;
    }

    private async Task<ClaimsPrincipal> UserAsync() => (await authentication.GetAuthenticationStateAsync()).User;

    private static InvalidOperationException NobodySignedIn() => new("Nobody is signed in, though every page asks for it.");
}
