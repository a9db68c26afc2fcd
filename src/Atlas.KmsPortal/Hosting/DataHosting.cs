using Atlas.KmsPortal.Data;
using Atlas.KmsPortal.Data.Sqlite;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Atlas.KmsPortal.Hosting;

/// <summary>The database, and the keys that protect the secrets in it.</summary>
public static class DataHosting
{
    private static readonly EventId[] s_heardElsewhere =
    [
        RelationalEventId.ConnectionError,
        RelationalEventId.CommandError,
        RelationalEventId.TransactionError,
        CoreEventId.SaveChangesFailed,
        CoreEventId.QueryIterationFailed,
    ];

    public static WebApplicationBuilder AddData(this WebApplicationBuilder builder)
    {
        var folder = builder.Configuration["Database:Provider"] switch
        {
            null or "" or "Sqlite" => builder.AddSqlite(),
            var unknown => throw new InvalidOperationException($"Database:Provider is '{unknown}'. Use Sqlite."),
        };

        var keys = Path.Combine(
            builder.Environment.ContentRootPath,
            builder.Configuration["DataProtection:KeysFolder"] ?? Path.Combine(folder, "keys")
        );
        CreateFolder(keys, "DataProtection:KeysFolder");
        builder.Services.AddDataProtection().SetApplicationName("Atlas.KmsPortal").PersistKeysToFileSystem(new DirectoryInfo(keys));

        builder.Services.AddSingleton(new DataFolder(Path.GetFullPath(folder, builder.Environment.ContentRootPath)));
        builder.Services.AddSingleton(provider => ActivatorUtilities.CreateInstance<ProtectionKeys>(provider, keys));
        builder.AddPreparation();
        builder.Services.AddHealthChecks().AddDbContextCheck<PortalDbContext>(tags: [PortalHosting.Ready]);
        return builder;
    }

    // Returns the folder that holds the data.
    private static string AddSqlite(this WebApplicationBuilder builder)
    {
        var connection = new SqliteConnectionStringBuilder(
            builder.Configuration.GetConnectionString("Portal") ?? "Data Source=data/portal.db"
        );
        if (!connection.ShouldSerialize("Default Timeout"))
        {
            connection.DefaultTimeout = DatabaseTrouble.PatienceSeconds;
        }

        var inMemory = connection.Mode == SqliteOpenMode.Memory || connection.DataSource is "" or ":memory:";
        if (!inMemory)
        {
            connection.DataSource = Path.GetFullPath(connection.DataSource, builder.Environment.ContentRootPath);
            CreateFolder(Path.GetDirectoryName(connection.DataSource)!, "ConnectionStrings:Portal");
        }

        var connectionString = connection.ToString();
        builder.Services.AddPooledDbContextFactory<PortalDbContext>(options =>
            options
                .UseSqlite(connectionString)
                .AddInterceptors(SqlitePragmas.Instance)
                // Whoever asked hears of it, and says so in their own words.
                .ConfigureWarnings(warnings => warnings.Log([.. s_heardElsewhere.Select(id => (id, LogLevel.Debug))]))
        );
        builder.Services.AddSingleton(new DatabaseFile(connection.DataSource));
        builder.Services.AddSingleton<SqliteUpgrade>();
        return inMemory ? "data" : Path.GetDirectoryName(connection.DataSource)!;
    }

    private static void CreateFolder(string path, string key)
    {
        try
        {
            PrivateFiles.CreateFolder(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InvalidOperationException(
                $"The folder {path} cannot be created ({exception.Message}). Check {key}, and that this account may write there.",
                exception
            );
        }
    }
}
