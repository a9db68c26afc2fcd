using System.Text.RegularExpressions;
using Atlas.KmsPortal.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Atlas.KmsPortal.Tests.Budgets;

/// <summary>How SQLite carries statements out.</summary>
internal static partial class QueryPlan
{
    /// <summary>What a statement does row by row through a whole table or index; a list in a parameter does not count.</summary>
    public static async Task<IReadOnlyList<string>> ScansAsync(
        IDbContextFactory<PortalDbContext> databases,
        IEnumerable<string> commands
    ) =>
        [
            .. (await StepsAsync(databases, commands)).Where(step =>
                step.StartsWith("SCAN", StringComparison.Ordinal) && !step.Contains("VIRTUAL TABLE", StringComparison.Ordinal)
            ),
        ];

    /// <returns>The steps as SQLite's EXPLAIN QUERY PLAN names them.</returns>
    public static async Task<IReadOnlyList<string>> StepsAsync(IDbContextFactory<PortalDbContext> databases, IEnumerable<string> commands)
    {
        await using var db = await databases.CreateDbContextAsync();
        await db.Database.OpenConnectionAsync();
        List<string> steps = [];
        foreach (var statement in commands.SelectMany(command => command.Split(';')).Where(text => !string.IsNullOrWhiteSpace(text)))
        {
            using var explain = ((SqliteConnection)db.Database.GetDbConnection()).CreateCommand();
            explain.CommandText = "EXPLAIN QUERY PLAN " + statement;
            foreach (var name in Parameters.Matches(statement).Select(match => match.Value).Distinct())
            {
                explain.Parameters.AddWithValue(name, DBNull.Value);
            }

            using var plan = explain.ExecuteReader();
            while (plan.Read())
            {
                steps.Add(plan.GetString(3));
            }
        }

        return steps;
    }

    [GeneratedRegex("@[A-Za-z0-9_]+")]
    private static partial Regex Parameters { get; }
}
