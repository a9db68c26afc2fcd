using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Atlas.KmsPortal.Benchmarks.Apps;

/// <summary>A published app as a process of its own on a loopback port; ended, and its folder removed, when disposed.</summary>
internal sealed class AppProcess : IAsyncDisposable
{
    private static readonly TimeSpan s_startsWithin = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_poll = TimeSpan.FromMilliseconds(2);
    private readonly Process _process;

    private AppProcess(Process process, Uri address) => (_process, Address) = (process, address);

    public Uri Address { get; }

    public int Id => _process.Id;

    /// <summary>From just before the process was made to the first 200.</summary>
    public TimeSpan StartTook { get; private set; }

    /// <param name="readyPath">What is polled until it answers 200.</param>
    public static async Task<AppProcess> StartAsync(
        string assembly,
        string readyPath,
        IReadOnlyDictionary<string, string> settings,
        IReadOnlyList<string> arguments
    )
    {
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        var start = new ProcessStartInfo("dotnet", [assembly, .. arguments])
        {
            WorkingDirectory = Path.GetDirectoryName(assembly),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment["ASPNETCORE_URLS"] = address.ToString();
        start.Environment["Logging__LogLevel__Default"] = "Error";
        foreach (var (key, value) in settings)
        {
            start.Environment[key] = value;
        }

        var began = Stopwatch.GetTimestamp();
        var process = Process.Start(start) ?? throw new InvalidOperationException($"{assembly} did not start.");
        var app = new AppProcess(process, address);
        try
        {
            process.OutputDataReceived += (_, _) => { };
            process.ErrorDataReceived += (_, line) =>
                Console.Error.Write(line.Data is { } text ? $"[{Path.GetFileName(assembly)}] {text}\n" : "");
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            await app.ReadyAsync(readyPath);
            app.StartTook = Stopwatch.GetElapsedTime(began);
            return app;
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private async Task ReadyAsync(string path)
    {
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = Address };
        using var timeout = new CancellationTokenSource(s_startsWithin);
        using var poll = new PeriodicTimer(s_poll);
        while (await poll.WaitForNextTickAsync(timeout.Token))
        {
            if (_process.HasExited)
            {
                throw new InvalidOperationException($"{Address} ended with code {_process.ExitCode}.");
            }

            try
            {
                using var answer = await client.GetAsync(new Uri(path, UriKind.Relative), timeout.Token);
                if (answer.StatusCode is HttpStatusCode.OK)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
