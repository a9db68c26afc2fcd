using System.Security.Cryptography;
using System.Text;
using Atlas.KmsPortal.Data;
using Atlas.KmsPortal.Tests.Architecture;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Atlas.KmsPortal.Tests.Data.Sqlite;

/// <summary>What there are databases of already does not change any more, and each step is whole or not at all.</summary>
public sealed class MigrationsTests
{
    public static TheoryData<string> All => [.. Named().Select(migration => migration.Key)];

    [Fact]
    public void The_first_migration_never_changes()
    {
        var (initial, file) = ("20261122101838_Initial", Path.Combine(Source.Root, "Data", "Migrations", "20261122101838_Initial.cs"));

        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(Source.Read(file).ReplaceLineEndings("\n")));

        Assert.Equal(initial, Named().First().Key);
        Assert.Equal("073e81aef9f9d825182f3edacbc75fa33e08be97ac398c05ae682f35edabe2a0", Convert.ToHexStringLower(hash));
    }

    /// <summary>SQLite rebuilds a table for a foreign key or a changed column, outside of any transaction: a kill would leave half of it.</summary>
    [Theory]
    [MemberData(nameof(All))]
    public void A_migration_is_one_transaction(string name)
    {
        using var context = Context();
        var migration = context.GetService<IMigrationsAssembly>().CreateMigration(Named()[name], context.Database.ProviderName!);

        var commands = context
            .GetService<IMigrationsSqlGenerator>()
            .Generate(migration.UpOperations, context.GetService<IDesignTimeModel>().Model);

        Assert.DoesNotContain(commands, command => command.TransactionSuppressed);
    }

    private static IReadOnlyDictionary<string, System.Reflection.TypeInfo> Named()
    {
        using var context = Context();
        return context.GetService<IMigrationsAssembly>().Migrations;
    }

    private static PortalDbContext Context() =>
        new(new DbContextOptionsBuilder<PortalDbContext>().UseSqlite("Data Source=:memory:").Options);
}
