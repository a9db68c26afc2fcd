using Atlas.KmsPortal.Benchmarks.Apps;

namespace Atlas.KmsPortal.Benchmarks.Measurements;

/// <summary>Changes that are on disk before they are answered, by 8 clients, beside one raw insert.</summary>
internal sealed class Write : IMeasurement
{
    // So many places take more endpoints than the turns can make.
    private const int Projects = 2_500;

    public string Name => "write";

    public async Task<IReadOnlyList<Figure>> RunAsync(Published published)
    {
        var (database, projects) = await PrepareAsync(published);
        await using var portal = await PortalUnderTest.StartAsync(
            published,
            database,
            new Dictionary<string, string> { ["Simulator__Tick"] = "00:00:00.25", ["Simulator__Timing"] = "Faithful" }
        );
        await using var bare = await BarePeer.StartAsync(published, database);
        Func<int, Task> insert = _ => Rates.SendAsync(bare.Client, HttpMethod.Post, "/create", """{"regionName": "EUROPE_WEST"}""");

        var changes = 0;
        var patch = await Rates.CompareAsync(
            "PATCH encryptionAtRest ÷ raw durable insert",
            insert,
            client =>
                Rates.SendAsync(
                    portal.Owner,
                    HttpMethod.Patch,
                    $"{PortalUnderTest.Api}/groups/{projects[client]}/encryptionAtRest",
                    PortalUnderTest.KeyBlock(searchNodes: Interlocked.Increment(ref changes) / Rates.Clients % 2 == 0)
                )
        );

        // Those that were changed take none.
        var next = Rates.Clients * PortalUnderTest.Regions.Count - 1;
        var create = await Rates.CompareAsync(
            "create an endpoint ÷ raw durable insert",
            insert,
            _ =>
            {
                var (project, region) = Math.DivRem(Interlocked.Increment(ref next), PortalUnderTest.Regions.Count);
                return Rates.SendAsync(
                    portal.Owner,
                    HttpMethod.Post,
                    PortalUnderTest.Api + PortalUnderTest.Endpoints(projects[project]),
                    $$"""{"regionName": "{{PortalUnderTest.Regions[region]}}"}"""
                );
            }
        );
        return [patch, create];
    }

    private static async Task<(string Database, IReadOnlyList<string> Projects)> PrepareAsync(Published published)
    {
        string database;
        string project;
        await using (var portal = await PortalUnderTest.StartAsync(published))
        {
            (database, project) = (portal.Database, await portal.NewProjectAsync());
        }

        return (database, ProjectCopies.Make(database, project, Projects));
    }
}
