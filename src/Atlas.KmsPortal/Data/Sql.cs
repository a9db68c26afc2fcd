using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;

namespace Atlas.KmsPortal.Data;

/// <summary>One command for what EF Core would ask in many: several result sets, or several changes. Seen by its interceptors and logs.</summary>
internal static class Sql
{
    /// <summary>Runs the command, and hands over its reader while it is open.</summary>
    public static async Task<T> ReadAsync<T>(
        DbContext db,
        string sql,
        Func<DbDataReader, Task<T>> read,
        CancellationToken cancellationToken,
        params (string Name, object? Value)[] parameters
    )
    {
        var (command, context) = Prepare(db, sql, parameters.Select(parameter => Parameter(parameter.Name, parameter.Value)));
        await using var reader = await command.ExecuteReaderAsync(context, cancellationToken);
        return await read(reader.DbDataReader);
    }

    public static Task<int> ExecuteAsync(DbContext db, string sql, IEnumerable<DbParameter> parameters, CancellationToken cancellationToken)
    {
        var (command, context) = Prepare(db, sql, parameters);
        return command.ExecuteNonQueryAsync(context, cancellationToken);
    }

    public static DbParameter Parameter(string name, object? value) => new SqliteParameter(name, value ?? DBNull.Value);

    /// <summary>Whether a row was refused because another one has its place: the database decides who was first.</summary>
    public static bool IsTaken(SqliteException exception)
    {
        const int uniqueIndex = 2067;
        return exception.SqliteExtendedErrorCode == uniqueIndex;
    }

    private static (IRelationalCommand Command, RelationalCommandParameterObject Context) Prepare(
        DbContext db,
        string sql,
        IEnumerable<DbParameter> parameters
    )
    {
        var raw = db.GetService<IRawSqlCommandBuilder>().Build(sql, parameters, db.Model);
        return (
            raw.RelationalCommand,
            new RelationalCommandParameterObject(
                db.GetService<IRelationalConnection>(),
                raw.ParameterValues,
                readerColumns: null,
                db,
                db.GetService<IRelationalCommandDiagnosticsLogger>(),
                CommandSource.Unknown
            )
        );
    }
}
