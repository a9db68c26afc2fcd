using Atlas.KmsPortal.Auditing;
using Atlas.KmsPortal.Data;
using Atlas.KmsPortal.Encryption;
using Atlas.KmsPortal.Tests.Simulator.Api;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Atlas.KmsPortal.Tests.Auditing;

public sealed class AppendOnlyTests(ApiHost host) : IClassFixture<ApiHost>
{
    [Theory]
    [InlineData("""UPDATE "Audit" SET "Actor" = 'nobody'""", "changes none")]
    [InlineData("""DELETE FROM "Audit" """, "removes none")]
    [InlineData(
        """INSERT OR REPLACE INTO "Audit" ("Id", "EventId", "At", "Actor", "Source", "EventType", "Summary") SELECT "Id", 'x', 0, '', '', '', '' FROM "Audit" LIMIT 1""",
        "replaces none"
    )]
    [InlineData(
        """INSERT OR REPLACE INTO "Audit" ("EventId", "At", "Actor", "Source", "EventType", "Summary") SELECT "EventId", 0, '', '', '', '' FROM "Audit" LIMIT 1""",
        "replaces none"
    )]
    public async Task An_entry_stays_as_it_is(string sql, string why)
    {
        await using var database = await OpenAsync();
        var before = await database.Audit.AsNoTracking().ToListAsync(TestContext.Current.CancellationToken);
        Assert.NotEmpty(before);

        var refused = await Assert.ThrowsAsync<SqliteException>(() => database.Database.ExecuteSqlRawAsync(sql));

        Assert.Contains(why, refused.Message, StringComparison.Ordinal);
        Assert.Equal(before.Count, await database.Audit.CountAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>What takes a project away, and what puts the demo world back, leave what was told of it.</summary>
    [Fact]
    public async Task Entries_outlive_what_they_tell_of()
    {
        var owner = host.Owner();
        var groupId = await Demo.NewGroupAsync(owner);
        (await owner.DeleteAsync($"/groups/{groupId}")).Ok(204);
        await host.Controls.ResetAsync(Actor.Atlas, TestContext.Current.CancellationToken);

        await using var database = await OpenAsync();
        var told = await database
            .Audit.Where(row => row.ProjectId == groupId)
            .Select(row => row.EventType)
            .ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal([AtlasEvents.GroupCreated, AtlasEvents.GroupDeleted], told.Order());
    }

    private Task<PortalDbContext> OpenAsync() =>
        host.Services.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(TestContext.Current.CancellationToken);
}
