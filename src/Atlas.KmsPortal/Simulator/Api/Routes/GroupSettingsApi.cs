using System.Text.Json;
using Atlas.KmsPortal.AdminApi;
using Atlas.KmsPortal.Auditing;
using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Simulator.Api;

/// <summary>What Terraform's project and cluster resources read and write besides. Kept, and without effect on the simulation.</summary>
internal static class GroupSettingsApi
{
    private const string SettingsDocument = "settings";
    private const string SlowMsDocument = "managedSlowMs";
    private static readonly ResourceVersions s_processArgs = ResourceVersions.Of("2023-01-01", "2024-08-05");

    public static void MapGroupSettings(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/groups/{groupId}").WithTags("Projects");

        group.MapGet("/settings", SettingsAsync).Operation("getGroupSettings", ApiPermission.ProjectReader).Answers<GroupSettingsBody>();
        group
            .MapPatch("/settings", UpdateSettingsAsync)
            .Operation("updateGroupSettings", ApiPermission.ProjectOwner, takes: typeof(GroupSettingsBody))
            .Answers<GroupSettingsBody>();
        group.MapGet("/managedSlowMs", SlowMsAsync).Operation("getGroupManagedSlowMs", ApiPermission.ProjectReader).Answers<bool>();
        group
            .MapPost("/managedSlowMs/enable", EnableSlowMsAsync)
            .Operation("enableGroupManagedSlowMs", ApiPermission.ProjectOwner)
            .Produces(204);
        group
            .MapDelete("/managedSlowMs/disable", DisableSlowMsAsync)
            .Operation("disableGroupManagedSlowMs", ApiPermission.ProjectOwner)
            .Produces(204);
        group
            .MapGet("/ipAddresses", IpAddressesAsync)
            .Operation("getGroupIpAddresses", ApiPermission.ProjectReader)
            .Answers<GroupIpAddressesBody>();
        group
            .MapGet("/clusters/{clusterName}/processArgs", ProcessArgsAsync)
            .Operation("getGroupClusterProcessArgs", ApiPermission.ProjectReader, s_processArgs)
            .Answers<ProcessArgsBody>(200, s_processArgs);
        group
            .MapPatch("/clusters/{clusterName}/processArgs", UpdateProcessArgsAsync)
            .Operation("updateGroupClusterProcessArgs", ApiPermission.ClusterManager, s_processArgs, typeof(ProcessArgsBody))
            .Answers<ProcessArgsBody>(200, s_processArgs);
    }

    private static async Task<IResult> SettingsAsync(
        string groupId,
        ApiRequest request,
        IAtlasClient atlas,
        ProjectDocuments documents,
        CancellationToken cancellationToken
    )
    {
        await atlas.ProjectAsync(groupId, cancellationToken);
        return request.Ok(await ReadSettingsAsync(groupId, documents, cancellationToken));
    }

    private static async Task<IResult> UpdateSettingsAsync(
        string groupId,
        ApiRequest request,
        ProjectDocuments documents,
        CancellationToken cancellationToken
    )
    {
        var body = await request.ReadAsync<GroupSettingsBody>(cancellationToken);
        var settings = body.Over(await ReadSettingsAsync(groupId, documents, cancellationToken));
        await documents.KeepAsync(groupId, SettingsDocument, settings, eventType: null, "", request.Caller.Actor, cancellationToken);
        return request.Ok(settings);
    }

    private static async Task<GroupSettingsBody> ReadSettingsAsync(
        string groupId,
        ProjectDocuments documents,
        CancellationToken cancellationToken
    ) => await documents.FindAsync<GroupSettingsBody>(groupId, SettingsDocument, cancellationToken) ?? GroupSettingsBody.Defaults;

    private static async Task<IResult> SlowMsAsync(
        string groupId,
        ApiRequest request,
        IAtlasClient atlas,
        ProjectDocuments documents,
        CancellationToken cancellationToken
    )
    {
        await atlas.ProjectAsync(groupId, cancellationToken);
        return request.Ok(await documents.FindAsync<string>(groupId, SlowMsDocument, cancellationToken) is not "off");
    }

    private static Task<IResult> EnableSlowMsAsync(
        string groupId,
        ApiRequest request,
        ProjectDocuments documents,
        CancellationToken cancellationToken
    ) => KeepSlowMsAsync(groupId, null, request, documents, cancellationToken);

    private static Task<IResult> DisableSlowMsAsync(
        string groupId,
        ApiRequest request,
        ProjectDocuments documents,
        CancellationToken cancellationToken
    ) => KeepSlowMsAsync(groupId, "off", request, documents, cancellationToken);

    private static async Task<IResult> KeepSlowMsAsync(
        string groupId,
        string? state,
        ApiRequest request,
        ProjectDocuments documents,
        CancellationToken cancellationToken
    )
    {
        await documents.KeepAsync(groupId, SlowMsDocument, state, eventType: null, "", request.Caller.Actor, cancellationToken);
        return request.NoContent();
    }

    private static async Task<IResult> IpAddressesAsync(
        string groupId,
        ApiRequest request,
        IAtlasClient atlas,
        CancellationToken cancellationToken
    )
    {
        // Simulated nodes listen nowhere.
        var project = await atlas.ProjectAsync(groupId, cancellationToken);
        return request.Ok(
            new GroupIpAddressesBody(
                groupId,
                new GroupServicesBody([
                    .. project.Clusters.Where(c => !c.IsShared).Select(c => new ClusterIpAddressesBody(c.Name, [], [], [], [])),
                ])
            )
        );
    }

    private static async Task<IResult> ProcessArgsAsync(
        string groupId,
        string clusterName,
        ApiRequest request,
        IAtlasClient atlas,
        ProjectDocuments documents,
        CancellationToken cancellationToken
    )
    {
        var cluster = (await atlas.ProjectAsync(groupId, cancellationToken)).ClusterNamed(clusterName);
        return cluster.IsFlex
            ? throw new AtlasApiException(AtlasErrors.FlexInClusterApi)
            : Answer(request, await ReadProcessArgsAsync(cluster, groupId, documents, cancellationToken));
    }

    private static async Task<IResult> UpdateProcessArgsAsync(
        string groupId,
        string clusterName,
        ApiRequest request,
        IAtlasClient atlas,
        ProjectDocuments documents,
        CancellationToken cancellationToken
    )
    {
        var cluster = (await atlas.ProjectAsync(groupId, cancellationToken)).ClusterNamed(clusterName);
        AtlasRefusedException.ThrowIfAny(ClusterRules.MaySetProcessArgs(cluster));
        var body = await request.ReadAsync<ProcessArgsBody>(cancellationToken);
        var before = await ReadProcessArgsAsync(cluster, groupId, documents, cancellationToken);
        var after = Merge(before, body);
        await documents.KeepAsync(
            groupId,
            DocumentOf(cluster),
            after,
            AtlasEvents.ProcessArgsUpdateSubmitted,
            $"Process arguments of {clusterName} change.",
            request.Caller.Actor,
            cancellationToken
        );
        return Answer(request, after);
    }

    private static IResult Answer(ApiRequest request, ProcessArgsBody args) =>
        request.Ok(args.Answer(isOlder: request.Version < s_processArgs.Dates[1]));

    private static async Task<ProcessArgsBody> ReadProcessArgsAsync(
        Cluster cluster,
        string groupId,
        ProjectDocuments documents,
        CancellationToken cancellationToken
    ) => await documents.FindAsync<ProcessArgsBody>(groupId, DocumentOf(cluster), cancellationToken) ?? ProcessArgsBody.Defaults;

    private static string DocumentOf(Cluster cluster) => $"processArgs/{cluster.Id}";

    private static ProcessArgsBody Merge(ProcessArgsBody before, ProcessArgsBody change)
    {
        var fields = JsonSerializer.SerializeToNode(before, AtlasJson.Options)!.AsObject();
        foreach (var (name, value) in JsonSerializer.SerializeToNode(change, AtlasJson.Options)!.AsObject())
        {
            fields[name] = value?.DeepClone();
        }

        return fields.Deserialize<ProcessArgsBody>(AtlasJson.Options)!;
    }
}
