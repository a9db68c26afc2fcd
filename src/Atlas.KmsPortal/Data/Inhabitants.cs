using Microsoft.EntityFrameworkCore;

namespace Atlas.KmsPortal.Data;

/// <summary>
/// What a start would otherwise create, asked in one statement: the first queries of EF Core cost more than the rest of a start.
/// </summary>
/// <param name="DemoKeys">Whether one of the demo world's programs is there.</param>
/// <param name="DemoAccounts">How many of the two are there.</param>
public sealed record Inhabitants(bool DemoWorld, bool DemoKeys, bool Anybody, int DemoAccounts)
{
    private const string Sql = """
        SELECT EXISTS (SELECT 1 FROM "SimulatorState" WHERE "DemoWorldMade"),
               EXISTS (SELECT 1 FROM "ApiKeys" WHERE "PublicKey" IN (@owner, @reader))
                   OR EXISTS (SELECT 1 FROM "ServiceAccounts" WHERE "ClientId" = @account),
               EXISTS (SELECT 1 FROM "AspNetUsers"),
               (SELECT COUNT(*) FROM "AspNetUsers" WHERE "Email" IN (@first, @second))
        """;

    /// <param name="demoKeys">The names that the demo world's programs sign in with.</param>
    public static async Task<Inhabitants> CountAsync(
        PortalDbContext database,
        (string Owner, string Reader, string ServiceAccount) demoKeys,
        (string First, string Second) demoAccounts,
        CancellationToken cancellationToken
    )
    {
        await database.Database.OpenConnectionAsync(cancellationToken);
        await using var command = database.Database.GetDbConnection().CreateCommand();
        command.CommandText = Sql;
        foreach (
            var (name, value) in new[]
            {
                ("@owner", demoKeys.Owner),
                ("@reader", demoKeys.Reader),
                ("@account", demoKeys.ServiceAccount),
                ("@first", demoAccounts.First),
                ("@second", demoAccounts.Second),
            }
        )
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }

        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        await row.ReadAsync(cancellationToken);
        return new(row.GetBoolean(0), row.GetBoolean(1), row.GetBoolean(2), row.GetInt32(3));
    }
}
