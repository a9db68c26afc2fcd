using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace Atlas.KmsPortal.Data;

/// <summary>
/// Rows that are only ever added, written in one round trip. EF Core's change tracker costs several times what the insert does,
/// and every acknowledged change writes a few of them. Columns and conversions are EF's own.
/// </summary>
public sealed class Inserts
{
    private static readonly ConcurrentDictionary<(IModel, Type), Table> s_tables = new();
    private readonly List<object> _rows = [];

    public void Add(object row) => _rows.Add(row);

    /// <summary>Writes them in the order they were added, inside the context's transaction.</summary>
    public async Task FlushAsync(DbContext context, CancellationToken cancellationToken)
    {
        if (_rows.Count == 0)
        {
            return;
        }

        await using var command = context.Database.GetDbConnection().CreateCommand();
        command.Transaction = context.Database.CurrentTransaction?.GetDbTransaction();
        command.CommandText = string.Concat(_rows.Select((row, index) => TableOf(context, row).Insert(command, row, index)));
        await command.ExecuteNonQueryAsync(cancellationToken);
        _rows.Clear();
    }

    private static Table TableOf(DbContext context, object row) =>
        s_tables.GetOrAdd((context.Model, row.GetType()), static key => new Table(key.Item1.FindEntityType(key.Item2)!));

    private sealed class Table(IEntityType entity)
    {
        // A number that the database counts is left to it.
        private readonly Column[] _columns =
        [
            .. entity
                .GetProperties()
                .Where(property => property.ValueGenerated is not ValueGenerated.OnAdd || property.ClrType == typeof(string))
                .Select(property => new Column(property)),
        ];

        private readonly string _name = entity.GetTableName()!;

        public string Insert(DbCommand command, object row, int index)
        {
            for (var column = 0; column < _columns.Length; column++)
            {
                var parameter = command.CreateParameter();
                parameter.ParameterName = $"@p{index}_{column}";
                parameter.Value = _columns[column].Value(row) ?? DBNull.Value;
                command.Parameters.Add(parameter);
            }

            return $"INSERT INTO \"{_name}\" ({string.Join(", ", _columns.Select(column => column.Name))}) "
                + $"VALUES ({string.Join(", ", _columns.Select((_, column) => $"@p{index}_{column}"))});\n";
        }
    }

    private sealed class Column(IProperty property)
    {
        private readonly Func<object?, object?>? _convert = (
            property.GetValueConverter() ?? property.FindTypeMapping()?.Converter
        )?.ConvertToProvider;

        public string Name { get; } = $"\"{property.GetColumnName()}\"";

        public object? Value(object row)
        {
            var value = property.GetGetter().GetClrValue(row);
            return value is null || _convert is null ? value : _convert(value);
        }
    }
}
