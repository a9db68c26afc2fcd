using Atlas.KmsPortal.Benchmarks.Apps;

namespace Atlas.KmsPortal.Benchmarks.Measurements;

/// <summary>From the process's start to its first page, as in the image: with the database of the run before.</summary>
internal sealed class Start : IMeasurement
{
    private const int Turns = 7;

    public string Name => "start";

    public async Task<IReadOnlyList<Figure>> RunAsync(Published published)
    {
        var settings = new Dictionary<string, string>
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
            ["ConnectionStrings__Portal"] = $"Data Source={Path.Combine(published.NewFolder(), "portal.db")}",
            ["Simulator__DemoWorld"] = "true",
            ["Portal__Admin__Email"] = "admin@acme.example",
            ["Portal__Admin__Password"] = "Benchmark-Password-1",
        };
        await OursAsync(published, settings);
        await PeersAsync(published);
        var (ours, peers) = (new List<double>(), new List<double>());
        for (var turn = 0; turn < Turns; turn++)
        {
            peers.Add(await PeersAsync(published));
            ours.Add(await OursAsync(published, settings));
        }

        var (own, peer) = (Report.Median(ours), Report.Median(peers));
        return [new("start to the first 200 ÷ template", $"{own:0} ms", $"{peer:0} ms", own / peer)];
    }

    private static async Task<double> OursAsync(Published published, Dictionary<string, string> settings)
    {
        await using var app = await AppProcess.StartAsync(await published.PortalAsync(), "/sign-in", settings, []);
        return app.StartTook.TotalMilliseconds;
    }

    private static async Task<double> PeersAsync(Published published)
    {
        await using var app = await TemplatePeer.StartAsync(published);
        return app.StartTook.TotalMilliseconds;
    }
}
