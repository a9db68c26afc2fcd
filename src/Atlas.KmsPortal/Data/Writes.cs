using System.Data.Common;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace Atlas.KmsPortal.Data;

/// <summary>
/// Everything that a step leaves behind, written with one command: the rows that it changed, and rows that are only ever added and
/// never read, which the change tracker need not know.
/// </summary>
/// <remarks>Only inside a transaction that has read what it changes: nothing compares concurrency tokens here.</remarks>
public sealed class Writes
{
    private readonly List<object> _added = [];

    public void Add(object row) => _added.Add(row);

    /// <summary>Writes them, and tells which rows those were.</summary>
    public async Task<IReadOnlyList<object>> FlushAsync(DbContext context, CancellationToken cancellationToken)
    {
        context.ChangeTracker.DetectChanges();
        var entries = context.ChangeTracker.Entries().Where(entry => entry.State is not EntityState.Unchanged).ToList();
        if (entries.Count + _added.Count == 0)
        {
            return [];
        }

        // What goes away or changes makes room for what comes: a region has one live place.
        var batch = new Batch(context);
        entries.Where(entry => entry.State is EntityState.Deleted).ToList().ForEach(batch.Delete);
        entries.Where(entry => entry.State is EntityState.Modified).ToList().ForEach(batch.Update);
        entries.Where(entry => entry.State is EntityState.Added).ToList().ForEach(entry => batch.Insert(entry.Entity));
        _added.ForEach(batch.Insert);
        await batch.RunAsync(cancellationToken);

        IReadOnlyList<object> written = [.. entries.Select(entry => entry.Entity), .. _added];
        context.ChangeTracker.AcceptAllChanges();
        _added.Clear();
        return written;
    }

    private sealed class Batch(DbContext context)
    {
        private readonly StringBuilder _sql = new();
        private readonly List<DbParameter> _parameters = [];

        public void Insert(object row)
        {
            var table = Table.Of(context, row.GetType());
            var columns = table.Columns.Where(column => !column.IsCounted).ToList();
            Line(
                $"INSERT INTO {table.Name} ({string.Join(", ", columns.Select(column => column.Name))}) "
                    + $"VALUES ({string.Join(", ", columns.Select(column => Value(column.Value(row))))})"
            );
        }

        public void Update(EntityEntry entry)
        {
            var table = Table.Of(context, entry.Entity.GetType());
            var changes = entry
                .Properties.Where(property => property.IsModified)
                .Select(property => table[property.Metadata.Name])
                .Select(column => $"{column.Name} = {Value(column.Value(entry.Entity))}");
            Line($"UPDATE {table.Name} SET {string.Join(", ", changes)} WHERE {IsRow(table, entry.Entity)}");
        }

        public void Delete(EntityEntry entry)
        {
            var table = Table.Of(context, entry.Entity.GetType());
            Line($"DELETE FROM {table.Name} WHERE {IsRow(table, entry.Entity)}");
        }

        public Task RunAsync(CancellationToken cancellationToken) =>
            Sql.ExecuteAsync(context, _sql.ToString(), _parameters, cancellationToken);

        private string IsRow(Table table, object row) =>
            string.Join(" AND ", table.Keys.Select(key => $"{key.Name} = {Value(key.Value(row))}"));

        private string Value(object? value)
        {
            var name = $"@p{_parameters.Count}";
            _parameters.Add(Sql.Parameter(name, value));
            return name;
        }

        private void Line(string statement) => _sql.Append(statement).Append(";\n");
    }
}
