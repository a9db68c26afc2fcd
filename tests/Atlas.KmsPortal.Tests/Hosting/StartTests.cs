using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Atlas.KmsPortal.Tests.Simulator.Api;

namespace Atlas.KmsPortal.Tests.Hosting;

/// <summary>A start that cannot succeed, as whoever started the process sees it.</summary>
public sealed class StartTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("kms-portal-start-");

    [Theory]
    [InlineData("Portal__Admin__Email", "", "Portal:Admin:Email is not set")]
    [InlineData("Simulator__Timing", "Slow", "Simulator:Timing is not known")]
    [InlineData("Simulator__Tick", "soon", "'soon' at 'Simulator:Tick'")]
    [InlineData("Atlas__Mode", "Elsewhere", "Atlas:Mode is 'Elsewhere'")]
    [InlineData("ForwardedHeaders__KnownProxies", "nginx", "ForwardedHeaders:KnownProxies holds 'nginx'")]
    [InlineData("AdminApi__IpAccessList", "home", "AdminApi:IpAccessList holds 'home'")]
    [InlineData("DataProtection__KeysFolder", "/proc/kms/keys", "Check DataProtection:KeysFolder")]
    [InlineData("ConnectionStrings__Portal", "Data Source=/proc/kms/portal.db", "Check ConnectionStrings:Portal")]
    [InlineData("ConnectionStrings__Portal", "Data Source=/proc/portal.db", "The database /proc/portal.db cannot be created")]
    public async Task What_stops_the_start_is_one_line_and_exit_code_1(string key, string value, string cause)
    {
        var (exitCode, output) = await RunAsync(key, value);

        AssertStopped(cause, exitCode, output);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
    }

    /// <summary>Here the web server tells its whole story before.</summary>
    [Fact]
    public async Task A_port_that_cannot_be_had_ends_with_one_line_and_exit_code_1()
    {
        using var occupant = new TcpListener(IPAddress.Loopback, 0);
        occupant.Start();

        var (exitCode, output) = await RunAsync("ASPNETCORE_URLS", $"http://{occupant.LocalEndpoint}");

        AssertStopped("address already in use", exitCode, output);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static void AssertStopped(string cause, int exitCode, string output)
    {
        Assert.Equal(1, exitCode);
        var line = Assert.Single(output.Split('\n'), line => line.Contains("The portal cannot start", StringComparison.Ordinal));
        Assert.Contains(cause, line, StringComparison.Ordinal);
    }

    private async Task<(int ExitCode, string Output)> RunAsync(string key, string value)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(Program).Assembly.Location])
        {
            WorkingDirectory = ApiHost.RepositoryRoot(),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        start.Environment["ConnectionStrings__Portal"] = $"Data Source={Path.Combine(_folder.FullName, "portal.db")}";
        start.Environment["DataProtection__KeysFolder"] = Path.Combine(_folder.FullName, "keys");
        start.Environment["Portal__Admin__Email"] = "you@example.com";
        start.Environment["Portal__Admin__Password"] = "a long passphrase";
        start.Environment[key] = value;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output + await errors);
    }
}
