using Atlas.KmsPortal.Data;
using Atlas.KmsPortal.Encryption;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Atlas.KmsPortal.Simulator;

/// <summary>Puts the embedded Atlas and its Azure side into a host.</summary>
public static class SimulatorHosting
{
    public static IServiceCollection AddEmbeddedAtlas(this IServiceCollection services)
    {
        services
            .AddOptions<SimulatorOptions>()
            .BindConfiguration(SimulatorOptions.Section)
            .Validate(
                options => Enum.GetNames<Timing>().Contains(options.Timing),
                "Simulator:Timing is not known. Use Instant, Demo or Faithful."
            )
            .Validate(options => options.Tick > TimeSpan.Zero, "Simulator:Tick must be longer than zero, for example 00:00:00.250.")
            .ValidateOnStart();

        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<DatabaseReady>();
        services.TryAddSingleton(provider => new SimulatedClock(provider.GetRequiredService<TimeProvider>()));

        services.AddSingleton<ProjectSnapshots>();
        services.AddSingleton<ProjectDirectory>();
        services.AddSingleton<IProjectDirectory>(provider => provider.GetRequiredService<ProjectDirectory>());
        services.AddSingleton<OtherProcesses>();
        services.AddHostedService(provider => provider.GetRequiredService<OtherProcesses>());
        services.AddSingleton<StoreHealth>();
        services.AddSingleton<SimulatorStore>();
        services.AddSingleton<SecretVault>();
        services.AddSingleton<NewSecrets>();
        services.AddSingleton<KeyChecks>();
        services.AddSingleton<SimulatorEngine>();
        services.AddSingleton<SimulatedProjects>();
        services.AddSingleton<SimulatedEncryption>();
        services.AddSingleton<SimulatedEndpoints>();
        services.AddSingleton<SimulatedClusters>();
        services.AddSingleton<SimulatedRoles>();
        services.AddSingleton<AlertConfigs>();
        services.AddSingleton<ProjectDocuments>();
        services.AddSingleton<RaisedAlerts>();
        services.AddSingleton<SimulatedAzure>();
        services.AddSingleton<SimulatedKeys>();
        services.AddSingleton<SimulatedVaults>();
        services.AddSingleton<SimulatedRoleAssignments>();
        services.AddSingleton<SimulatedDirectory>();
        services.AddSingleton<SimulatedIdentities>();
        services.AddSingleton<IKeyOwner, SimulatedKeyOwner>();
        services.AddSingleton<DemoWorld>();
        services.AddSingleton<WorldOwnership>();
        services.AddSingleton(provider => new SimulatorControls(
            provider.GetRequiredService<SimulatorStore>(),
            provider.GetRequiredService<SimulatorEngine>(),
            provider.GetRequiredService<DemoWorld>()
        ));
        services.AddSingleton<IAtlasClient, EmbeddedAtlasClient>();
        services.AddSingleton<IAtlasLabel, SimulatorLabel>();
        services.AddSingleton<WorkerLease>();
        services.AddSingleton<SimulatorWorker>();
        services.AddHostedService(provider => provider.GetRequiredService<SimulatorWorker>());
        return services;
    }

    /// <summary>Continues where the last run stopped, and creates the demo world where it belongs.</summary>
    /// <returns>Whether the demo world belongs there. One that was reset elsewhere is there all the same.</returns>
    public static async Task<bool> PrepareEmbeddedAtlasAsync(
        this IServiceProvider services,
        Inhabitants there,
        CancellationToken cancellationToken
    )
    {
        var store = services.GetRequiredService<SimulatorStore>();
        await store.LoadAsync(cancellationToken);
        var wanted = services
            .GetRequiredService<IOptions<SimulatorOptions>>()
            .Value.WantsDemoWorld(services.GetRequiredService<IHostEnvironment>());
        if (wanted && !there.DemoWorld)
        {
            var demo = services.GetRequiredService<DemoWorld>();
            await store.WriteAsync(Actor.Atlas, step => demo.EnsureAsync(step, cancellationToken), cancellationToken);
        }

        return wanted;
    }
}
