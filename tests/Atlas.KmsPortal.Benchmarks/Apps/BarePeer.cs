using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace Atlas.KmsPortal.Benchmarks.Apps;

/// <summary>The least that could do the same: Kestrel, a handler, a connection to a database with the portal's own tables.</summary>
internal sealed class BarePeer(AppProcess process) : IAsyncDisposable
{
    public const string Argument = "--bare";

    public HttpClient Client { get; } = new() { BaseAddress = process.Address };

    /// <param name="source">The portal's database: its tables, its indexes and its endpoints are copied.</param>
    public static async Task<BarePeer> StartAsync(Published published, string source)
    {
        var database = Path.Combine(published.NewFolder(), "bare.db");
        using (var from = Open(source))
        using (var to = Open(database))
        {
            from.BackupDatabase(to);
        }

        SqliteConnection.ClearAllPools();
        return new(
            await AppProcess.StartAsync(
                typeof(BarePeer).Assembly.Location,
                "/ready",
                new Dictionary<string, string>(),
                [Argument, database]
            )
        );
    }

    /// <summary>What the process does.</summary>
    public static async Task ServeAsync(string database)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        await using var app = builder.Build();
        var writer = new SemaphoreSlim(1);
        app.MapGet("/ready", () => Results.Ok());
        app.MapGet("/list/{project}", (HttpContext context, string project) => ListAsync(context, database, project));
        app.MapPost("/create", context => CreateAsync(context, database, writer));
        await app.RunAsync();
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await process.DisposeAsync();
    }

    private static async Task ListAsync(HttpContext context, string database, string project)
    {
        var list = new List<object>();
        using (var connection = Open(database))
        {
            using var command = connection.CreateCommand();
            command.CommandText =
                "SELECT Id, Region, Status, ConnectionName, ErrorMessage FROM PrivateEndpoints WHERE ProjectId = $project ORDER BY CreatedAt";
            command.Parameters.AddWithValue("$project", project);
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

    private static async Task CreateAsync(HttpContext context, string database, SemaphoreSlim writer)
    {
        var body = await JsonSerializer.DeserializeAsync<JsonElement>(context.Request.Body);
        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12));
        await writer.WaitAsync();
        try
        {
            using var connection = Open(database);
            using var command = connection.CreateCommand();
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

        context.Response.StatusCode = StatusCodes.Status202Accepted;
        await context.Response.WriteAsJsonAsync(new { id, status = "INITIATING" });
    }

    private static SqliteConnection Open(string database)
    {
        var connection = new SqliteConnection($"Data Source={database}");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;";
        command.ExecuteNonQuery();
        return connection;
    }
}
