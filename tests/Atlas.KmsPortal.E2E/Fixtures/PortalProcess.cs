using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Reflection;
using System.Text;

namespace Atlas.KmsPortal.E2E.Fixtures;

/// <summary>The portal as a process of its own, with a database of its own; it can be killed and started again.</summary>
public sealed class PortalProcess : IAsyncDisposable
{
    private static readonly TimeSpan s_startsWithin = TimeSpan.FromSeconds(60);
    private readonly string _folder = Directory.CreateTempSubdirectory("kms-portal-").FullName;
    private readonly IReadOnlyDictionary<string, string> _settings;
    private readonly StringBuilder _output = new();
    private Process? _process;

    private PortalProcess(IReadOnlyDictionary<string, string> settings)
    {
        _settings = settings;
        BaseAddress = new Uri($"http://127.0.0.1:{FreePort()}");
    }

    public Uri BaseAddress { get; }

    /// <summary>Everything it wrote: logs must hold no secret.</summary>
    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    public string DatabasePath => Path.Combine(_folder, "portal.db");

    /// <param name="settings">Configuration keys with <c>__</c>, over the defaults of a journey.</param>
    public static async Task<PortalProcess> StartAsync(IReadOnlyDictionary<string, string>? settings = null)
    {
        var portal = new PortalProcess(settings ?? new Dictionary<string, string>());
        await portal.StartAgainAsync();
        return portal;
    }

    public async Task StartAgainAsync()
    {
        var start = new ProcessStartInfo("dotnet", [Metadata("PortalAssembly")])
        {
            WorkingDirectory = Metadata("RepositoryRoot"),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment["ASPNETCORE_URLS"] = BaseAddress.ToString();
        start.Environment["ConnectionStrings__Portal"] = $"Data Source={DatabasePath}";
        start.Environment["Simulator__InitiatingTakes"] = "00:00:00.5";
        start.Environment["Simulator__InitiatingVaries"] = "00:00:00";
        start.Environment["Simulator__AzureNoticedWithin"] = "00:00:00.5";
        start.Environment["Simulator__DeletingTakes"] = "00:00:00.5";
        start.Environment["Simulator__ClusterWorkTakes"] = "00:00:01";
        start.Environment["Simulator__MigrationTakes"] = "00:00:01";
        start.Environment["Simulator__Tick"] = "00:00:00.1";
        foreach (var (key, value) in _settings)
        {
            start.Environment[key] = value;
        }

        _process = Process.Start(start) ?? throw new InvalidOperationException("The portal did not start.");
        _process.OutputDataReceived += Keep;
        _process.ErrorDataReceived += Keep;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await ReadyAsync();
    }

    /// <summary>As <c>kill -9</c>: nothing is told, nothing is flushed.</summary>
    public async Task KillAsync()
    {
        if (_process is { HasExited: false } running)
        {
            running.Kill(entireProcessTree: true);
            await running.WaitForExitAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task ReadyAsync()
    {
        using var client = new HttpClient { BaseAddress = BaseAddress };
        using var timeout = new CancellationTokenSource(s_startsWithin);
        using var poll = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (await poll.WaitForNextTickAsync(timeout.Token))
        {
            if (_process!.HasExited)
            {
                throw new InvalidOperationException($"The portal ended with code {_process.ExitCode}:\n{Output}");
            }

            try
            {
                using var answer = await client.GetAsync(new Uri("/readyz", UriKind.Relative), timeout.Token);
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

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        lock (_output)
        {
            _output.AppendLine(line.Data);
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string Metadata(string key) =>
        typeof(PortalProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}
