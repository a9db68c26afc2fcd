using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Atlas.KmsPortal.Data;
using Atlas.KmsPortal.Simulator;
using Atlas.KmsPortal.Simulator.Api;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Atlas.KmsPortal.Tests.Simulator.Api;

/// <summary>The whole portal on a port of its own, with the demo world in a database of its own, and time that stands still until moved.</summary>
public class ApiHost : WebApplicationFactory<Program>
{
    private readonly string _folder;
    private readonly bool _keepsFolder;

    public ApiHost()
        : this(Directory.CreateTempSubdirectory("kms-portal-api-").FullName, keepsFolder: false) { }

    /// <param name="folder">With a database and its keys; it goes with the host.</param>
    protected ApiHost(DirectoryInfo folder)
        : this(folder.FullName, keepsFolder: false) { }

    /// <summary>A second process on the same database and keys.</summary>
    protected ApiHost(ApiHost first)
        : this(first._folder, keepsFolder: true) { }

    /// <param name="keepsFolder">Whether somebody else clears the folder.</param>
    protected ApiHost(string folder, bool keepsFolder)
    {
        (_folder, _keepsFolder) = (folder, keepsFolder);
        UseKestrel(0);
        StartServer();
    }

    /// <summary>A second process on the same database and keys.</summary>
    public ApiHost Another() => new(this);

    public Uri Address => ClientOptions.BaseAddress;

    public string DatabasePath => Path.Combine(_folder, "portal.db");

    public string KeysFolder => Path.Combine(_folder, "keys");

    public string ConnectionString => $"Data Source={DatabasePath}";

    /// <summary>What was logged, from <c>Logging:LogLevel:Default</c> on.</summary>
    internal KeptLog Log { get; } = new();

    internal SimulatorControls Controls => Services.GetRequiredService<SimulatorControls>();

    protected virtual IEnumerable<(string Key, string Value)> Settings => [];

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseContentRoot(RepositoryRoot());
        builder.UseEnvironment("Development");
        builder.UseSetting("ConnectionStrings:Portal", ConnectionString);
        builder.UseSetting("Simulator:Timing", "Instant");
        // Nothing happens by itself: tests let it happen.
        builder.UseSetting("Simulator:Tick", "01:00:00");
        builder.UseSetting("Logging:LogLevel:Default", "Error");
        builder.ConfigureLogging(logging => logging.AddProvider(Log));
        foreach (var (key, value) in Settings)
        {
            builder.UseSetting(key, value);
        }
    }

    protected override IHost CreateHost(IHostBuilder builder)
    {
        var host = base.CreateHost(builder);
        host.Services.GetRequiredService<DatabaseReady>().WaitAsync(CancellationToken.None).GetAwaiter().GetResult();
        return host;
    }

    /// <summary>Lets everything happen that is due.</summary>
    public Task SettleAsync() => Controls.SettleAsync(TestContext.Current.CancellationToken);

    /// <summary>Lets each thing that is due take one step.</summary>
    public Task TickAsync() => Services.GetRequiredService<SimulatorEngine>().TickAsync(TestContext.Current.CancellationToken);

    /// <summary>Signs with .NET's own digest.</summary>
    public ApiClient Owner() => Client(DemoCredentials.OwnerKey, DemoCredentials.OwnerPrivateKey);

    public ApiClient Reader() => Client(DemoCredentials.ReaderKey, DemoCredentials.ReaderPrivateKey);

    public ApiClient Client(string publicKey, string privateKey)
    {
        var handler = new SocketsHttpHandler
        {
            Credentials = new System.Net.CredentialCache { { Address, "Digest", new System.Net.NetworkCredential(publicKey, privateKey) } },
        };
        return new ApiClient(new HttpClient(handler) { BaseAddress = Address });
    }

    public ApiClient Anonymous() => new(new HttpClient { BaseAddress = Address });

    /// <summary>A service account's client, with a token as the SDKs get it.</summary>
    public async Task<ApiClient> ServiceAccountAsync()
    {
        var client = new HttpClient { BaseAddress = Address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await TokenAsync());
        return new ApiClient(client);
    }

    public Task<string> TokenAsync() => TokenAsync(DemoCredentials.ServiceAccount, DemoCredentials.ServiceAccountSecret);

    public async Task<string> TokenAsync(string serviceAccount, string secret)
    {
        using var client = new HttpClient { BaseAddress = Address };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/oauth/token")
        {
            Content = new FormUrlEncodedContent([new("grant_type", "client_credentials")]),
        };
        request.Headers.Authorization = Basic(serviceAccount, secret);
        using var response = await client.SendAsync(request);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("access_token").GetString()!;
    }

    public static AuthenticationHeaderValue Basic(string id, string secret) =>
        new("Basic", Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"{id}:{secret}")));

    public static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Atlas.KmsPortal.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The solution is not above the tests.");
        }

        return folder.FullName;
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing && !_keepsFolder && Directory.Exists(_folder))
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            try
            {
                Directory.Delete(_folder, recursive: true);
            }
            catch (IOException)
            {
                // The worker, on its way out, may write once more; the temporary folder is then the system's to clear.
            }
        }
    }
}
