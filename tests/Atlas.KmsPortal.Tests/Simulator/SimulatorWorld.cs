using Atlas.KmsPortal.Data;
using Atlas.KmsPortal.Data.Sqlite;
using Atlas.KmsPortal.Encryption;
using Atlas.KmsPortal.Simulator;
using Atlas.KmsPortal.Tests.Budgets;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Atlas.KmsPortal.Tests.Simulator;

/// <summary>The simulator alone: a database in memory, a clock moved by hand, no worker. It can be stopped and started again.</summary>
internal sealed class SimulatorWorld : IAsyncDisposable
{
    public const string Project = "65a0000000000000000000a1";
    public static readonly Actor Owner = new("owner@acme.example", AuditSource.Portal);

    private readonly SqliteConnection _keepAlive;
    private readonly string _connection = $"Data Source=world-{Guid.NewGuid():n};Mode=Memory;Cache=Shared";
    private readonly EphemeralDataProtectionProvider _protection = new();
    private readonly IReadOnlyDictionary<string, string?> _settings;
    private ServiceProvider _services;

    private SimulatorWorld(IReadOnlyDictionary<string, string?> settings)
    {
        _settings = settings;
        _keepAlive = new SqliteConnection(_connection);
        _keepAlive.Open();
        _services = Build();
    }

    /// <summary>What is sent to the database.</summary>
    public SqlCounter Sql { get; } = new();

    public WallClock Time { get; } = new(A.Now);

    public IAtlasClient Atlas => Get<IAtlasClient>();

    public SimulatedEncryption Encryption => Get<SimulatedEncryption>();

    public SimulatedEndpoints Endpoints => Get<SimulatedEndpoints>();

    public SimulatedClusters Clusters => Get<SimulatedClusters>();

    public SimulatorControls Controls => Get<SimulatorControls>();

    public SimulatedAzure Azure => Get<SimulatedAzure>();

    public SimulatedKeys Keys => Get<SimulatedKeys>();

    public SimulatedIdentities Identities => Get<SimulatedIdentities>();

    /// <summary>10 s to make, 6 s to delete, noticed at the next tick, 20 s for a cluster, a key check every 15 min.</summary>
    public static async Task<SimulatorWorld> CreateAsync(bool demo = true)
    {
        var world = new SimulatorWorld(
            new Dictionary<string, string?>
            {
                ["Simulator:InitiatingTakes"] = "00:00:10",
                ["Simulator:InitiatingVaries"] = "00:00:00",
                ["Simulator:AzureNoticedWithin"] = "00:00:00",
                ["Simulator:DeletingTakes"] = "00:00:06",
                ["Simulator:ClusterWorkTakes"] = "00:00:20",
                ["Simulator:MigrationTakes"] = "00:00:20",
                ["Simulator:KeyCheckEvery"] = "00:15:00",
            }
        );
        await using (var db = await world.Get<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync())
        {
            await db.Database.EnsureCreatedAsync();
        }

        if (demo)
        {
            await world.Get<SimulatorStore>().WriteAsync(Actor.Atlas, step => world.Get<DemoWorld>().EnsureAsync(step, default), default);
        }

        return world;
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>As when the process ends and another begins: nothing but the database goes on.</summary>
    public async Task RestartAsync()
    {
        await _services.DisposeAsync();
        _services = Build();
        await Get<SimulatorStore>().LoadAsync(default);
    }

    /// <summary>Lets time pass, and everything happen that is due then.</summary>
    public async Task PassAsync(TimeSpan span)
    {
        Time.Advance(span);
        await Controls.SettleAsync(default);
    }

    public Task PassAsync(int seconds) => PassAsync(TimeSpan.FromSeconds(seconds));

    public async Task<ProjectSnapshot> ProjectAsync(string projectId = Project) =>
        await Atlas.FindProjectAsync(projectId, default) ?? throw new InvalidOperationException("The project is gone.");

    public Task SaveAsync(AzureKeyVaultChange change, string projectId = Project) =>
        Encryption.OverwriteAsync(projectId, new(AzureKeyVault: change), Owner, default);

    /// <summary>Whether what everybody looks at is what the database holds.</summary>
    public async Task<bool> SharesWhatIsStoredAsync()
    {
        foreach (var stored in await Atlas.GetProjectsAsync(default))
        {
            if (Told(await ProjectAsync(stored.Id)) != Told(stored))
            {
                return false;
            }
        }

        return true;

        static string Told(ProjectSnapshot project) =>
            System.Text.Json.JsonSerializer.Serialize(
                new
                {
                    project,
                    project.Encryption.AzureKeyVault,
                    project.Encryption.AwsKms,
                }
            );
    }

    /// <summary>The reasons of a refusal; empty when it was done.</summary>
    public static async Task<IReadOnlyList<string>> RefusedAsync(Func<Task> command)
    {
        try
        {
            await command();
            return [];
        }
        catch (AtlasRefusedException refusal)
        {
            return [.. refusal.Reasons.Select(reason => reason.Code)];
        }
    }

    public async Task ApproveAsync(PrivateEndpoint endpoint, AzureConnectionState state = AzureConnectionState.Approved)
    {
        var connection = (await ConnectionsAsync()).Single(c => c.EndpointId == endpoint.Id);
        await Azure.SetStateAsync(connection.VaultId, connection.Name, state, null, Owner, default);
    }

    public async Task<IReadOnlyList<AzureConnection>> ConnectionsAsync() =>
        [.. (await Azure.VaultsAsync(default)).SelectMany(vault => vault.Connections)];

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _keepAlive.DisposeAsync();
    }

    private ServiceProvider Build()
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(_settings).Build());
        services.AddLogging();
        services.AddSingleton<IDataProtectionProvider>(_protection);
        services.AddDbContextFactory<PortalDbContext>(options => options.UseSqlite(_connection).AddInterceptors(Sql));
        services.AddSingleton(new DatabaseFile(_connection));
        services.AddSingleton<ProjectWatch>();
        services.AddSingleton<TimeProvider>(Time);
        services.AddEmbeddedAtlas();
        return services.BuildServiceProvider();
    }
}

/// <summary>Time that passes when told to, and a wall clock that somebody may set: its timestamps do not follow that.</summary>
internal sealed class WallClock(DateTimeOffset start) : FakeTimeProvider(start)
{
    /// <summary>How far the wall clock was set forward, or back when negative.</summary>
    public TimeSpan SetBy { get; set; }

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + SetBy;

    public override long GetTimestamp() => base.GetUtcNow().Ticks;
}
