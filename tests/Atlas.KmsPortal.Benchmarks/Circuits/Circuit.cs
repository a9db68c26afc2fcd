using System.Diagnostics;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.DependencyInjection;

namespace Atlas.KmsPortal.Benchmarks.Circuits;

/// <summary>A page and its circuit without a browser: it acknowledges pictures and answers calls to scripts, and draws nothing.</summary>
internal sealed class Circuit : IAsyncDisposable
{
    private const int ObjectReference = 1;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_quiet = TimeSpan.FromMilliseconds(200);
    private readonly HubConnection _hub;
    private readonly Uri _address;
    private readonly string? _cookie;
    private readonly TaskCompletionSource _attached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile Sighting? _awaited;
    private long _lastBatch = Stopwatch.GetTimestamp();
    private string? _secret;

    private Circuit(Uri address, string? cookie)
    {
        (_address, _cookie) = (address, cookie);
        var builder = new HubConnectionBuilder().WithUrl(
            new Uri(address, "/_blazor"),
            HttpTransportType.WebSockets,
            options =>
            {
                // As browsers do: the server keeps a window for each circuit.
                options.WebSocketConfiguration = socket => socket.DangerousDeflateOptions = new WebSocketDeflateOptions();
                if (cookie is not null)
                {
                    options.Headers["Cookie"] = cookie;
                }
            }
        );
        builder.Services.AddSingleton<IHubProtocol, BlazorPack>();
        _hub = builder.Build();
        _hub.On<long, byte[]>("JS.RenderBatch", DrawAsync);
        _hub.On<long, string, string?, int, long, int>("JS.BeginInvokeJS", (call, _, _, kind, _, _) => AnswerAsync(call, kind));
        _hub.On<long>("JS.EndUpdateRootComponents", _ => _attached.TrySetResult());
        _hub.On<string>("JS.Error", error => _attached.TrySetException(new InvalidOperationException(error)));
        _hub.Closed += failure =>
        {
            _attached.TrySetException(failure ?? new InvalidOperationException("The circuit was closed."));
            return Task.CompletedTask;
        };
    }

    public static async Task<Circuit> OpenAsync(HttpClient client, string path, string? cookie)
    {
        var circuit = new Circuit(client.BaseAddress!, cookie);
        try
        {
            await circuit.StartAsync(client, path, cookie);
            return circuit;
        }
        catch
        {
            await circuit.DisposeAsync();
            throw;
        }
    }

    /// <summary>A few at a time, as people come.</summary>
    public static async Task<IReadOnlyList<Circuit>> OpenAsync(int count, Uri address, string path, string? cookie)
    {
        using var client = new HttpClient { BaseAddress = address };
        var circuits = new List<Circuit>();
        foreach (var chunk in Enumerable.Range(0, count).Chunk(4))
        {
            circuits.AddRange(await Task.WhenAll(chunk.Select(_ => OpenAsync(client, path, cookie))));
        }

        await Task.WhenAll(circuits.Select(circuit => circuit.QuietAsync()));
        return circuits;
    }

    public static async Task CloseAsync(IEnumerable<Circuit> circuits)
    {
        foreach (var circuit in circuits)
        {
            await circuit.DisposeAsync();
        }
    }

    /// <summary>Completes when a picture comes with the text in it, with the time at which it came.</summary>
    public Task<long> SeesAsync(string text)
    {
        var sighting = new Sighting(System.Text.Encoding.UTF8.GetBytes(text));
        _awaited = sighting;
        return sighting.Seen.Task;
    }

    /// <summary>As a page that is left: a connection that only breaks would leave its circuit waiting for minutes.</summary>
    public async ValueTask DisposeAsync()
    {
        _attached.TrySetCanceled();
        if (_secret is not null)
        {
            using var client = new HttpClient();
            using var form = new FormUrlEncodedContent([new("circuitId", _secret)]);
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_address, "/_blazor/disconnect")) { Content = form };
            if (_cookie is not null)
            {
                request.Headers.Add("Cookie", _cookie);
            }

            using var answer = await client.SendAsync(request);
            answer.EnsureSuccessStatusCode();
        }

        await _hub.DisposeAsync();
    }

    private async Task StartAsync(HttpClient client, string path, string? cookie)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (cookie is not null)
        {
            request.Headers.Add("Cookie", cookie);
        }

        using var answer = await client.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        var markers = PageMarkers.Of(await answer.Content.ReadAsStringAsync());
        if (markers.Components.Count == 0)
        {
            throw new InvalidOperationException($"{path} has no circuit.");
        }

        await _hub.StartAsync();
        var page = new Uri(client.BaseAddress!, path);
        _secret =
            await _hub.InvokeAsync<string?>("StartCircuit", client.BaseAddress!.ToString(), page.ToString(), "[]", "")
            ?? throw new InvalidOperationException($"{path} got no circuit.");
        await _hub.SendAsync("UpdateRootComponents", markers.Batch(), markers.State);
        await _attached.Task.WaitAsync(s_patience);
    }

    /// <summary>Completes when no picture came for a moment.</summary>
    public async Task QuietAsync()
    {
        var end = Stopwatch.GetTimestamp() + (long)(s_patience.TotalSeconds * Stopwatch.Frequency);
        using var poll = new PeriodicTimer(s_quiet / 4);
        while (Stopwatch.GetElapsedTime(Volatile.Read(ref _lastBatch)) < s_quiet && Stopwatch.GetTimestamp() < end)
        {
            await poll.WaitForNextTickAsync();
        }
    }

    private async Task DrawAsync(long batch, byte[] picture)
    {
        var now = Stopwatch.GetTimestamp();
        Volatile.Write(ref _lastBatch, now);
        if (_awaited is { } awaited && picture.AsSpan().IndexOf(awaited.Text) >= 0)
        {
            awaited.Seen.TrySetResult(now);
        }

        await _hub.SendAsync("OnRenderCompleted", batch, null);
    }

    private Task AnswerAsync(long call, int kind) =>
        call == 0
            ? Task.CompletedTask
            : _hub.SendAsync(
                "EndInvokeJSFromDotNet",
                call,
                true,
                $"[{call},true,{(kind == ObjectReference ? $"{{\"__jsObjectId\":{call}}}" : "null")}]"
            );

    private sealed record Sighting(byte[] Text)
    {
        public TaskCompletionSource<long> Seen { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
