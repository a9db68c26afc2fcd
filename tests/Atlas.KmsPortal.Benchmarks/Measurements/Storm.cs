using System.Diagnostics;
using Atlas.KmsPortal.Benchmarks.Apps;
using Atlas.KmsPortal.Benchmarks.Circuits;

namespace Atlas.KmsPortal.Benchmarks.Measurements;

/// <summary>500 writes to one project, one after the other, while 100 people look at another, and while nobody looks.</summary>
internal sealed class Storm : IMeasurement
{
    private const int Writes = 500;
    private const int Watching = 100;
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(40);

    public string Name => "storm";

    public async Task<IReadOnlyList<Figure>> RunAsync(Published published)
    {
        await using var portal = await PortalUnderTest.StartAsync(published);
        var (written, watched) = (await portal.NewProjectAsync(), await portal.NewProjectAsync());
        var cookie = await portal.SignInAsync();
        await EachTakesAsync(portal, written);
        var (with, without) = (new List<double>(), new List<double>());
        for (var turn = 0; turn < 3; turn++)
        {
            without.Add(await EachTakesAsync(portal, written));
            var circuits = await Circuit.OpenAsync(Watching, portal.Address, $"/projects/{watched}", cookie);
            with.Add(await EachTakesAsync(portal, written));
            await Circuit.CloseAsync(circuits);
        }

        var (beside, alone) = (Report.Median(with), Report.Median(without));
        return
        [
            new(
                "500 writes beside 100 idle circuits elsewhere ÷ without",
                $"{beside:0.00} ms each",
                $"{alone:0.00} ms each",
                beside / alone
            ),
        ];
    }

    private static async Task<double> EachTakesAsync(PortalUnderTest portal, string project)
    {
        var began = Stopwatch.GetTimestamp();
        var count = 0;
        for (; count < Writes && Stopwatch.GetElapsedTime(began) < s_longest; count++)
        {
            var change = $$"""{"enabledForSearchNodes": {{(count % 2 == 0 ? "true" : "false")}}}""";
            await portal.SendAsync(HttpMethod.Patch, $"/groups/{project}/encryptionAtRest", change);
        }

        return Report.Milliseconds(began) / count;
    }
}
