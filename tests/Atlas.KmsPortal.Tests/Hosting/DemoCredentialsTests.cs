using System.Text.RegularExpressions;
using Atlas.KmsPortal.Simulator.Api;
using Atlas.KmsPortal.Tests.Accounts;
using Atlas.KmsPortal.Tests.Simulator.Api;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Data.Sqlite;

namespace Atlas.KmsPortal.Tests.Hosting;

/// <summary>What everybody knows opens a portal in Development, and no other.</summary>
public sealed partial class DemoCredentialsTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("kms-portal-demo-");

    [Fact]
    public async Task Outside_Development_the_demo_world_comes_with_secrets_that_are_written_down_once()
    {
        await using (var first = new Host(_folder, "Production", demoWorld: true))
        {
            await KnowsNoPublishedSecretAsync(first);
            var path = Path.Combine(_folder.FullName, "demo-credentials.txt");
            var secrets = Secrets(await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));
            Assert.Equal(3, secrets.Distinct().Count());
            Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(path) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
            Assert.Contains(path, first.Log.Text, StringComparison.Ordinal);
            Assert.All(secrets, secret => Assert.DoesNotContain(secret, first.Log.Text, StringComparison.Ordinal));

            (await first.Client("kmsowner", secrets[0]).GetAsync($"/groups/{Demo.Payments}")).Ok();
            (await first.Client("kmsreads", secrets[1]).GetAsync($"/groups/{Demo.Payments}")).Ok();
            Assert.Equal(200, await TokenStatusAsync(first, secrets[2]));
            File.Delete(path);
        }

        await using var second = new Host(_folder, "Production", demoWorld: true);
        Assert.Empty(_folder.GetFiles("demo-credentials*"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_database_that_leaves_Development_leaves_behind_what_everybody_knows(bool demoWorld)
    {
        string token;
        await using (var development = new Host(_folder, "Development", demoWorld: null))
        {
            token = await development.TokenAsync();
            (await development.Owner().GetAsync("/groups")).Ok();
        }

        await using var production = new Host(_folder, "Production", demoWorld);

        await KnowsNoPublishedSecretAsync(production);
        using var bearer = new HttpClient { BaseAddress = production.Address };
        bearer.DefaultRequestHeaders.Authorization = new("Bearer", token);
        (await new ApiClient(bearer).GetAsync("/groups")).Refused(401, "USER_UNAUTHORIZED");
        using var admin = await SignedInBrowser.OpenAsync(production.Address, "you@example.com", "a long passphrase");
        Assert.Equal(demoWorld, File.Exists(Path.Combine(_folder.FullName, "demo-credentials.txt")));
        Assert.Equal((2, 3), (Told(production, "PORTAL_ACCOUNT_DELETED"), Told(production, "API_KEY_DELETED")));
    }

    [Fact]
    public async Task Without_a_demo_world_there_is_nothing_to_know()
    {
        await using var host = new Host(_folder, "Production", demoWorld: null);

        await KnowsNoPublishedSecretAsync(host);
        Assert.Empty(_folder.GetFiles("demo-credentials*"));
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }

    private static async Task KnowsNoPublishedSecretAsync(Host host)
    {
        (await host.Owner().GetAsync("/groups")).Refused(401, "USER_UNAUTHORIZED");
        (await host.Reader().GetAsync("/groups")).Refused(401, "USER_UNAUTHORIZED");
        Assert.Equal(401, await TokenStatusAsync(host, DemoCredentials.ServiceAccountSecret));
        foreach (var (email, password) in new[] { ("owner@acme.example", "Owner-demo-1"), ("reader@acme.example", "Reader-demo-1") })
        {
            using var browser = SignedInBrowser.Stranger(host.Address);
            using var answer = await browser.SignInAsync(email, password);
            Assert.Equal(200, (int)answer.StatusCode);
            Assert.False(await browser.IsInAsync());
            using var demo = await browser.SignInDemoAsync(email);
            Assert.False(await browser.IsInAsync());
        }

        using var visitor = SignedInBrowser.Stranger(host.Address);
        Assert.DoesNotContain("demo", await visitor.TextOfAsync("/sign-in"), StringComparison.OrdinalIgnoreCase);
        using var owner = await SignedInBrowser.OpenAsync(host.Address, "you@example.com", "a long passphrase");
        var page = await owner.TextOfAsync("/simulator");
        Assert.DoesNotContain(DemoCredentials.OwnerPrivateKey, page, StringComparison.Ordinal);
        Assert.DoesNotContain(DemoCredentials.ServiceAccountSecret, page, StringComparison.Ordinal);
    }

    private static int Told(Host host, string eventType)
    {
        using var database = new SqliteConnection(host.ConnectionString);
        database.Open();
        using var command = database.CreateCommand();
        command.CommandText = """SELECT COUNT(*) FROM "Audit" WHERE "EventType" = @type AND "Actor" = 'Portal'""";
        command.Parameters.AddWithValue("@type", eventType);
        return Convert.ToInt32(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture);
    }

    private static async Task<int> TokenStatusAsync(Host host, string secret)
    {
        using var client = new HttpClient { BaseAddress = host.Address };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/oauth/token")
        {
            Content = new FormUrlEncodedContent([new("grant_type", "client_credentials")]),
        };
        request.Headers.Authorization = ApiHost.Basic(DemoCredentials.ServiceAccount, secret);
        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return (int)answer.StatusCode;
    }

    private static IReadOnlyList<string> Secrets(string text) => [.. SecretLine().Matches(text).Select(line => line.Groups["value"].Value)];

    [GeneratedRegex("(?:private key|secret) +(?<value>[0-9A-Za-z_-]{30,})", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SecretLine();

    private sealed class Host(DirectoryInfo folder, string environment, bool? demoWorld) : ApiHost(folder.FullName, keepsFolder: true)
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.UseEnvironment(environment);
            builder.UseSetting("Logging:LogLevel:Default", "Information");
            builder.UseSetting("Portal:Admin:Email", "you@example.com");
            builder.UseSetting("Portal:Admin:Password", "a long passphrase");
            if (demoWorld is { } wanted)
            {
                builder.UseSetting("Simulator:DemoWorld", wanted.ToString());
            }
        }
    }
}
