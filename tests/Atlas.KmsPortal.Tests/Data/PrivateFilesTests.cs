using Atlas.KmsPortal.Tests.Simulator.Api;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Atlas.KmsPortal.Tests.Data;

/// <summary>Other accounts of the machine read neither the database nor the keys to it.</summary>
public sealed class PrivateFilesTests
{
    private const UnixFileMode OwnFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    [Fact]
    public async Task Whatever_a_start_creates_is_the_portal_s_own()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows takes rights from the folder above.");
        }

        await using var host = new Host();
        host.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("any").Protect("any");

        string[] files =
        [
            "portal.db",
            "portal.db-wal",
            "portal.db-shm",
            .. host.Keys.Select(Path.GetFileName).Select(key => "keys/" + key),
        ];

        Assert.True(files.Length > 3);
        Assert.All(files, file => Assert.Equal((file, OwnFile), (file, ModeOf(Path.Combine(host.Data, file)))));
        Assert.All(
            [host.Data, Path.Combine(host.Data, "keys"), Path.GetDirectoryName(host.Data)!],
            folder => Assert.Equal((folder, OwnFile | UnixFileMode.UserExecute), (folder, ModeOf(folder)))
        );
    }

    private static UnixFileMode ModeOf(string path) => OperatingSystem.IsWindows() ? default : File.GetUnixFileMode(path);

    private sealed class Host : ApiHost
    {
        private readonly string _root = Directory.CreateTempSubdirectory("kms-portal-modes-").FullName;

        public string Data => Path.Combine(_root, "of", "ours");

        public string[] Keys => Directory.GetFiles(Path.Combine(Data, "keys"));

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.UseSetting("ConnectionStrings:Portal", $"Data Source={Path.Combine(Data, "portal.db")}");
        }

        protected override void Dispose(bool disposing)
        {
            base.Dispose(disposing);
            if (disposing && Directory.Exists(_root))
            {
                Directory.Delete(_root, recursive: true);
            }
        }
    }
}
