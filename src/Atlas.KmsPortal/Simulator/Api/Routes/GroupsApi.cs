using Atlas.KmsPortal.AdminApi;
using Atlas.KmsPortal.Auditing;
using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Simulator.Api;

/// <summary>Projects, which the Admin API calls groups.</summary>
internal static class GroupsApi
{
    private const string TagsDocument = "tags";

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

    public static bool MaySee(ProjectSnapshot project, ApiCaller caller) =>
        ApiPermissions.IsMember(caller.RoleIn(project.Id), caller.RoleIn(project.OrganizationId));

    public static async Task<IReadOnlyList<GroupBody>> BodiesAsync(
        IEnumerable<ProjectSnapshot> projects,
        ApiRequest request,
        ProjectDocuments documents,
        CancellationToken cancellationToken
    )
    {
        var tags = await documents.AllAsync<IReadOnlyList<TagBody>>(TagsDocument, cancellationToken);
        return [.. projects.Select(project => Body(project, tags.GetValueOrDefault(project.Id), request))];
    }

    private static async Task<IResult> ListAsync(
        ApiRequest request,
        IAtlasClient atlas,
        ProjectDocuments documents,
        CancellationToken cancellationToken
    )
    {
        var visible = (await atlas.GetProjectsAsync(cancellationToken)).Where(project => MaySee(project, request.Caller));
        return request.List(await BodiesAsync(visible, request, documents, cancellationToken));
    }

    private static async Task<IResult> CreateAsync(
        ApiRequest request,
        SimulatedProjects projects,
        ApiCredentials credentials,
        IAtlasClient atlas,
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
        return await AnswerAsync(id, request, atlas, documents, cancellationToken);
    }

    private static async Task<IResult> GetByNameAsync(
        string groupName,
        ApiRequest request,
        IAtlasClient atlas,
        ProjectDocuments documents,
        CancellationToken cancellationToken
    )
    {
        var project = (await atlas.GetProjectsAsync(cancellationToken)).FirstOrDefault(project =>
            project.Name == groupName && MaySee(project, request.Caller)
        );
        return project is null
            ? throw new AtlasApiException(AtlasErrors.GroupNameNotFound(groupName))
            : await AnswerAsync(project.Id, request, atlas, documents, cancellationToken);
    }

    private static Task<IResult> GetAsync(
        string groupId,
        ApiRequest request,
        IAtlasClient atlas,
        ProjectDocuments documents,
        CancellationToken cancellationToken
    ) => AnswerAsync(groupId, request, atlas, documents, cancellationToken);

    private static async Task<IResult> UpdateAsync(
        string groupId,
        ApiRequest request,
        SimulatedProjects projects,
        IAtlasClient atlas,
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
        return await AnswerAsync(groupId, request, atlas, documents, cancellationToken);
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
                TagsDocument,
                tags,
                AtlasEvents.GroupTagsModified,
                "Tags of the project changed.",
                request.Caller.Actor,
                cancellationToken
            );

    private static async Task<IResult> AnswerAsync(
        string groupId,
        ApiRequest request,
        IAtlasClient atlas,
        ProjectDocuments documents,
        CancellationToken cancellationToken
    )
    {
        var project = await atlas.ProjectAsync(groupId, cancellationToken);
        var tags = await documents.FindAsync<IReadOnlyList<TagBody>>(groupId, TagsDocument, cancellationToken);
        return request.Ok(Body(project, tags, request));
    }

    private static GroupBody Body(ProjectSnapshot project, IReadOnlyList<TagBody>? tags, ApiRequest request) =>
        new(
            project.Name,
            project.OrganizationId,
            project.Id,
            project.Created,
            project.Clusters.Count,
            "COMMERCIAL_FEDRAMP_REGIONS_ONLY",
            tags ?? [],
            Links: [new LinkBody(request.Link($"/api/atlas/v2/groups/{project.Id}"), "self")]
        );
}
