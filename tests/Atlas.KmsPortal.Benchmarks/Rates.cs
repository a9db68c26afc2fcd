using System.Diagnostics;
using System.Text;

namespace Atlas.KmsPortal.Benchmarks;

/// <summary>How many requests a second, turn by turn, so that what else the machine does falls on both alike.</summary>
internal static class Rates
{
    public const int Clients = 8;
    private const int Turns = 7;
    private static readonly TimeSpan s_turn = TimeSpan.FromSeconds(0.8);

    /// <param name="peer">One request of the given client.</param>
    /// <param name="ours">One request of the given client.</param>
    public static async Task<Figure> CompareAsync(string what, Func<int, Task> peer, Func<int, Task> ours)
    {
        await LoopAsync(peer);
        await LoopAsync(ours);
        var (peers, our) = (new List<double>(), new List<double>());
        for (var turn = 0; turn < Turns; turn++)
        {
            peers.Add(await LoopAsync(peer));
            our.Add(await LoopAsync(ours));
        }

        var (bare, own) = (Report.Median(peers), Report.Median(our));
        return new(what, $"{own:0}/s", $"{bare:0}/s", own / bare);
    }

    public static async Task GetAsync(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));
        answer.EnsureSuccessStatusCode();
        await answer.Content.ReadAsByteArrayAsync();
    }

    public static async Task SendAsync(HttpClient client, HttpMethod method, string path, string json)
    {
        using var request = new HttpRequestMessage(method, path) { Content = new StringContent(json, Encoding.UTF8, "application/json") };
        using var answer = await client.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        await answer.Content.ReadAsByteArrayAsync();
    }

    private static async Task<double> LoopAsync(Func<int, Task> call)
    {
        var began = Stopwatch.GetTimestamp();
        var counts = await Task.WhenAll(
            Enumerable
                .Range(0, Clients)
                .Select(client =>
                    Task.Run(async () =>
                    {
                        var count = 0;
                        for (; Stopwatch.GetElapsedTime(began) < s_turn; count++)
                        {
                            await call(client);
                        }

                        return count;
                    })
                )
        );
        return counts.Sum() / Stopwatch.GetElapsedTime(began).TotalSeconds;
    }
}
