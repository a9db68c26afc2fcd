using Atlas.KmsPortal.Data;
using Atlas.KmsPortal.Data.Sqlite;
using Atlas.KmsPortal.Encryption;
using Atlas.KmsPortal.Simulator;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Atlas.KmsPortal.Tests.Simulator.Store;

/// <summary>Two processes on one database file, as far as that matters: each with services of its own.</summary>
public sealed class TwoProcessesTests : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("kms-portal-two-").FullName;
    private readonly EphemeralDataProtectionProvider _protection = new();
    private readonly ServiceProvider _here;
    private readonly ServiceProvider _there;

    public TwoProcessesTests() => (_here, _there) = (Build(), Build());

    [Fact]
    public async Task What_another_process_commits_is_seen_here_and_told_here()
    {
        await StartAsync();
        Assert.Equal(90, (await LookAsync(_here)).KeyAgeAlertDays);
        var told = new SemaphoreSlim(0);
        using var watching = _here.GetRequiredService<ProjectWatch>().Watch(DemoWorld.Retail, () => Task.FromResult(told.Release()));

        await SetAsync(_there, 30);
        await NoticeAsync(_here);

        Assert.True(await told.WaitAsync(TimeSpan.FromSeconds(10)));
        Assert.Equal(30, (await LookAsync(_here)).KeyAgeAlertDays);
    }

    [Fact]
    public async Task An_own_commit_is_nothing_new()
    {
        await StartAsync();
        await SetAsync(_here, 30);
        var generation = _here.GetRequiredService<ProjectSnapshots>().Generation;

        await NoticeAsync(_here);

        Assert.Equal(generation, _here.GetRequiredService<ProjectSnapshots>().Generation);
    }

    [Fact]
    public async Task An_own_commit_does_not_hide_that_of_another_before_it()
    {
        await StartAsync();
        await LookAsync(_here);
        await LookAsync(_here, DemoWorld.Payments);

        await SetAsync(_there, 30, DemoWorld.Payments);
        await SetAsync(_here, 60);
        await NoticeAsync(_here);

        Assert.Equal(30, (await LookAsync(_here, DemoWorld.Payments)).KeyAgeAlertDays);
    }

    [Fact]
    public async Task Taking_turns_neither_process_loses_or_hides_a_change()
    {
        await StartAsync();

        for (var days = 1; days <= 100; days++)
        {
            var (writer, reader) = days % 2 == 0 ? (_here, _there) : (_there, _here);
            await SetAsync(writer, days);
            await NoticeAsync(reader);
            Assert.Equal(days, (await LookAsync(reader)).KeyAgeAlertDays);
            Assert.Equal(days, (await LookAsync(writer)).KeyAgeAlertDays);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _here.DisposeAsync();
        await _there.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    private static async Task<ProjectSnapshot> LookAsync(IServiceProvider process, string projectId = DemoWorld.Retail) =>
        (await process.GetRequiredService<IAtlasClient>().FindProjectAsync(projectId, default))!;

    private static Task SetAsync(IServiceProvider process, int days, string projectId = DemoWorld.Retail) =>
        process.GetRequiredService<IAtlasClient>().SetKeyAgeAlertAsync(projectId, days, SimulatorWorld.Owner, default);

    private static Task NoticeAsync(IServiceProvider process) => process.GetRequiredService<OtherProcesses>().LookAsync(default);

    private async Task StartAsync()
    {
        await using (var db = await _here.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync())
        {
            await db.Database.EnsureCreatedAsync();
        }

        await _here.GetRequiredService<SimulatorStore>().LoadAsync(default);
        var demo = _here.GetRequiredService<DemoWorld>();
        await _here.GetRequiredService<SimulatorStore>().WriteAsync(Actor.Atlas, step => demo.EnsureAsync(step, default), default);
        await _there.GetRequiredService<SimulatorStore>().LoadAsync(default);
    }

    private ServiceProvider Build()
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        services.AddLogging();
        services.AddSingleton<IDataProtectionProvider>(_protection);
        services.AddDbContextFactory<PortalDbContext>(options => options.UseSqlite($"Data Source={Path.Combine(_folder, "portal.db")}"));
        services.AddSingleton(new DatabaseFile(_folder));
        services.AddSingleton<ProjectWatch>();
        services.AddEmbeddedAtlas();
        return services.BuildServiceProvider();
    }
}
