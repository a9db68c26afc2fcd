using System.Diagnostics;
using Atlas.KmsPortal.Benchmarks.Apps;
using Atlas.KmsPortal.Benchmarks.Circuits;

namespace Atlas.KmsPortal.Benchmarks.Measurements;

/// <summary>An endpoint made by the API, until 200 people who look at the project's endpoints see it.</summary>
internal sealed class Push : IMeasurement
{
    private const int Watching = 200;
    private const int Changes = 8;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    public string Name => "push";

    public async Task<IReadOnlyList<Figure>> RunAsync(Published published)
    {
        await using var portal = await PortalUnderTest.StartAsync(published);
        var project = await portal.NewProjectAsync();
        var path = $"/projects/{project}/advanced/azure/private-endpoints";
        var circuits = await Circuit.OpenAsync(Watching, portal.Address, path, await portal.SignInAsync());
        try
        {
            var (shown, answered) = (new List<double>(), new List<double>());
            // The first warms the way.
            foreach (var (index, region) in PortalUnderTest.Regions.Take(Changes + 1).Index())
            {
                var seen = circuits.Select(circuit => circuit.SeesAsync(region)).ToArray();
                var began = Stopwatch.GetTimestamp();
                await portal.SendAsync(HttpMethod.Post, PortalUnderTest.Endpoints(project), $$"""{"regionName": "{{region}}"}""");
                var answer = Report.Milliseconds(began);
                var times = await Task.WhenAll(seen).WaitAsync(s_patience);
                if (index > 0)
                {
                    answered.Add(answer);
                    shown.AddRange(times.Select(time => Stopwatch.GetElapsedTime(began, time).TotalMilliseconds));
                }

                await Task.WhenAll(circuits.Select(circuit => circuit.QuietAsync()));
            }

            return
            [
                new("a change shown to 200 circuits, p95", $"{Report.Quantile(shown, 0.95):0} ms", "", null),
                new("… and answered to its caller, median", $"{Report.Median(answered):0} ms", "", null),
            ];
        }
        finally
        {
            await Circuit.CloseAsync(circuits);
        }
    }
}
