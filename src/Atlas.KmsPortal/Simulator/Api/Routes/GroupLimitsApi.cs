using Atlas.KmsPortal.AdminApi;
using Atlas.KmsPortal.Auditing;
using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Simulator.Api;

/// <summary>A project's limits. Terraform sets and reads them; nothing in the simulator runs into one.</summary>
internal static class GroupLimitsApi
{
    private const string Document = "limits";

    private static readonly LimitBody[] s_defaults =
    [
        new("atlas.project.deployment.clusters", 25, 25, 100),
        new("atlas.project.deployment.nodesPerPrivateLinkRegion", 50, 50, 90),
        new("atlas.project.deployment.serverlessMTMs", 100, 100, 100),
        new("atlas.project.security.databaseAccess.customRoles", 100, 100, 1400),
        new("atlas.project.security.databaseAccess.users", 100, 100, 900),
        new("atlas.project.security.networkAccess.crossRegionEntries", 40, 40, 220),
        new("atlas.project.security.networkAccess.entries", 200, 200, 20),
    ];

    public static void MapGroupLimits(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/groups/{groupId}/limits").WithTags("Projects");

        group.MapGet("/", ListAsync).Operation("listGroupLimits", ApiPermission.ProjectReader).Answers<IReadOnlyList<LimitBody>>();
        group.MapGet("/{limitName}", GetAsync).Operation("getGroupLimit", ApiPermission.ProjectReader).Answers<LimitBody>();
        group
            .MapPatch("/{limitName}", SetAsync)
            .Operation("setGroupLimit", ApiPermission.ProjectOwner, takes: typeof(LimitBody))
            .Answers<LimitBody>();
        group.MapDelete("/{limitName}", ResetAsync).Operation("deleteGroupLimit", ApiPermission.ProjectOwner).Produces(204);
    }

    private static async Task<IResult> ListAsync(
        string groupId,
        ApiRequest request,
        IAtlasClient atlas,
        ProjectDocuments documents,
        CancellationToken cancellationToken
    ) => request.Ok(await ReadAsync(groupId, atlas, documents, cancellationToken));

    private static async Task<IResult> GetAsync(
        string groupId,
        string limitName,
        ApiRequest request,
        IAtlasClient atlas,
        ProjectDocuments documents,
        CancellationToken cancellationToken
    )
    {
        RefuseUnknown(limitName);
        return request.Ok((await ReadAsync(groupId, atlas, documents, cancellationToken)).First(limit => limit.Name == limitName));
    }

    private static async Task<IResult> SetAsync(
        string groupId,
        string limitName,
        ApiRequest request,
        IAtlasClient atlas,
        ProjectDocuments documents,
        CancellationToken cancellationToken
    )
    {
        RefuseUnknown(limitName);
        var body = await request.ReadAsync<LimitBody>(cancellationToken);
        var most = s_defaults.First(limit => limit.Name == limitName) is var known
            ? Math.Max(known.MaximumLimit!.Value, known.DefaultLimit!.Value)
            : 0;
        if (body.Value < 0 || body.Value > most)
        {
            throw new AtlasApiException(
                AtlasErrors.InvalidBody([
                    new BodyProblem(AtlasCode.InvalidAttribute, "value", $"value must be 0 to {most} for {limitName}."),
                ])
            );
        }

        await KeepAsync(groupId, limitName, body.Value, request, documents, cancellationToken);
        return request.Ok((await ReadAsync(groupId, atlas, documents, cancellationToken)).First(limit => limit.Name == limitName));
    }

    private static async Task<IResult> ResetAsync(
        string groupId,
        string limitName,
        ApiRequest request,
        ProjectDocuments documents,
        CancellationToken cancellationToken
    )
    {
        RefuseUnknown(limitName);
        await KeepAsync(groupId, limitName, null, request, documents, cancellationToken);
        return request.NoContent();
    }

    private static Task KeepAsync(
        string groupId,
        string limitName,
        long? value,
        ApiRequest request,
        ProjectDocuments documents,
        CancellationToken cancellationToken
    ) =>
        documents.KeepAsync(
            groupId,
            $"{Document}/{limitName}",
            value?.ToString(System.Globalization.CultureInfo.InvariantCulture),
            AtlasEvents.ProjectLimitUpdated,
            $"Limit {limitName}: {value?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "the default"}.",
            request.Caller.Actor,
            cancellationToken
        );

    private static async Task<List<LimitBody>> ReadAsync(
        string groupId,
        IAtlasClient atlas,
        ProjectDocuments documents,
        CancellationToken cancellationToken
    )
    {
        var project = await atlas.ProjectAsync(groupId, cancellationToken);
        List<LimitBody> limits = [];
        foreach (var limit in s_defaults)
        {
            var set = await documents.FindAsync<string>(groupId, $"{Document}/{limit.Name}", cancellationToken);
            limits.Add(
                limit with
                {
                    Value = set is null ? limit.Value : long.Parse(set, System.Globalization.CultureInfo.InvariantCulture),
                    CurrentUsage = limit.Name!.EndsWith("clusters", StringComparison.Ordinal) ? project.Clusters.Count : 0,
                }
            );
        }

        return limits;
    }

    private static void RefuseUnknown(string limitName)
    {
        if (!Array.Exists(s_defaults, limit => limit.Name == limitName))
        {
            throw new AtlasApiException(
                AtlasErrors.InvalidPathParameter(
                    "limitName",
                    limitName,
                    "one of " + string.Join(", ", s_defaults.Select(limit => limit.Name))
                )
            );
        }
    }
}
