using System.Diagnostics;
using Atlas.KmsPortal.Benchmarks.Apps;

namespace Atlas.KmsPortal.Benchmarks.Measurements;

/// <summary>The Projects page with 10,000 projects beside the same page with 20.</summary>
internal sealed class Fleet : IMeasurement
{
    private const int Demo = 6;
    private const int Few = 20;
    private const int Many = 10_000;
    private const int Turns = 5;
    private const string Copied = "65a0000000000000000000a4";

    public string Name => "fleet";

    public async Task<IReadOnlyList<Figure>> RunAsync(Published published)
    {
        await using var few = await StartAsync(published, Few);
        await using var many = await StartAsync(published, Many);
        using var fewClient = await ClientAsync(few);
        using var manyClient = await ClientAsync(many);
        await RenderAsync(fewClient);
        await RenderAsync(manyClient);
        var (fews, manys) = (new List<(double Time, int Bytes)>(), new List<(double Time, int Bytes)>());
        for (var turn = 0; turn < Turns; turn++)
        {
            fews.Add(await RenderAsync(fewClient));
            manys.Add(await RenderAsync(manyClient));
        }

        var (fewTime, manyTime) = (Report.Median(fews.Select(few => few.Time)), Report.Median(manys.Select(many => many.Time)));
        var (fewBytes, manyBytes) = (fews[^1].Bytes, manys[^1].Bytes);
        return
        [
            new("Projects with 10,000 ÷ with 20, first render", $"{manyTime:0} ms", $"{fewTime:0} ms", manyTime / fewTime),
            new(
                "Projects with 10,000 ÷ with 20, bytes",
                $"{manyBytes / 1024.0:0} KB",
                $"{fewBytes / 1024.0:0} KB",
                (double)manyBytes / fewBytes
            ),
        ];
    }

    private static async Task<PortalUnderTest> StartAsync(Published published, int projects)
    {
        string database;
        await using (var portal = await PortalUnderTest.StartAsync(published))
        {
            database = portal.Database;
        }

        ProjectCopies.Make(database, Copied, projects - Demo);
        return await PortalUnderTest.StartAsync(published, database);
    }

    private static async Task<HttpClient> ClientAsync(PortalUnderTest portal)
    {
        var client = portal.NewClient();
        client.DefaultRequestHeaders.Add("Cookie", await portal.SignInAsync());
        return client;
    }

    private static async Task<(double Time, int Bytes)> RenderAsync(HttpClient client)
    {
        var began = Stopwatch.GetTimestamp();
        var page = await client.GetByteArrayAsync(new Uri("/", UriKind.Relative));
        return (Report.Milliseconds(began), page.Length);
    }
}
