using System.Data.Common;
using Atlas.KmsPortal.Data;
using Atlas.KmsPortal.Tests.Simulator.Api;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace Atlas.KmsPortal.Tests.Simulator.Store;

/// <summary>A database that cannot be written while the portal runs: every door says so in its own shape, and nothing is acknowledged.</summary>
public sealed class UnwritableDatabaseTests
{
    private static readonly Dictionary<string, string> s_shapes = new(StringComparer.Ordinal)
    {
        ["Admin API"] = "\"errorCode\":\"SERVICE_UNAVAILABLE\"",
        ["Simulator"] = "\"errorCode\":\"SERVICE_UNAVAILABLE\"",
        ["ARM"] = "{\"error\":{\"code\":\"ServiceUnavailable\"",
        ["OAuth"] = "\"error\":\"temporarily_unavailable\"",
        ["Entra"] = "\"error\":\"temporarily_unavailable\"",
        ["Sign-in"] = "The portal can’t reach its database at the moment.",
    };

    [Fact]
    public async Task A_locked_database_is_waited_for_and_then_said()
    {
        await using var host = new ImpatientHost();
        using var doors = await WriteDoors.OpenAsync(host);
        await using (await HoldAsync(host))
        {
            AssertUnavailable(await doors.TryAllAsync(), "locked by another process");
            Assert.Equal(503, await doors.ReadinessAsync());
        }

        await AssertWorksAsync(host, doors);
    }

    [Fact]
    public async Task A_full_disk_is_said_and_what_was_refused_is_not_there()
    {
        await using var host = new FullDiskHost();
        using var doors = await WriteDoors.OpenAsync(host);
        host.Disk.IsFull = true;

        AssertUnavailable(await doors.TryAllAsync(), "its disk is full");
        Assert.Equal(503, await doors.ReadinessAsync());

        host.Disk.IsFull = false;
        Assert.DoesNotContain("written", (await host.Owner().GetAsync("/groups")).Ok().Text, StringComparison.Ordinal);
        await AssertWorksAsync(host, doors);
    }

    [Fact]
    public void A_writer_gives_up_after_five_seconds()
    {
        using var host = new ApiHost();
        using var database = host.Services.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContext();

        Assert.Equal(5, ((SqliteConnection)database.Database.GetDbConnection()).DefaultTimeout);
    }

    private static void AssertUnavailable(IReadOnlyDictionary<string, (int Status, string RetryAfter, string Text)> answers, string cause)
    {
        Assert.Equal(s_shapes.Keys, answers.Keys);
        Assert.All(
            answers,
            door =>
            {
                Assert.Equal((503, "5"), (door.Value.Status, door.Value.RetryAfter));
                Assert.Contains(s_shapes[door.Key], System.Net.WebUtility.HtmlDecode(door.Value.Text), StringComparison.Ordinal);
                // Whoever signs in is told the same whatever it is.
                Assert.Contains(door.Key is "Sign-in" ? "owner@acme.example" : cause, door.Value.Text, StringComparison.Ordinal);
            }
        );
    }

    private static async Task AssertWorksAsync(ApiHost host, WriteDoors doors)
    {
        // It is asked first: whoever sends no requests to a portal that is not ready must hear of it.
        Assert.Equal(200, await doors.ReadinessAsync());
        var answers = await doors.TryAllAsync();
        Assert.All(answers, door => Assert.InRange(door.Value.Status, 200, 302));
        Assert.Contains("written", (await host.Owner().GetAsync("/groups")).Ok().Text, StringComparison.Ordinal);
    }

    private static async Task<SqliteConnection> HoldAsync(ApiHost host)
    {
        var other = new SqliteConnection($"{host.ConnectionString};Pooling=False");
        await other.OpenAsync(TestContext.Current.CancellationToken);
        other.BeginTransaction();
        return other;
    }

    /// <summary>Its worker runs, since that is part of being ready.</summary>
    private class ImpatientHost : ApiHost
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.UseSetting("ConnectionStrings:Portal", $"{ConnectionString};Default Timeout=1");
            builder.UseSetting("Simulator:Tick", "00:00:00.050");
        }
    }

    private sealed class FullDiskHost : ImpatientHost
    {
        public Disk Disk { get; } = new();

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.ConfigureServices(services =>
                services.ConfigureDbContext<PortalDbContext>(options => options.AddInterceptors(Disk, new Disk.Commits(Disk)))
            );
        }
    }

    /// <summary>Says what SQLite says when there is no room: to a statement that writes, or only to its commit.</summary>
    private sealed class Disk : DbCommandInterceptor
    {
        private volatile bool _isFull;

        public bool IsFull
        {
            get => _isFull;
            set => _isFull = value;
        }

        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command,
            CommandEventData eventData,
            InterceptionResult<DbDataReader> result,
            CancellationToken cancellationToken = default
        )
        {
            ThrowIfWriting(command);
            return ValueTask.FromResult(result);
        }

        public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
            DbCommand command,
            CommandEventData eventData,
            InterceptionResult<int> result,
            CancellationToken cancellationToken = default
        )
        {
            ThrowIfWriting(command);
            return ValueTask.FromResult(result);
        }

        private void ThrowIfWriting(DbCommand command)
        {
            // Inside a transaction it is the commit that finds no room.
            if (command.Transaction is null && !command.CommandText.TrimStart().StartsWith("SELECT", StringComparison.OrdinalIgnoreCase))
            {
                ThrowIfFull();
            }
        }

        private void ThrowIfFull()
        {
            if (_isFull)
            {
                throw new SqliteException("database or disk is full", 13);
            }
        }

        public sealed class Commits(Disk disk) : DbTransactionInterceptor
        {
            public override ValueTask<InterceptionResult> TransactionCommittingAsync(
                DbTransaction transaction,
                TransactionEventData eventData,
                InterceptionResult result,
                CancellationToken cancellationToken = default
            )
            {
                disk.ThrowIfFull();
                return ValueTask.FromResult(result);
            }
        }
    }
}
