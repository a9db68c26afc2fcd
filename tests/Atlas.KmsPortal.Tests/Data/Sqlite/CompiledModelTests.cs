using System.Text.RegularExpressions;
using Atlas.KmsPortal.Data;
using Atlas.KmsPortal.Tests.Architecture;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Scaffolding;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Atlas.KmsPortal.Tests.Data.Sqlite;

public sealed partial class CompiledModelTests
{
    private const string Regenerate =
        "Run: dotnet ef dbcontext optimize -p src/Atlas.KmsPortal -o Data/Sqlite/CompiledModel -n Atlas.KmsPortal.Data.Sqlite.CompiledModel";

    [Fact]
    public void The_compiled_model_is_current()
    {
        using var context = Context();
        var folder = Path.Combine(Source.Root, "Data", "Sqlite", "CompiledModel");

        var generated = Generate(context).ToDictionary(file => file.Path, file => Plain(file.Code));
        var kept = Directory.GetFiles(folder).ToDictionary(file => Path.GetFileName(file), file => Plain(File.ReadAllText(file)));

        Assert.Equal(generated.Keys.Order(), kept.Keys.Order());
        Assert.All(generated, file => Assert.True(kept[file.Key] == file.Value, $"{file.Key} is stale. {Regenerate}"));
    }

    [Fact]
    public void The_compiled_model_is_the_one_in_use()
    {
        using var context = Context();

        Assert.IsAssignableFrom<RuntimeModel>(context.Model);
        Assert.Equal("Atlas.KmsPortal.Data.Sqlite.CompiledModel", context.Model.GetType().Namespace);
    }

    [Fact]
    public void The_migrations_say_all_that_the_model_says()
    {
        using var context = Context();

        Assert.False(context.Database.HasPendingModelChanges());
    }

    private static PortalDbContext Context() =>
        new(new DbContextOptionsBuilder<PortalDbContext>().UseSqlite("Data Source=:memory:").Options);

    private static IReadOnlyCollection<ScaffoldedFile> Generate(PortalDbContext context)
    {
        var services = new ServiceCollection().AddEntityFrameworkDesignTimeServices().AddDbContextDesignTimeServices(context);
        var provider = context.GetService<IDatabaseProvider>().Name;
        var reference = System.Reflection.Assembly.Load(provider).GetCustomAttributes(typeof(DesignTimeProviderServicesAttribute), false);
        var type = System.Reflection.Assembly.Load(provider).GetType(((DesignTimeProviderServicesAttribute)reference[0]).TypeName)!;
        ((IDesignTimeServices)Activator.CreateInstance(type)!).ConfigureDesignTimeServices(services);

        var options = new CompiledModelCodeGenerationOptions
        {
            ContextType = typeof(PortalDbContext),
            ModelNamespace = "Atlas.KmsPortal.Data.Sqlite.CompiledModel",
            UseNullableReferenceTypes = true,
            Language = "C#",
        };
        return services
            .BuildServiceProvider()
            .GetRequiredService<ICompiledModelCodeGeneratorSelector>()
            .Select(options)
            .GenerateModel(context.GetService<IDesignTimeModel>().Model, options);
    }

    // Each generation takes an id of its own.
    private static string Plain(string code) => Id().Replace(code.TrimStart('\uFEFF').ReplaceLineEndings("\n").TrimEnd(), "");

    [GeneratedRegex("new Guid\\(\"[0-9a-f-]{36}\"\\)")]
    private static partial Regex Id();
}
