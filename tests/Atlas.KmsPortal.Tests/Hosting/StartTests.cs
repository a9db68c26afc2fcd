using System.Net;
using System.Net.Sockets;
using Microsoft.Data.Sqlite;

namespace Atlas.KmsPortal.Tests.Hosting;

/// <summary>A start that cannot succeed, as whoever started the process sees it.</summary>
public sealed class StartTests : IDisposable
{
    private readonly PortalCommand _portal = new();

    [Theory]
    [InlineData("Portal__Admin__Email", "", "Portal:Admin:Email is not set")]
    [InlineData("Simulator__Timing", "Slow", "Simulator:Timing is not known")]
    [InlineData("Simulator__Tick", "soon", "'soon' at 'Simulator:Tick'")]
    [InlineData("Atlas__Mode", "Elsewhere", "Atlas:Mode is 'Elsewhere'")]
    [InlineData("ForwardedHeaders__KnownProxies", "nginx", "ForwardedHeaders:KnownProxies holds 'nginx'")]
    [InlineData("AdminApi__IpAccessList", "home", "AdminApi:IpAccessList holds 'home'")]
    [InlineData("DataProtection__KeysFolder", "/proc/kms/keys", "Check DataProtection:KeysFolder")]
    [InlineData("ConnectionStrings__Portal", "Data Source=/proc/kms/portal.db", "Check ConnectionStrings:Portal")]
    [InlineData("ConnectionStrings__Portal", "Data Source=/proc/portal.db", "The database /proc/portal.db cannot be opened")]
    public async Task What_stops_the_start_is_one_line_and_exit_code_1(string key, string value, string cause)
    {
        var ended = await _portal.RunAsync((key, value));

        AssertStopped(ended, cause);
    }

    [Fact]
    public async Task A_port_that_cannot_be_had_is_one_line_and_exit_code_1()
    {
        using var occupant = new TcpListener(IPAddress.Loopback, 0);
        occupant.Start();

        var ended = await _portal.RunAsync(("ASPNETCORE_URLS", $"http://{occupant.LocalEndpoint}"));

        AssertStopped(ended, "address already in use");
    }

    [Fact]
    public async Task A_database_that_another_process_has_locked_is_named()
    {
        await using var other = new SqliteConnection($"Data Source={_portal.Database};Pooling=False");
        await other.OpenAsync(TestContext.Current.CancellationToken);
        await using var held = await other.BeginTransactionAsync(TestContext.Current.CancellationToken);

        var ended = await _portal.RunAsync();

        AssertStopped(ended, $"The database {_portal.Database} is locked by another process. End that process");
    }

    [Fact]
    public async Task A_damaged_protection_key_is_named()
    {
        var key = Path.Combine(Directory.CreateDirectory(_portal.Keys).FullName, "key-1.xml");
        await File.WriteAllTextAsync(key, "<key", TestContext.Current.CancellationToken);

        var ended = await _portal.RunAsync();

        AssertStopped(ended, $"{key} is damaged");
    }

    [Fact]
    public async Task A_password_is_not_set_in_a_database_that_is_not_there()
    {
        var ended = await _portal.RunAsync(["--set-password", "you@example.com"]);

        Assert.Equal((1, $"There is no database {_portal.Database}. Check ConnectionStrings:Portal, or start the portal once.\n"), ended);
        Assert.False(File.Exists(_portal.Database));
    }

    public void Dispose() => _portal.Dispose();

    private static void AssertStopped((int ExitCode, string Output) ended, string cause)
    {
        Assert.Equal(1, ended.ExitCode);
        var line = Assert.Single(ended.Output.Split('\n'), line => line.Contains("The portal cannot start", StringComparison.Ordinal));
        Assert.Contains(cause, line, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", ended.Output, StringComparison.Ordinal);
    }
}
