using Atlas.KmsPortal.Benchmarks.Apps;

namespace Atlas.KmsPortal.Benchmarks.Measurements;

/// <summary>The list of a project's endpoints, by 8 clients, beside one raw select.</summary>
internal sealed class Read : IMeasurement
{
    // Of the demo world, in which both the API key and the service account have their roles.
    private const string Project = "65a0000000000000000000a4";

    private const int Listed = 20;

    public string Name => "read";

    public async Task<IReadOnlyList<Figure>> RunAsync(Published published)
    {
        await using var portal = await PortalUnderTest.StartAsync(published);
        await portal.SetUpAsync(Project);
        foreach (var region in PortalUnderTest.Regions.Take(Listed))
        {
            await portal.SendAsync(HttpMethod.Post, PortalUnderTest.Endpoints(Project), $$"""{"regionName": "{{region}}"}""");
        }

        await using var bare = await BarePeer.StartAsync(published, portal.Database);
        using var digest = new DigestClients(portal, Rates.Clients);
        var path = PortalUnderTest.Api + PortalUnderTest.Endpoints(Project);
        Func<int, Task> list = _ => Rates.GetAsync(bare.Client, $"/list/{Project}");
        return
        [
            await Rates.CompareAsync("list of 20, digest ÷ raw list", list, client => digest.GetAsync(path, client)),
            await Rates.CompareAsync("list of 20, bearer ÷ raw list", list, _ => Rates.GetAsync(portal.Owner, path)),
        ];
    }
}
