using System.Text.Json;
using Atlas.KmsPortal.AdminApi.Requests;
using Atlas.KmsPortal.Encryption;
using Atlas.KmsPortal.Simulator.Api;
using Microsoft.Extensions.DependencyInjection;

namespace Atlas.KmsPortal.Tests.Simulator.Api;

/// <summary>What the review shows for a tier that is too small is what works: sent as it stands, it makes the cluster that was planned.</summary>
public sealed class PlannedUpgradeTests(ApiHost host) : IClassFixture<ApiHost>
{
    [Theory]
    [InlineData("M0", "M30", "POST /clusters/tenantUpgrade", "AZURE EUROPE_WEST")]
    [InlineData("M0", "M10", "POST /clusters/tenantUpgrade", "AZURE EUROPE_NORTH")]
    [InlineData("M0", "M30", "POST /clusters/tenantUpgrade", "AZURE EUROPE_NORTH", "AZURE EUROPE_WEST")]
    [InlineData("M0", "M30", "POST /clusters/tenantUpgrade, PATCH /clusters/tiny", "AZURE EUROPE_NORTH", "AWS EU_WEST_1")]
    [InlineData("M0", "FLEX", "POST /clusters/tenantUpgrade", "AZURE EUROPE_WEST")]
    [InlineData("FLEX", "M30", "POST /flexClusters:tenantUpgrade", "AZURE EUROPE_WEST")]
    [InlineData("FLEX", "M30", "POST /flexClusters:tenantUpgrade", "AZURE EUROPE_NORTH", "AWS EU_WEST_1")]
    public async Task The_planned_calls_lead_out_of_it(string from, string to, string operations, params string[] places)
    {
        var owner = host.Owner();
        var groupId = await Demo.NewGroupAsync(owner);
        var atlas = host.Services.GetRequiredService<IAtlasClient>();
        await MakeAsync(owner, groupId, from);
        await host.SettleAsync();
        var project = await atlas.ProjectAsync(groupId, CancellationToken.None);
        var cluster = project.ClusterNamed("tiny");
        var after = cluster.Spec with
        {
            Tier = to,
            Regions = [.. places.Select((place, at) => Region(place, at, nodes: places.Length == 1 ? 3 : 2 - at))],
        };

        var calls = Consequences.OfCluster(project, cluster, cluster.Name, after).ApiCalls;

        var requests = calls.Select(AdminApiRequest.Of).ToList();
        var root = $"{AtlasApi.AdminRoot}/groups/{groupId}";
        Assert.Equal(operations, string.Join(", ", requests.Select(request => $"{request.Method} {request.Path[root.Length..]}")));
        foreach (var request in requests)
        {
            var body = JsonSerializer.Deserialize<JsonElement>(request.Body!);
            (await owner.SendAsync(new HttpMethod(request.Method), request.Path[AtlasApi.AdminRoot.Length..], body)).Ok();
            await host.SettleAsync();
        }

        var made = (await atlas.ProjectAsync(groupId, CancellationToken.None)).ClusterNamed("tiny");
        Assert.Equal(to, made.Spec.Tier);
        Assert.Equal(places, made.Spec.Regions.Select(region => $"{region.Provider.AtlasName()} {region.Region}"));
    }

    private static ClusterRegion Region(string place, int at, int nodes)
    {
        var (provider, region) = (place.Split(' ')[0], place.Split(' ')[1]);
        return new(Enum.Parse<CloudProvider>(provider, ignoreCase: true), region, nodes, Priority: 7 - at);
    }

    private static async Task MakeAsync(ApiClient owner, string groupId, string tier)
    {
        var provider = new { backingProviderName = "AZURE", regionName = "EUROPE_WEST" };
        if (tier is ClusterTiers.Flex)
        {
            (await owner.PostAsync($"/groups/{groupId}/flexClusters", new { name = "tiny", providerSettings = provider })).Ok(201);
            return;
        }

        var spec = new ClusterSpec(tier, [new ClusterRegion(CloudProvider.Azure, "EUROPE_WEST")]);
        var request = AdminApiRequest.Of(new PlannedCall.CreateCluster(groupId, "tiny", spec));
        (await owner.PostAsync(request.Path[AtlasApi.AdminRoot.Length..], JsonSerializer.Deserialize<JsonElement>(request.Body!))).Ok(201);
    }
}
