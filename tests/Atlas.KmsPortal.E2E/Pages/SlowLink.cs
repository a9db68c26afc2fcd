using System.Collections.Concurrent;

namespace Atlas.KmsPortal.E2E.Pages;

/// <summary>A link between a page and its circuit that keeps what the page says to itself for as long as it is held.</summary>
public sealed class SlowLink
{
    private readonly ConcurrentQueue<Action> _kept = new();
    private volatile bool _isHeld;

    private SlowLink() { }

    /// <summary>Stands between the page and every circuit that it opens from now on.</summary>
    public static async Task<SlowLink> BeginAsync(IPage page)
    {
        var link = new SlowLink();
        await page.RouteWebSocketAsync(
            "**/_blazor*",
            browser =>
            {
                var server = browser.ConnectToServer();
                browser.OnMessage(frame => link.Pass(() => Send(server, frame)));
            }
        );
        return link;
    }

    public void Hold() => _isHeld = true;

    /// <summary>Hands on what was kept, in its order, and keeps nothing more.</summary>
    public void Release()
    {
        _isHeld = false;
        while (_kept.TryDequeue(out var send))
        {
            send();
        }
    }

    private static void Send(IWebSocketRoute server, IWebSocketFrame frame)
    {
        if (frame.Binary is { } bytes)
        {
            server.Send(bytes);
        }
        else
        {
            server.Send(frame.Text!);
        }
    }

    private void Pass(Action send)
    {
        if (_isHeld)
        {
            _kept.Enqueue(send);
        }
        else
        {
            send();
        }
    }
}
