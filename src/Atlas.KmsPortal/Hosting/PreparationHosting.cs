using Atlas.KmsPortal.Data;

namespace Atlas.KmsPortal.Hosting;

/// <summary>Runs the portal beside its own preparation.</summary>
public static class PreparationHosting
{
    private const string Live = "/healthz";
    private const string HostLog = "Microsoft.Extensions.Hosting.Internal.Host";
    private const string KeysLog = "Microsoft.AspNetCore.DataProtection.KeyManagement.KeyRingProvider";

    /// <summary>What ends the start is told once, in a line of ours: others would print its stack before.</summary>
    internal static void AddPreparation(this WebApplicationBuilder builder)
    {
        var (begun, ready) = (new Begun(), new DatabaseReady());
        builder.Logging.AddFilter(HostLog, level => level >= LogLevel.Warning && begun.IsBegun);
        builder.Logging.AddFilter(KeysLog, level => level >= LogLevel.Warning && (ready.IsPrepared || level is not LogLevel.Error));
        builder.Services.AddHostedService(_ => begun);
        builder.Services.AddSingleton(ready);
        builder.Services.AddSingleton<Preparation>();
    }

    /// <summary>Requests wait for the database; that the process lives can be said before.</summary>
    internal static void UsePreparedDatabase(this WebApplication app)
    {
        var ready = app.Services.GetRequiredService<DatabaseReady>();
        app.Use(
            async (context, next) =>
            {
                if (ready.IsPrepared || context.Request.Path == Live || await ready.WaitAsync(context.RequestAborted))
                {
                    await next(context);
                }
                else
                {
                    context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                }
            }
        );
    }

    /// <summary>Begins to prepare database, demo world and accounts; whoever needs them waits.</summary>
    public static WebApplication BeginPreparation(this WebApplication app)
    {
        app.Services.GetRequiredService<Preparation>().Begin();
        return app;
    }

    /// <returns>The exit code: 1 when the portal could not be prepared.</returns>
    public static async Task<int> RunPreparedAsync(this WebApplication app)
    {
        var preparation = app.Services.GetRequiredService<Preparation>();
        try
        {
            await app.RunAsync();
        }
        catch (Exception) when (preparation.HasFailed)
        {
            // A host that is told to stop while it starts says so by an exception; the preparation has said why.
        }

        return preparation.HasFailed ? 1 : 0;
    }

    private sealed class Begun : IHostedLifecycleService
    {
        private volatile bool _begun;

        public bool IsBegun => _begun;

        public Task StartedAsync(CancellationToken cancellationToken)
        {
            _begun = true;
            return Task.CompletedTask;
        }

        public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
