using Atlas.KmsPortal.AdminApi;
using Atlas.KmsPortal.Auditing;
using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Simulator.Api;

/// <summary>Projects, which the Admin API calls groups.</summary>
internal static class GroupsApi
{
    public static void MapGroups(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/groups").WithTags("Projects");

        group.MapGet("/", ListAsync).Operation("listGroups", ApiPermission.SignedIn).Answers<PageBody<GroupBody>>();
        group.MapPost("/", CreateAsync).Operation("createGroup", ApiPermission.SignedIn, takes: typeof(GroupBody)).Answers<GroupBody>();
        group.MapGet("/byName/{groupName}", GetByNameAsync).Operation("getGroupByName", ApiPermission.SignedIn).Answers<GroupBody>();
        group.MapGet("/{groupId}", GetAsync).Operation("getGroup", ApiPermission.ProjectReader).Answers<GroupBody>();
        group
            .MapPatch("/{groupId}", UpdateAsync)
            .Operation("updateGroup", ApiPermission.ProjectOwner, takes: typeof(GroupUpdateBody))
            .Answers<GroupBody>();
        group.MapDelete("/{groupId}", DeleteAsync).Operation("deleteGroup", ApiPermission.ProjectOwner).Produces(204);
    }

    private static Task<IResult> ListAsync(ApiRequest request, GroupPages groups, CancellationToken cancellationToken) =>
        groups.ListAsync(request, organizationId: null, namePrefix: null, cancellationToken);

    private static async Task<IResult> CreateAsync(
        ApiRequest request,
        SimulatedProjects projects,
        ApiCredentials credentials,
        GroupPages groups,
        ProjectDocuments documents,
        CancellationToken cancellationToken
    )
    {
        var body = await request.ReadAsync<GroupBody>(cancellationToken);
        if (!AtlasIds.IsId(body.OrgId!) || request.Caller.RoleIn(body.OrgId!) is not { } role)
        {
            throw new AtlasApiException(AtlasErrors.OrganizationNotFound(body.OrgId!));
        }

        if (role is not ApiRole.OrganizationOwner)
        {
            throw new AtlasApiException(AtlasErrors.Forbidden("Organization Project Creator"));
        }

        if (body.RegionUsageRestrictions is "GOV_REGIONS_ONLY")
        {
            throw new AtlasApiException(AtlasErrors.NotSimulated("regionUsageRestrictions", "Atlas for Government"));
        }

        var id = await projects.CreateAsync(body.OrgId!, body.Name!, request.Caller.Actor, cancellationToken);
        credentials.Forget();
        await KeepTagsAsync(id, body.Tags, request, documents, cancellationToken);
        if (body.WithDefaultAlertsSettings is false)
        {
            await documents.KeepAsync<List<AlertConfigBody>>(
                id,
                AlertConfigs.Document,
                [],
                eventType: null,
                "",
                request.Caller.Actor,
                cancellationToken
            );
        }

        return await GetAsync(id, request, groups, cancellationToken);
    }

    private static async Task<IResult> GetByNameAsync(
        string groupName,
        ApiRequest request,
        GroupPages groups,
        CancellationToken cancellationToken
    ) =>
        await groups.FindByNameAsync(groupName, request, cancellationToken) is { } body
            ? request.Ok(body)
            : throw new AtlasApiException(AtlasErrors.GroupNameNotFound(groupName));

    private static async Task<IResult> GetAsync(
        string groupId,
        ApiRequest request,
        GroupPages groups,
        CancellationToken cancellationToken
    ) =>
        await groups.FindAsync(groupId, request, cancellationToken) is { } body
            ? request.Ok(body)
            : throw new AtlasApiException(AtlasErrors.GroupNotFound(groupId));

    private static async Task<IResult> UpdateAsync(
        string groupId,
        ApiRequest request,
        SimulatedProjects projects,
        GroupPages groups,
        ProjectDocuments documents,
        CancellationToken cancellationToken
    )
    {
        var body = await request.ReadAsync<GroupUpdateBody>(cancellationToken);
        if (body.Name is { } name)
        {
            await projects.RenameAsync(groupId, name, request.Caller.Actor, cancellationToken);
        }

        await KeepTagsAsync(groupId, body.Tags, request, documents, cancellationToken);
        return await GetAsync(groupId, request, groups, cancellationToken);
    }

    private static async Task<IResult> DeleteAsync(
        string groupId,
        ApiRequest request,
        SimulatedProjects projects,
        ApiCredentials credentials,
        CancellationToken cancellationToken
    )
    {
        await projects.DeleteAsync(groupId, request.Caller.Actor, cancellationToken);
        credentials.Forget();
        return request.NoContent();
    }

    private static Task KeepTagsAsync(
        string groupId,
        IReadOnlyList<TagBody>? tags,
        ApiRequest request,
        ProjectDocuments documents,
        CancellationToken cancellationToken
    ) =>
        tags is null
            ? Task.CompletedTask
            : documents.KeepAsync(
                groupId,
                GroupPages.TagsDocument,
                tags,
                AtlasEvents.GroupTagsModified,
                "Tags of the project changed.",
                request.Caller.Actor,
                cancellationToken
            );
}
