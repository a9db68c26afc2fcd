using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Atlas.KmsPortal.Data;

/// <summary>A table as EF Core maps it, for rows that are read and written without its pipeline. Columns and conversions are EF's own.</summary>
internal sealed class Table
{
    private static readonly ConcurrentDictionary<(IModel Model, Type Row), Table> s_tables = new();
    private readonly Dictionary<string, Column> _byProperty;
    private readonly Type _row;

    private Table(IEntityType entity)
    {
        _row = entity.ClrType;
        Name = $"\"{entity.GetTableName()}\"";
        Columns = [.. entity.GetProperties().Select(property => new Column(property))];
        Keys = [.. Columns.Where(column => column.IsKey)];
        _byProperty = Columns.ToDictionary(column => column.Property);
    }

    public string Name { get; }

    public IReadOnlyList<Column> Columns { get; }

    public IReadOnlyList<Column> Keys { get; }

    public static Table Of(DbContext context, Type row) =>
        s_tables.GetOrAdd(
            (context.Model, row),
            static key => new Table(
                key.Model.FindEntityType(key.Row) ?? throw new InvalidOperationException($"{key.Row.Name} is no row of the database.")
            )
        );

    public Column this[string property] => _byProperty[property];

    /// <summary>Its columns for a SELECT, in the order in which <see cref="Read"/> takes them.</summary>
    public string Select(string alias) => string.Join(", ", Columns.Select(column => $"{alias}.{column.Name}"));

    /// <summary>The row that the reader stands at.</summary>
    public object Read(DbDataReader reader)
    {
        var row = Activator.CreateInstance(_row)!;
        for (var ordinal = 0; ordinal < Columns.Count; ordinal++)
        {
            Columns[ordinal].Read(row, reader, ordinal);
        }

        return row;
    }
}

/// <summary>A column of a <see cref="Table"/>.</summary>
internal sealed class Column(IProperty property)
{
    private readonly Microsoft.EntityFrameworkCore.Storage.ValueConversion.ValueConverter? _converter =
        property.GetValueConverter() ?? property.FindTypeMapping()?.Converter;

    public string Property { get; } = property.Name;

    public string Name { get; } = $"\"{property.GetColumnName()}\"";

    public bool IsKey { get; } = property.IsPrimaryKey();

    /// <summary>Whether the database counts it up itself.</summary>
    public bool IsCounted { get; } = property.ValueGenerated is ValueGenerated.OnAdd && property.ClrType == typeof(long);

    public object? Value(object row)
    {
        var value = property.GetGetter().GetClrValue(row);
        return value is null || _converter is null ? value : _converter.ConvertToProvider(value);
    }

    public void Read(object row, DbDataReader reader, int ordinal)
    {
        if (reader.IsDBNull(ordinal))
        {
            property.PropertyInfo!.SetValue(row, null);
            return;
        }

        var stored = Stored(reader, ordinal);
        property.PropertyInfo!.SetValue(row, _converter is null ? stored : _converter.ConvertFromProvider(stored));
    }

    private object Stored(DbDataReader reader, int ordinal)
    {
        var type = _converter?.ProviderClrType ?? property.ClrType;
        return (Nullable.GetUnderlyingType(type) ?? type) switch
        {
            var text when text == typeof(string) => reader.GetString(ordinal),
            var big when big == typeof(long) => reader.GetInt64(ordinal),
            var small when small == typeof(int) => reader.GetInt32(ordinal),
            var flag when flag == typeof(bool) => reader.GetBoolean(ordinal),
            var other => throw new InvalidOperationException($"{property.Name} is kept as {other.Name}, which is not read here."),
        };
    }
}
