using Microsoft.EntityFrameworkCore;

namespace Atlas.KmsPortal.Data;

/// <summary>
/// What a start would otherwise create, asked in one statement: the first queries of EF Core cost more than the rest of a start.
/// </summary>
public sealed record Inhabitants(bool DemoWorld, bool DemoKeys, bool Anybody, bool DemoAccounts)
{
    private const string Sql = """
        SELECT EXISTS (SELECT 1 FROM "SimulatorState" WHERE "DemoWorldMade"),
               EXISTS (SELECT 1 FROM "ApiKeys" WHERE "PublicKey" = @key),
               EXISTS (SELECT 1 FROM "AspNetUsers"),
               (SELECT COUNT(*) FROM "AspNetUsers" WHERE "Email" IN (@first, @second)) = 2
        """;

    /// <param name="demoKey">The public key that the demo world's programs sign with.</param>
    public static async Task<Inhabitants> CountAsync(
        PortalDbContext database,
        string demoKey,
        (string First, string Second) demoAccounts,
        CancellationToken cancellationToken
    )
    {
        await database.Database.OpenConnectionAsync(cancellationToken);
        await using var command = database.Database.GetDbConnection().CreateCommand();
        command.CommandText = Sql;
        foreach (var (name, value) in new[] { ("@key", demoKey), ("@first", demoAccounts.First), ("@second", demoAccounts.Second) })
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }

        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        await row.ReadAsync(cancellationToken);
        return new(row.GetBoolean(0), row.GetBoolean(1), row.GetBoolean(2), row.GetBoolean(3));
    }
}
