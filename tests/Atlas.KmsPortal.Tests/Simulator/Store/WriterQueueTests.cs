using Atlas.KmsPortal.Encryption;
using Atlas.KmsPortal.Simulator;
using Atlas.KmsPortal.Tests.Simulator.Api;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Atlas.KmsPortal.Tests.Simulator.Store;

public sealed class WriterQueueTests(ApiHost host) : IClassFixture<ApiHost>
{
    private SimulatorStore Store => host.Services.GetRequiredService<SimulatorStore>();

    [Fact]
    public async Task What_is_acknowledged_was_flushed_to_disk()
    {
        var (journal, synchronous, foreignKeys) = await Store.WriteAsync(
            Actor.Atlas,
            async step =>
                (
                    await PragmaAsync(step, "journal_mode"),
                    // FULL: a commit waits for the disk.
                    await PragmaAsync(step, "synchronous"),
                    await PragmaAsync(step, "foreign_keys")
                ),
            default
        );

        Assert.Equal(("wal", "2", "1"), (journal, synchronous, foreignKeys));
    }

    [Fact]
    public async Task A_step_that_breaks_the_transaction_takes_down_what_shared_it_and_nothing_else()
    {
        var (began, goOn) = (new TaskCompletionSource(), new TaskCompletionSource());
        var before = HoldAsync(began, goOn);
        await began.Task;
        var broken = Store.WriteAsync(Actor.Atlas, step => step.Db.Database.ExecuteSqlRawAsync("ROLLBACK"), default);
        var after = Store.WriteAsync(Actor.Atlas, _ => Task.CompletedTask, default);
        goOn.SetResult();

        await Assert.ThrowsAnyAsync<Exception>(() => before);
        await Assert.ThrowsAnyAsync<Exception>(() => broken);
        await after;
    }

    [Fact]
    public async Task What_nobody_waits_for_any_more_is_not_written()
    {
        var (began, goOn) = (new TaskCompletionSource(), new TaskCompletionSource());
        var before = HoldAsync(began, goOn);
        await began.Task;
        using var caller = new CancellationTokenSource();
        var ran = false;
        var waiting = Store.WriteAsync(
            Actor.Atlas,
            _ =>
            {
                ran = true;
                return Task.CompletedTask;
            },
            caller.Token
        );

        await caller.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        goOn.SetResult();
        await before;
        await Store.WriteAsync(Actor.Atlas, _ => Task.CompletedTask, default);

        Assert.False(ran);
    }

    [Fact]
    public async Task What_has_begun_is_carried_out_and_told_whoever_hangs_up()
    {
        var (began, goOn) = (new TaskCompletionSource(), new TaskCompletionSource());
        using var caller = new CancellationTokenSource();
        var write = HoldAsync(began, goOn, caller.Token);
        await began.Task;

        await caller.CancelAsync();
        goOn.SetResult();

        await write;
    }

    private Task HoldAsync(TaskCompletionSource began, TaskCompletionSource goOn, CancellationToken caller = default) =>
        Store.WriteAsync(
            Actor.Atlas,
            async _ =>
            {
                began.SetResult();
                await goOn.Task;
            },
            caller
        );

    private static async Task<string?> PragmaAsync(SimulatorStep step, string name)
    {
        using var command = step.Db.Database.GetDbConnection().CreateCommand();
        command.CommandText = $"PRAGMA {name}";
        return (await command.ExecuteScalarAsync())?.ToString();
    }
}
