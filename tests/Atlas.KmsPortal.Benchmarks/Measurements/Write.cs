using Atlas.KmsPortal.Benchmarks.Apps;

namespace Atlas.KmsPortal.Benchmarks.Measurements;

/// <summary>Changes that are on disk before they are answered, by 8 clients, beside one raw insert.</summary>
internal sealed class Write : IMeasurement
{
    // So many places take more endpoints than the turns can make.
    private const int Places = 600;

    public string Name => "write";

    public async Task<IReadOnlyList<Figure>> RunAsync(Published published) => [await PatchAsync(published), await CreateAsync(published)];

    // Few projects, one a client: how many others there are is measured elsewhere.
    private static async Task<Figure> PatchAsync(Published published)
    {
        await using var world = await World.StartAsync(published, Rates.Clients);
        var changes = 0;
        return await Rates.CompareAsync(
            "PATCH encryptionAtRest ÷ raw durable insert",
            world.InsertAsync,
            client =>
                Rates.SendAsync(
                    world.Portal.Owner,
                    HttpMethod.Patch,
                    $"{PortalUnderTest.Api}/groups/{world.Projects[client]}/encryptionAtRest",
                    PortalUnderTest.KeyBlock(searchNodes: Interlocked.Increment(ref changes) / Rates.Clients % 2 == 0)
                )
        );
    }

    private static async Task<Figure> CreateAsync(Published published)
    {
        await using var world = await World.StartAsync(published, Places);
        var next = -1;
        return await Rates.CompareAsync(
            "create an endpoint ÷ raw durable insert",
            world.InsertAsync,
            _ =>
            {
                var (project, region) = Math.DivRem(Interlocked.Increment(ref next), PortalUnderTest.Regions.Count);
                return Rates.SendAsync(
                    world.Portal.Owner,
                    HttpMethod.Post,
                    PortalUnderTest.Api + PortalUnderTest.Endpoints(world.Projects[project]),
                    $$"""{"regionName": "{{PortalUnderTest.Regions[region]}}"}"""
                );
            }
        );
    }

    private sealed record World(PortalUnderTest Portal, BarePeer Bare, IReadOnlyList<string> Projects) : IAsyncDisposable
    {
        public static async Task<World> StartAsync(Published published, int count)
        {
            var (database, projects) = await PrepareAsync(published, count);
            // The worker looks as often as it does for people, and the follow-ups of a change are part of its price.
            var timing = new Dictionary<string, string> { ["Simulator__Tick"] = "00:00:00.25", ["Simulator__Timing"] = "Faithful" };
            var portal = await PortalUnderTest.StartAsync(published, database, timing);
            try
            {
                return new(portal, await BarePeer.StartAsync(published, database), projects);
            }
            catch
            {
                await portal.DisposeAsync();
                throw;
            }
        }

        public Task InsertAsync(int client) =>
            Rates.SendAsync(Bare.Client, HttpMethod.Post, "/create", """{"regionName": "EUROPE_WEST"}""");

        public async ValueTask DisposeAsync()
        {
            await Bare.DisposeAsync();
            await Portal.DisposeAsync();
        }
    }

    private static async Task<(string Database, IReadOnlyList<string> Projects)> PrepareAsync(Published published, int count)
    {
        string database;
        string project;
        await using (var portal = await PortalUnderTest.StartAsync(published))
        {
            (database, project) = (portal.Database, await portal.NewProjectAsync());
        }

        return (database, ProjectCopies.Make(database, project, count));
    }
}
