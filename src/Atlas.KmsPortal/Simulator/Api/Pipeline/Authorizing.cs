using Atlas.KmsPortal.AdminApi;
using Atlas.KmsPortal.Data;
using Microsoft.EntityFrameworkCore;

namespace Atlas.KmsPortal.Simulator.Api;

/// <summary>Decides whether the caller may, and settles the version, before the handler runs.</summary>
internal sealed class Authorizing(RequestDelegate next, IDbContextFactory<PortalDbContext> databases, WorldOwnership world)
{
    private static readonly string[] s_everywhere = ["envelope", "pretty", "pageNum", "itemsPerPage", "includeCount"];

    public async Task InvokeAsync(HttpContext context, ApiRequest request)
    {
        if (context.GetEndpoint()?.Metadata is { } metadata && metadata.GetMetadata<AtlasOperation>() is { } operation)
        {
            await AuthorizeAsync(operation.Permission, request.Caller, context);
            RefuseUnread(context.Request.Query, metadata.GetOrderedMetadata<AtlasQuery>());
            _ = request.QueryFlag("envelope");
            _ = request.QueryFlag("pretty");
            request.Negotiate(operation);
        }

        await next(context);
    }

    // A filter that nobody applies would answer another question than the one that was asked.
    private static void RefuseUnread(IQueryCollection query, IReadOnlyList<AtlasQuery> read)
    {
        foreach (var name in query.Keys)
        {
            if (
                !s_everywhere.Contains(name, StringComparer.OrdinalIgnoreCase)
                && !read.Any(one => one.Parameters.Contains(name, StringComparer.OrdinalIgnoreCase))
            )
            {
                throw new AtlasApiException(
                    AtlasErrors.UnknownQueryParameter(name, [.. read.SelectMany(one => one.Parameters), .. s_everywhere])
                );
            }
        }
    }

    private Task AuthorizeAsync(ApiPermission permission, ApiCaller caller, HttpContext context)
    {
        switch (permission)
        {
            case ApiPermission.SignedIn:
                return Task.CompletedTask;
            case ApiPermission.WorldOwner:
                return AuthorizeInWorldAsync(permission, caller, context.RequestAborted);
            case ApiPermission.OrganizationMember or ApiPermission.OrganizationOwner:
                AuthorizeInOrganization(permission, caller, RouteText(context, "orgId"));
                return Task.CompletedTask;
            default:
                return AuthorizeInProjectAsync(permission, caller, RouteText(context, "groupId"), context.RequestAborted);
        }
    }

    private async Task AuthorizeInWorldAsync(ApiPermission permission, ApiCaller caller, CancellationToken cancellationToken) =>
        Allow(await world.IsOwnedAsync(caller.OwnsOrganization, cancellationToken), permission);

    private static void AuthorizeInOrganization(ApiPermission permission, ApiCaller caller, string orgId)
    {
        var role = caller.RoleIn(orgId) ?? throw new AtlasApiException(AtlasErrors.OrganizationNotFound(orgId));
        Allow(permission is ApiPermission.OrganizationMember || role is ApiRole.OrganizationOwner, permission);
    }

    // Whoever is no member cannot tell a project that is not there from one that is.
    private async Task AuthorizeInProjectAsync(
        ApiPermission permission,
        ApiCaller caller,
        string groupId,
        CancellationToken cancellationToken
    )
    {
        if (!AtlasIds.IsId(groupId))
        {
            throw new AtlasApiException(AtlasErrors.InvalidGroupId(groupId));
        }

        var role = caller.RoleIn(groupId);
        if (role is null && !ApiPermissions.IsMember(null, await RoleInOrganizationOfAsync(groupId, caller, cancellationToken)))
        {
            throw new AtlasApiException(AtlasErrors.GroupNotFound(groupId));
        }

        Allow(permission.Allows(role), permission);
    }

    private async Task<string?> RoleInOrganizationOfAsync(string groupId, ApiCaller caller, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var organization = await database
            .Projects.Where(row => row.Id == groupId)
            .Select(row => row.OrganizationId)
            .FirstOrDefaultAsync(cancellationToken);
        return organization is null ? null : caller.RoleIn(organization);
    }

    private static void Allow(bool allowed, ApiPermission permission)
    {
        if (!allowed)
        {
            throw new AtlasApiException(AtlasErrors.Forbidden(permission.InWords()));
        }
    }

    private static string RouteText(HttpContext context, string name) => context.GetRouteValue(name) as string ?? "";
}
