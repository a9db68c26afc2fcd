using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Atlas.KmsPortal.Hostile;

/// <summary>The portal as a process of its own, which is killed when it is disposed.</summary>
internal sealed class HostilePortal : IAsyncDisposable
{
    private static readonly TimeSpan s_startsWithin = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan s_askAgainAfter = TimeSpan.FromMilliseconds(20);
    private readonly StringBuilder _output = new();
    private readonly Process _process;
    private readonly HttpClient _client;

    /// <param name="folder">Where its database and keys are.</param>
    public HostilePortal(string assembly, string contentRoot, string folder)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        var start = new ProcessStartInfo("dotnet", [assembly])
        {
            WorkingDirectory = contentRoot,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment["ASPNETCORE_URLS"] = address.ToString();
        start.Environment["ConnectionStrings__Portal"] = $"Data Source={Path.Combine(folder, "portal.db")}";
        _process = Process.Start(start) ?? throw new InvalidOperationException("The portal did not start.");
        _process.OutputDataReceived += Keep;
        _process.ErrorDataReceived += Keep;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();

        // The demo world's key; the README has it.
        var owner = new NetworkCredential("kmsowner", "5b6d2f0e-0000-4000-8000-00000000a001");
        var handler = new SocketsHttpHandler { Credentials = new CredentialCache { { address, "Digest", owner } } };
        _client = new HttpClient(handler) { BaseAddress = address };
    }

    /// <summary>Everything that it wrote.</summary>
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

    /// <returns>False when it ended, or takes too long.</returns>
    public async Task<bool> IsReadyAsync(CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        while (!_process.HasExited && Stopwatch.GetElapsedTime(began) < s_startsWithin)
        {
            try
            {
                using var answer = await _client.GetAsync(new Uri("/readyz", UriKind.Relative), cancellationToken);
                if (answer.StatusCode is HttpStatusCode.OK)
                {
                    return true;
                }
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }

            await Task.Delay(s_askAgainAfter, cancellationToken);
        }

        return false;
    }

    public Task<HttpResponseMessage> GetAsOwnerAsync(string path, CancellationToken cancellationToken) =>
        _client.GetAsync(new Uri(path, UriKind.Relative), cancellationToken);

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
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
}
