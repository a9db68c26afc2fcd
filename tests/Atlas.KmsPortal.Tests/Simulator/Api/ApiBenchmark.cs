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
    private const int Turns = 8;
    private static readonly TimeSpan s_turn = TimeSpan.FromSeconds(0.8);

    [Fact(Explicit = true)]
    public async Task List_and_create_beside_a_bare_handler()
    {
        using var host = new ApiHost();
        var owner = await host.ServiceAccountAsync();
        var listed = await WithEndpointsAsync(owner);
        var signed = await WithEndpointsAsync(host.Owner());
        var places = await PlacesAsync(owner, 600);
        var signer = new Signer(host);
        await using var bare = await BareHost.StartAsync(host.ConnectionString, listed.Split('/')[2]);
        Func<int, Task> list = _ => GetAsync(bare.Client, "/list");

        output.WriteLine($"{"", -34}{"bare/s", 10}{"ours/s", 10}{"ratio", 8}{"p50 ms", 10}{"p99 ms", 10}");
        await CompareAsync("list of 20, bearer", list, _ => GetAsync(owner.Http, ApiClient.Root + listed));
        await CompareAsync("list of 20, digest, nonce reused", list, client => signer.GetAsync(ApiClient.Root + signed, client));

        var next = -1;
        await CompareAsync(
            "durable create, 8 clients",
            _ => PostAsync(bare.Client, "/create", "EUROPE_WEST"),
            _ =>
            {
                var (path, region) = places[Interlocked.Increment(ref next)];
                return PostAsync(owner.Http, ApiClient.Root + path, region);
            }
        );
    }

    private static async Task<string> WithEndpointsAsync(ApiClient owner)
    {
        var path = Demo.Endpoints(await Demo.NewPrivateGroupAsync(owner));
        foreach (var region in Regions().Take(Listed))
        {
            (await owner.PostAsync(path, new { regionName = region })).Ok(202);
        }

        return path;
    }

    // Turn by turn, so that what else the machine does falls on both alike.
    private async Task CompareAsync(string name, Func<int, Task> bare, Func<int, Task> ours)
    {
        await LoopAsync(bare, s_turn, []);
        await LoopAsync(ours, s_turn, []);
        var (bareTimes, ourTimes) = (new List<double>(), new List<double>());
        for (var turn = 0; turn < Turns; turn++)
        {
            await LoopAsync(bare, s_turn, bareTimes);
            await LoopAsync(ours, s_turn, ourTimes);
        }

        ourTimes.Sort();
        var (bareRate, ourRate) = (bareTimes.Count / (Turns * s_turn.TotalSeconds), ourTimes.Count / (Turns * s_turn.TotalSeconds));
        output.WriteLine(
            $"{name, -34}{bareRate, 10:0}{ourRate, 10:0}{ourRate / bareRate, 8:0.00}{ourTimes[ourTimes.Count / 2], 10:0.00}{ourTimes[(int)(ourTimes.Count * 0.99)], 10:0.00}"
        );
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
        RegionCatalog.WithPrivateEndpoints(CloudProvider.Azure).Select(region => region.Name).Take(50);

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
            // The same tables and indexes, empty.
            var own = $"Data Source={Path.Combine(folder, "bare.db")}";
            using (var source = Open(connectionString))
            using (var target = Open(own))
            {
                source.BackupDatabase(target);
                Run(target, "DELETE FROM PrivateEndpoints");
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
                command.CommandText = """
                    INSERT INTO PrivateEndpoints (Id, ProjectId, Provider, Region, Status, CreatedAt, StatusSince, SubscriptionId,
                        ResourceGroupName, KeyVaultName, AzureState, AzureEtag)
                    VALUES ($id, $project, 'Azure', $region, 'Initiating', $now, $now, 'a39012fb-d604-4cd1-8841-77f705f3e6d5',
                        'acme-kms', 'acme-vault', 'None', 1)
                    """;
                command.Parameters.AddWithValue("$id", id);
                command.Parameters.AddWithValue("$project", id);
                command.Parameters.AddWithValue("$now", DateTime.UtcNow.Ticks);
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
