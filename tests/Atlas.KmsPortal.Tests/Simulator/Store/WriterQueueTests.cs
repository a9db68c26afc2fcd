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
    public async Task After_a_transaction_that_broke_the_next_write_begins_anew()
    {
        await Assert.ThrowsAnyAsync<Exception>(() =>
            Store.WriteAsync(Actor.Atlas, step => step.Db.Database.ExecuteSqlRawAsync("ROLLBACK"), default)
        );

        var owner = host.Owner();
        var made = await Demo.NewGroupAsync(owner);
        (await owner.GetAsync($"/groups/{made}")).Ok();
    }

    private static async Task<string?> PragmaAsync(SimulatorStep step, string name)
    {
        using var command = step.Db.Database.GetDbConnection().CreateCommand();
        command.CommandText = $"PRAGMA {name}";
        return (await command.ExecuteScalarAsync())?.ToString();
    }
}
