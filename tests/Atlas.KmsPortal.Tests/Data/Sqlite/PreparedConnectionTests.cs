using Atlas.KmsPortal.Data.Sqlite;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Atlas.KmsPortal.Tests.Data.Sqlite;

public sealed class PreparedConnectionTests : IDisposable
{
    private readonly PreparedConnection _connection = new("Data Source=:memory:");

    public PreparedConnectionTests()
    {
        _connection.Open();
        _connection.Handle!.enable_sqlite3_next_stmt(true);
        Execute("""CREATE TABLE "Numbers" ("N" INTEGER NOT NULL UNIQUE)""");
    }

    [Fact]
    public void What_is_asked_again_is_not_prepared_again()
    {
        Insert(1);
        var prepared = Statements();

        Insert(2);
        Insert(3);

        Assert.Equal(prepared, Statements());
        Assert.Equal(3L, Scalar("""SELECT COUNT(*) FROM "Numbers" """));
    }

    [Fact]
    public void What_is_asked_once_does_not_pile_up_and_what_is_asked_often_stays()
    {
        Insert(-1);
        var often = Handle();
        for (var number = 0; number < 1000; number++)
        {
            Scalar($"SELECT {number}");
            Insert(number);
        }

        Assert.InRange(Statements(), 1, 210);
        Assert.Same(often, Handle());
    }

    [Fact]
    public void Two_may_read_the_same_at_once()
    {
        Insert(1);
        Insert(2);
        using var one = Read();
        using var other = Read();

        Assert.True(one.Read());
        Assert.True(other.Read());
        Assert.True(one.Read());

        Assert.Equal((2, 1), (one.GetInt32(0), other.GetInt32(0)));
    }

    [Fact]
    public void A_statement_that_was_refused_works_with_other_values()
    {
        Insert(1);
        Assert.Throws<SqliteException>(() => Insert(1));

        Insert(2);

        Assert.Equal(2L, Scalar("""SELECT COUNT(*) FROM "Numbers" """));
    }

    [Fact]
    public void It_writes_inside_a_transaction_and_takes_it_back()
    {
        Insert(1);
        using (_connection.BeginTransaction())
        {
            Insert(2);
        }

        Insert(3);

        Assert.Equal(2L, Scalar("""SELECT COUNT(*) FROM "Numbers" """));
    }

    [Fact]
    public void Once_opened_again_it_works_as_before()
    {
        Scalar("SELECT 1");
        _connection.Close();

        _connection.Open();

        Assert.Equal(1L, Scalar("SELECT 1"));
    }

    public void Dispose() => _connection.Dispose();

    private void Insert(int number)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = """INSERT INTO "Numbers" VALUES (@n)""";
        command.Parameters.AddWithValue("@n", number);
        command.ExecuteNonQuery();
    }

    private SqliteDataReader Read()
    {
        var command = _connection.CreateCommand();
        command.CommandText = """SELECT "N" FROM "Numbers" ORDER BY "N" """;
        return command.ExecuteReader();
    }

    private object? Scalar(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    private void Execute(string sql) => Scalar(sql);

    private int Statements() => All().Count();

    /// <summary>The statement that inserts.</summary>
    private sqlite3_stmt Handle() =>
        All().Single(statement => raw.sqlite3_sql(statement).utf8_to_string().StartsWith("INSERT", StringComparison.Ordinal));

    private IEnumerable<sqlite3_stmt> All()
    {
        for (
            var one = raw.sqlite3_next_stmt(_connection.Handle, null);
            one is not null;
            one = raw.sqlite3_next_stmt(_connection.Handle, one)
        )
        {
            yield return one;
        }
    }
}
