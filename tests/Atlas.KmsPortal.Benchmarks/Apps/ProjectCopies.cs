using Microsoft.Data.Sqlite;

namespace Atlas.KmsPortal.Benchmarks.Apps;

/// <summary>Projects by the thousand, straight into the database of a portal that does not run.</summary>
internal static class ProjectCopies
{
    /// <returns>The ids of the copies.</returns>
    public static IReadOnlyList<string> Make(string database, string projectId, int count)
    {
        using var connection = new SqliteConnection($"Data Source={database};Pooling=False");
        connection.Open();
        using var transaction = connection.BeginTransaction();
        var ids = new List<string>(count);
        using var projects = Copy(connection, "Projects", "Id");
        using var roles = Copy(connection, "ApiRoles", "ScopeId");
        for (var number = 0; number < count; number++)
        {
            var id = $"75{number:x22}";
            foreach (var copy in new[] { projects, roles })
            {
                copy.Parameters.Clear();
                copy.Parameters.AddWithValue("$source", projectId);
                copy.Parameters.AddWithValue("$copy", id);
                copy.Parameters.AddWithValue("$name", $"copy-{number:00000}");
                copy.ExecuteNonQuery();
            }

            ids.Add(id);
        }

        transaction.Commit();
        return ids;
    }

    /// <summary>The whole row, whatever columns it has by now.</summary>
    private static SqliteCommand Copy(SqliteConnection connection, string table, string key)
    {
        var columns = new List<string>();
        using (var command = connection.CreateCommand())
        {
            command.CommandText = "SELECT name FROM pragma_table_info($table)";
            command.Parameters.AddWithValue("$table", table);
            using var rows = command.ExecuteReader();
            while (rows.Read())
            {
                columns.Add(rows.GetString(0));
            }
        }

        var values = columns.Select(column =>
            column == key ? "$copy"
            : column is "Name" ? "$name"
            : $"\"{column}\""
        );
        var copy = connection.CreateCommand();
        copy.CommandText =
            $"INSERT INTO \"{table}\" ({string.Join(", ", columns.Select(column => $"\"{column}\""))}) "
            + $"SELECT {string.Join(", ", values)} FROM \"{table}\" WHERE \"{key}\" = $source";
        return copy;
    }
}
