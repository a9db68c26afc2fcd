using Atlas.KmsPortal.Accounts;
using Atlas.KmsPortal.Data;
using Atlas.KmsPortal.Data.Sqlite;
using Atlas.KmsPortal.Simulator.Api;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Atlas.KmsPortal.Hosting;

/// <summary>Prepares database, demo world and accounts while the web server starts. What fails here ends the process.</summary>
internal sealed class Preparation(
    IServiceProvider services,
    DatabaseReady ready,
    IHostApplicationLifetime lifetime,
    ILogger<Preparation> logger
)
{
    private volatile bool _failed;

    /// <summary>The log then says why.</summary>
    public bool HasFailed => _failed;

    /// <summary>A wrong setting is found at once, before anything is changed by it.</summary>
    public void Begin()
    {
        try
        {
            services.GetService<IStartupValidator>()?.Validate();
            _ = Task.Run(RunAsync);
        }
        catch (OptionsValidationException exception)
        {
            GiveUp(exception);
            lifetime.StopApplication();
        }
    }

    private async Task RunAsync()
    {
        try
        {
            await PrepareAsync(lifetime.ApplicationStopping);
            ready.Succeed();
        }
        catch (Exception exception)
        {
            // Whoever stops the process meanwhile need not be told that its start was cut short.
            if (lifetime.ApplicationStopping.IsCancellationRequested)
            {
                ready.Fail();
                return;
            }

            var reason = services.GetRequiredService<DatabaseFile>().WhyNot(exception);
            GiveUp(reason is null ? exception : new InvalidOperationException(reason, exception));
            // A host that is stopped in the middle of its start logs errors of its own.
            lifetime.ApplicationStarted.Register(lifetime.StopApplication);
        }
    }

    private void GiveUp(Exception exception)
    {
        var stack = StartFailure.SaysWhatToDo(exception) ? null : exception;
        logger.LogCritical(stack, "The portal cannot start: {Reason}", StartFailure.InOneLine(exception));
        logger.LogDebug(exception, "The start failed here.");
        _failed = true;
        ready.Fail();
    }

    private async Task PrepareAsync(CancellationToken cancellationToken)
    {
        var keys = services.GetRequiredService<ProtectionKeys>();
        var checking = Task.Run(keys.Check, cancellationToken);
        await services.GetRequiredService<SqliteUpgrade>().RunAsync(cancellationToken);
        await checking;
        await keys.SayWhatIsLostAsync(cancellationToken);

        var there = await CountAsync(cancellationToken);
        await services.PrepareAtlasAsync(there, cancellationToken);
        if (AccountSeeder.HasNothingToDo(there, services.GetRequiredService<IHostEnvironment>()))
        {
            return;
        }

        await using var scope = services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<AccountSeeder>().SeedAsync(cancellationToken);
    }

    private async Task<Inhabitants> CountAsync(CancellationToken cancellationToken)
    {
        var databases = services.GetRequiredService<IDbContextFactory<PortalDbContext>>();
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await Inhabitants.CountAsync(
            database,
            (DemoCredentials.OwnerKey, DemoCredentials.ReaderKey, DemoCredentials.ServiceAccount),
            (DemoAccounts.Owner.Email, DemoAccounts.Reader.Email),
            cancellationToken
        );
    }
}
