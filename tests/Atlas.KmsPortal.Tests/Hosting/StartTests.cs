using System.Diagnostics;
using Atlas.KmsPortal.Tests.Simulator.Api;

namespace Atlas.KmsPortal.Tests.Hosting;

/// <summary>A start that cannot succeed, as whoever started the process sees it.</summary>
public sealed class StartTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("kms-portal-start-");

    [Theory]
    [InlineData("Portal__Admin__Email", "", "Portal:Admin:Email is not set")]
    [InlineData("Simulator__Timing", "Slow", "Simulator:Timing is not known")]
    [InlineData("ConnectionStrings__Portal", "Data Source=/proc/portal.db", "The database /proc/portal.db cannot be opened")]
    public async Task What_stops_the_start_is_one_line_and_exit_code_1(string key, string value, string cause)
    {
        var (exitCode, output) = await RunAsync(key, value);

        Assert.Equal(1, exitCode);
        var line = Assert.Single(output.Split('\n'), line => line.Contains("The portal cannot start", StringComparison.Ordinal));
        Assert.Contains(cause, line, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Delete(recursive: true);

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
        start.Environment[key] = value;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output + await errors);
    }
}
