using System.Diagnostics;
using System.Reflection;

namespace Atlas.KmsPortal.Benchmarks.Apps;

/// <summary>What is run: the portal and the template, each published once in a folder of this run.</summary>
internal sealed class Published(string folder, string? portal)
{
    private const string TemplateName = "Template";
    private static readonly TimeSpan s_publishesWithin = TimeSpan.FromMinutes(5);
    private readonly Lazy<Task<string>> _portal = new(() => PortalAsync(folder, portal));
    private readonly Lazy<Task<string>> _template = new(() => TemplateAsync(folder));

    /// <summary>A folder below the run's own that nobody else uses.</summary>
    public string NewFolder() => Directory.CreateDirectory(Path.Combine(folder, Guid.NewGuid().ToString("n"))).FullName;

    /// <returns>The portal's assembly.</returns>
    public Task<string> PortalAsync() => _portal.Value;

    /// <returns>The assembly of a plain, all interactive <c>dotnet new blazor</c>.</returns>
    public Task<string> TemplateAsync() => _template.Value;

    private static async Task<string> PortalAsync(string folder, string? portal)
    {
        var target = portal is null ? Path.Combine(folder, "portal") : Path.GetFullPath(portal);
        if (portal is null)
        {
            var project = Path.Combine(RepositoryRoot(), "src", "Atlas.KmsPortal");
            await DotnetAsync(RepositoryRoot(), "publish", project, "-c", "Release", "-o", target);
        }

        return Path.Combine(target, "Atlas.KmsPortal.dll");
    }

    private static async Task<string> TemplateAsync(string folder)
    {
        var (source, target) = (Path.Combine(folder, TemplateName), Path.Combine(folder, "template"));
        await DotnetAsync(folder, "new", "blazor", "-int", "Server", "-ai", "--no-restore", "-n", TemplateName, "-o", source);
        await DotnetAsync(source, "publish", source, "-c", "Release", "-o", target);
        return Path.Combine(target, $"{TemplateName}.dll");
    }

    private static async Task DotnetAsync(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        // A build that leaves its servers behind would take time from what is measured next.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["UseSharedCompilation"] = "false";
        using var process = Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start.");
        using var timeout = new CancellationTokenSource(s_publishesWithin);
        try
        {
            var output = await process.StandardOutput.ReadToEndAsync(timeout.Token);
            await process.WaitForExitAsync(timeout.Token);
            if (process.ExitCode != 0)
            {
                throw new InvalidOperationException($"dotnet {string.Join(' ', arguments)} failed:\n{output}");
            }
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    private static string RepositoryRoot() =>
        typeof(Published)
            .Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(attribute => attribute.Key == "RepositoryRoot")
            .Value!;
}
