using System.Collections.Concurrent;
using System.Text;

namespace Atlas.KmsPortal.E2E.Fixtures;

/// <summary>Every byte that the server sends to a page from now on: bodies of answers, and the frames of its circuits.</summary>
public sealed class Outgoing
{
    private readonly ConcurrentQueue<byte[]> _bytes = new();

    private Outgoing() { }

    public static async Task<Outgoing> OfAsync(IPage page)
    {
        var outgoing = new Outgoing();
        // Fetched here and handed on: a browser forgets the bodies of a page that it has left.
        await page.RouteAsync("**/*", outgoing.PassOnAsync);
        page.WebSocket += (_, circuit) =>
            circuit.FrameReceived += (_, frame) => outgoing._bytes.Enqueue(frame.Binary ?? Encoding.UTF8.GetBytes(frame.Text ?? ""));
        return outgoing;
    }

    public bool Carries(string text)
    {
        var wanted = Encoding.UTF8.GetBytes(text);
        return _bytes.Any(bytes => bytes.AsSpan().IndexOf(wanted) >= 0);
    }

    private async Task PassOnAsync(IRoute route)
    {
        var response = await route.FetchAsync(new() { MaxRedirects = 0 });
        _bytes.Enqueue(await response.BodyAsync());
        await route.FulfillAsync(new() { Response = response });
    }
}
