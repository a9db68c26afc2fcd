using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Atlas.KmsPortal.Encryption;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace Atlas.KmsPortal.Tests.Simulator.Api;

/// <summary>
/// How fast the API is beside the least that could do the same: a bare Kestrel handler over raw SQLite. Not part of the test run;
/// <c>dotnet run -c Release --project tests/Atlas.KmsPortal.Tests -- -explicit only -class "*ApiBenchmark" -showLiveOutput</c> prints the table.
/// </summary>
public sealed class ApiBenchmark(ITestOutputHelper output)
{
    private const int Clients = 8;
    private const int Listed = 20;
    private static readonly TimeSpan s_warmUp = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_measured = TimeSpan.FromSeconds(5);

    [Fact(Explicit = true)]
    public async Task List_and_create_beside_a_bare_handler()
    {
        using var host = new ApiHost();
        var owner = await host.ServiceAccountAsync();
        var listPath = Demo.Endpoints(await Demo.NewPrivateGroupAsync(owner));
        foreach (var region in Regions().Take(Listed))
        {
            (await owner.PostAsync(listPath, new { regionName = region })).Ok(202);
        }

        await using var bare = await BareHost.StartAsync(host.ConnectionString, listPath.Split('/')[2]);

        output.WriteLine($"{"", -34}{"requests/s", 12}{"p50 ms", 10}{"p99 ms", 10}{"ratio", 8}");
        var bareList = await RunAsync("bare: list of 20", _ => GetAsync(bare.Client, "/list"));
        await RunAsync("list of 20, bearer", _ => GetAsync(owner.Http, ApiClient.Root + listPath), bareList);
        var signer = new Signer(host);
        await RunAsync("list of 20, digest, nonce reused", n => signer.GetAsync(ApiClient.Root + listPath, n), bareList);

        var bareCreate = await RunAsync("bare: durable insert", _ => PostAsync(bare.Client, "/create", "EUROPE_WEST"));
        var places = await PlacesAsync(owner, 400);
        var next = -1;
        await RunAsync(
            "durable create of an endpoint",
            _ =>
            {
                var (path, region) = places[Interlocked.Increment(ref next)];
                return PostAsync(owner.Http, ApiClient.Root + path, region);
            },
            bareCreate,
            most: places.Count
        );
    }

    private async Task<double> RunAsync(string name, Func<int, Task> call, double? beside = null, int most = int.MaxValue)
    {
        await LoopAsync(call, most == int.MaxValue ? s_warmUp : s_warmUp / 2, []);
        var times = new List<double>();
        var clock = Stopwatch.StartNew();
        await LoopAsync(call, s_measured, times);
        var rate = times.Count / clock.Elapsed.TotalSeconds;
        times.Sort();
        var ratio = beside is { } other ? $"{rate / other, 8:0.00}" : "";
        output.WriteLine($"{name, -34}{rate, 12:0}{times[times.Count / 2], 10:0.00}{times[(int)(times.Count * 0.99)], 10:0.00}{ratio}");
        return rate;
    }

    private static Task LoopAsync(Func<int, Task> call, TimeSpan duration, List<double> times)
    {
        var end = Stopwatch.GetTimestamp() + (long)(duration.TotalSeconds * Stopwatch.Frequency);
        return Task.WhenAll(
            Enumerable
                .Range(0, Clients)
                .Select(client =>
                    Task.Run(async () =>
                    {
                        var own = new List<double>();
                        while (Stopwatch.GetTimestamp() < end)
                        {
                            var start = Stopwatch.GetTimestamp();
                            await call(client);
                            own.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                        }

                        lock (times)
                        {
                            times.AddRange(own);
                        }
                    })
                )
        );
    }

    private static async Task GetAsync(HttpClient client, string path)
    {
        using var response = await client.GetAsync(new Uri(path, UriKind.Relative));
        response.EnsureSuccessStatusCode();
        await response.Content.ReadAsByteArrayAsync();
    }

    private static async Task PostAsync(HttpClient client, string path, string region)
    {
        using var content = new StringContent($"{{\"regionName\":\"{region}\"}}", Encoding.UTF8, "application/json");
        using var response = await client.PostAsync(new Uri(path, UriKind.Relative), content);
        response.EnsureSuccessStatusCode();
        await response.Content.ReadAsByteArrayAsync();
    }

    /// <summary>Project by project, region by region: each place takes one endpoint.</summary>
    private static async Task<List<(string Path, string Region)>> PlacesAsync(ApiClient owner, int projects)
    {
        var places = new List<(string, string)>();
        for (var project = 0; project < projects; project++)
        {
            var path = Demo.Endpoints(await Demo.NewPrivateGroupAsync(owner));
            places.AddRange(Regions().Select(region => (path, region)));
        }

        return places;
    }

    private static IEnumerable<string> Regions() =>
        RegionCatalogue.WithPrivateEndpoints(CloudProvider.Azure).Select(region => region.Name).Take(50);

    /// <summary>Signs with one nonce a client and a growing count, as curl does on a kept connection.</summary>
    private sealed class Signer(ApiHost host)
    {
        private readonly HttpClient[] _clients = [.. Enumerable.Range(0, Clients).Select(_ => host.Anonymous().Http)];
        private readonly string?[] _nonces = new string?[Clients];
        private readonly int[] _counts = new int[Clients];

        public async Task GetAsync(string uri, int client)
        {
            while (true)
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, uri);
                if (_nonces[client] is { } nonce)
                {
                    request.Headers.TryAddWithoutValidation("Authorization", Sign(nonce, ++_counts[client], uri));
                }

                using var response = await _clients[client].SendAsync(request);
                await response.Content.ReadAsByteArrayAsync();
                if (response.IsSuccessStatusCode)
                {
                    return;
                }

                _nonces[client] = response.Headers.GetValues("WWW-Authenticate").First().Split("nonce=\"")[1].Split('"')[0];
                _counts[client] = 0;
            }
        }

        private static string Sign(string nonce, int count, string uri)
        {
            const Atlas.KmsPortal.AdminApi.DigestAlgorithm md5 = Atlas.KmsPortal.AdminApi.DigestAlgorithm.Md5;
            var ha1 = Atlas.KmsPortal.AdminApi.DigestArithmetic.Secret(
                md5,
                Atlas.KmsPortal.Simulator.Api.DemoCredentials.OwnerKey,
                "MMS Public API",
                Atlas.KmsPortal.Simulator.Api.DemoCredentials.OwnerPrivateKey
            );
            var nc = count.ToString("x8");
            var response = Atlas.KmsPortal.AdminApi.DigestArithmetic.Response(md5, ha1, nonce, nc, "c", "GET", uri);
            return $"Digest username=\"{Atlas.KmsPortal.Simulator.Api.DemoCredentials.OwnerKey}\", realm=\"MMS Public API\", nonce=\"{nonce}\", uri=\"{uri}\", algorithm=MD5, qop=auth, nc={nc}, cnonce=\"c\", response=\"{response}\"";
        }
    }

    /// <summary>Kestrel, a handler, a connection.</summary>
    private sealed class BareHost(WebApplication app, HttpClient client, string folder) : IAsyncDisposable
    {
        public HttpClient Client => client;

        public static async Task<BareHost> StartAsync(string connectionString, string projectId)
        {
            var folder = Directory.CreateTempSubdirectory("kms-portal-bare-").FullName;
            var own = $"Data Source={Path.Combine(folder, "bare.db")}";
            using (var database = Open(own))
            {
                Run(database, "CREATE TABLE Endpoint (Id TEXT PRIMARY KEY, Project TEXT, Region TEXT, Status TEXT, At INTEGER)");
            }

            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            var app = builder.Build();
            app.MapGet("/list", context => ListAsync(context, connectionString, projectId));
            var writer = new SemaphoreSlim(1);
            app.MapPost("/create", context => CreateAsync(context, own, writer));
            await app.StartAsync();
            return new BareHost(app, new HttpClient { BaseAddress = new Uri(app.Urls.First()) }, folder);
        }

        public async ValueTask DisposeAsync()
        {
            client.Dispose();
            await app.DisposeAsync();
            SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }

        private static async Task ListAsync(HttpContext context, string connectionString, string projectId)
        {
            var list = new List<object>();
            using (var database = Open(connectionString))
            {
                using var command = database.CreateCommand();
                command.CommandText =
                    "SELECT Id, Region, Status, ConnectionName, ErrorMessage FROM PrivateEndpoints WHERE ProjectId = $project ORDER BY CreatedAt";
                command.Parameters.AddWithValue("$project", projectId);
                using var rows = command.ExecuteReader();
                while (rows.Read())
                {
                    list.Add(
                        new
                        {
                            id = rows.GetString(0),
                            regionName = rows.GetString(1),
                            status = rows.GetString(2),
                            privateEndpointConnectionName = rows.IsDBNull(3) ? null : rows.GetString(3),
                        }
                    );
                }
            }

            await context.Response.WriteAsJsonAsync(new { results = list, totalCount = list.Count });
        }

        private static async Task CreateAsync(HttpContext context, string connectionString, SemaphoreSlim writer)
        {
            var body = await JsonSerializer.DeserializeAsync<JsonElement>(context.Request.Body);
            var id = Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(12));
            await writer.WaitAsync();
            try
            {
                using var database = Open(connectionString);
                using var command = database.CreateCommand();
                command.CommandText = "INSERT INTO Endpoint VALUES ($id, 'p', $region, 'INITIATING', 0)";
                command.Parameters.AddWithValue("$id", id);
                command.Parameters.AddWithValue("$region", body.GetProperty("regionName").GetString());
                command.ExecuteNonQuery();
            }
            finally
            {
                writer.Release();
            }

            context.Response.StatusCode = 202;
            await context.Response.WriteAsJsonAsync(new { id, status = "INITIATING" });
        }

        private static SqliteConnection Open(string connectionString)
        {
            var connection = new SqliteConnection(connectionString);
            connection.Open();
            Run(connection, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;");
            return connection;
        }

        private static void Run(SqliteConnection connection, string sql)
        {
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            command.ExecuteNonQuery();
        }
    }
}
