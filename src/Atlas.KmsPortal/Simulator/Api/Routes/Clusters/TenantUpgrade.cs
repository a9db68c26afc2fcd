using Atlas.KmsPortal.AdminApi;
using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Simulator.Api;

/// <summary>The way out of a tier that is too small for a key of one's own.</summary>
internal static class TenantUpgrade
{
    public static void MapTenantUpgrade(this IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/groups/{groupId}/clusters/tenantUpgrade", UpgradeAsync)
            .WithTags("Clusters")
            .Operation("upgradeGroupClusterTenantUpgrade", ApiPermission.ClusterManager, takes: typeof(LegacyClusterBody))
            .Answers<LegacyClusterBody>();

    /// <returns>The value, or a refusal that names the field.</returns>
    public static T Needed<T>(T? value, string field)
        where T : class =>
        value
        ?? throw new AtlasApiException(
            AtlasErrors.InvalidBody([new BodyProblem(AtlasCode.MissingAttribute, field, $"The field {field} is needed.")])
        );

    /// <returns>The configuration, or a refusal where it is no upgrade.</returns>
    public static ClusterSpec Dedicated(ClusterSpec spec, string name) =>
        ClusterTiers.IsShared(spec.Tier) ? throw new AtlasApiException(AtlasErrors.NoUpgrade(name, spec.Tier)) : spec;

    private static async Task<IResult> UpgradeAsync(
        string groupId,
        ApiRequest request,
        IAtlasClient atlas,
        SimulatedClusters clusters,
        CancellationToken cancellationToken
    )
    {
        var body = await request.ReadAsync<LegacyClusterBody>(cancellationToken);
        var name = Needed(body.Name, "name");
        var settings = Needed(body.ProviderSettings, "providerSettings");
        var cluster = (await atlas.ProjectAsync(groupId, cancellationToken)).ClusterNamed(name);
        if (!cluster.IsShared)
        {
            throw new AtlasApiException(AtlasErrors.AlreadyDedicated(name));
        }

        // A disk of the old tier would not do for the new one, which brings its own.
        var newest = (body.Over(ClusterWriter.Write(cluster, groupId, [])) with { DiskSizeGb = body.DiskSizeGb }).Newest();
        var upgraded = await clusters.OverwriteAsync(
            groupId,
            name,
            spec => settings.ProviderName is "FLEX" ? ToFlex(spec) : Dedicated(ClusterReader.Change(spec, newest), name),
            request.Caller.Actor,
            cancellationToken
        );
        return request.Ok(ClusterWriter.Write(upgraded, groupId, request.SelfLink($"/groups/{groupId}/clusters/{name}")).AsOf20230101());
    }

    private static ClusterSpec ToFlex(ClusterSpec spec) =>
        spec with
        {
            Tier = ClusterTiers.Flex,
            DiskSizeGb = FlexClusterRequestBody.DiskSizeGb,
            BackupEnabled = true,
        };
}
