using System.Diagnostics;
using Atlas.KmsPortal.Tests.Simulator.Api;

namespace Atlas.KmsPortal.Tests.Hosting;

/// <summary>The portal's program in Production, run until it ends by itself, on a folder of its own.</summary>
internal sealed class PortalCommand : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("kms-portal-start-");

    public string Database => Path.Combine(_folder.FullName, "portal.db");

    public string Keys => Path.Combine(_folder.FullName, "keys");

    /// <param name="settings">Over those that it would start with.</param>
    public Task<(int ExitCode, string Output)> RunAsync(params (string Key, string Value)[] settings) => RunAsync([], settings);

    public async Task<(int ExitCode, string Output)> RunAsync(string[] arguments, params (string Key, string Value)[] settings)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(Program).Assembly.Location, .. arguments])
        {
            WorkingDirectory = ApiHost.RepositoryRoot(),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        start.Environment["ConnectionStrings__Portal"] = $"Data Source={Database}";
        start.Environment["DataProtection__KeysFolder"] = Keys;
        start.Environment["Portal__Admin__Email"] = "you@example.com";
        start.Environment["Portal__Admin__Password"] = "a long passphrase";
        foreach (var (key, value) in settings)
        {
            start.Environment[key] = value;
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output + await errors);
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
