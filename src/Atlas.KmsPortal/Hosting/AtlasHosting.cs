using Atlas.KmsPortal.Auditing;
using Atlas.KmsPortal.Components.Simulator;
using Atlas.KmsPortal.Data;
using Atlas.KmsPortal.Encryption;
using Atlas.KmsPortal.Simulator;
using Atlas.KmsPortal.Simulator.Api;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Atlas.KmsPortal.Hosting;

/// <summary>Which Atlas is behind the port. Nothing else knows.</summary>
public static class AtlasHosting
{
    private const string Embedded = "Embedded";

    public static WebApplicationBuilder AddAtlas(this WebApplicationBuilder builder)
    {
        builder.Services.TryAddSingleton<ProjectWatch>();
        builder.Services.AddSingleton<AuditLog>();
        builder.Services.AddScoped<EncryptionState>();
        switch (builder.Configuration["Atlas:Mode"] ?? Embedded)
        {
            case Embedded:
                builder.Services.AddEmbeddedAtlas();
                builder.Services.AddScoped<SimulatorLevers>();
                builder.AddAtlasApi();
                builder
                    .Services.AddHealthChecks()
                    .AddCheck<SimulatorHealth>("simulator", tags: [PortalHosting.Ready])
                    .AddCheck<StoreHealthCheck>("database", tags: [PortalHosting.Ready]);
                return builder;
            case var unknown:
                throw new InvalidOperationException($"Atlas:Mode is '{unknown}'. Use Embedded.");
        }
    }

    /// <summary>After the database was upgraded.</summary>
    internal static async Task PrepareAtlasAsync(this IServiceProvider services, Inhabitants there, CancellationToken cancellationToken)
    {
        var wantsDemoWorld = await services.PrepareEmbeddedAtlasAsync(there, cancellationToken);
        if (there.DemoKeys ? !services.GetRequiredService<IHostEnvironment>().IsDevelopment() : wantsDemoWorld)
        {
            await services.PrepareAtlasApiAsync(wantsDemoWorld, cancellationToken);
        }
    }

    public static WebApplication MapAtlas(this WebApplication app) => app.MapAtlasApi();
}
