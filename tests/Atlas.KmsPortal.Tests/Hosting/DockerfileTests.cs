using System.Diagnostics;
using Atlas.KmsPortal.Tests.Simulator.Api;

namespace Atlas.KmsPortal.Tests.Hosting;

/// <summary>What a container is built from, without a container engine.</summary>
public sealed class DockerfileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("kms-portal-image-");

    /// <summary>
    /// The image restores before the pages are copied, so that this layer is kept while they change. Where the SDK sees no page, it leaves
    /// out the package with Blazor's script, and every page of the image stays dead.
    /// </summary>
    [Fact]
    public async Task What_is_copied_before_the_restore_restores_the_script_of_the_pages()
    {
        await CopyWhatIsThereBeforeTheRestoreAsync();

        var (exitCode, output) = await RestoreAsync();

        Assert.True(exitCode == 0, output);
        var assets = Path.Combine(_folder.FullName, "src", "Atlas.KmsPortal", "obj", "project.assets.json");
        Assert.Contains(
            "Microsoft.AspNetCore.App.Internal.Assets/",
            await File.ReadAllTextAsync(assets, TestContext.Current.CancellationToken),
            StringComparison.Ordinal
        );
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private async Task CopyWhatIsThereBeforeTheRestoreAsync()
    {
        var root = ApiHost.RepositoryRoot();
        var lines = await File.ReadAllLinesAsync(Path.Combine(root, "Dockerfile"), TestContext.Current.CancellationToken);
        var copies = lines
            .TakeWhile(line => !line.Contains("dotnet restore", StringComparison.Ordinal))
            .Where(line => line.StartsWith("COPY ", StringComparison.Ordinal));
        foreach (var copy in copies.Select(line => line.Split(' ')[1..]))
        {
            var target = _folder.CreateSubdirectory(copy[^1]);
            foreach (var file in copy[..^1])
            {
                File.Copy(Path.Combine(root, file), Path.Combine(target.FullName, Path.GetFileName(file)));
            }
        }
    }

    private async Task<(int ExitCode, string Output)> RestoreAsync()
    {
        var start = new ProcessStartInfo("dotnet", ["restore", "src/Atlas.KmsPortal"])
        {
            WorkingDirectory = _folder.FullName,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, output);
    }
}
