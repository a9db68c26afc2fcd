using Atlas.KmsPortal.Auditing;
using Atlas.KmsPortal.Components.Frame;
using Atlas.KmsPortal.Data;
using Atlas.KmsPortal.Encryption;
using Atlas.KmsPortal.Tests.Encryption.State;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Atlas.KmsPortal.Tests.Components;

/// <summary>Renders whole pages over an Atlas that holds one project, as somebody with a role in it.</summary>
public abstract class PageTest : ComponentTest
{
    private readonly SqliteConnection _connection = new("Data Source=:memory:");

    internal FakeDrafts Drafts { get; } = new();

    internal FakeAtlasClient Atlas { get; private set; } = null!;

    /// <summary>Before the page is rendered.</summary>
    internal void Given(ProjectSnapshot project, ProjectRole role = ProjectRole.Owner)
    {
        Atlas = new FakeAtlasClient(project);
        Services.AddSingleton<IAtlasClient>(Atlas);
        Services.AddSingleton<IProjectDirectory>(new FakeDirectory(Atlas));
        Services.AddSingleton<IProjectAccess>(new FakeAccess(role));
        Services.AddSingleton<IDraftStore>(Drafts);
        Services.AddSingleton(new ProjectWatch(TimeProvider.System, NullLogger<ProjectWatch>.Instance));
        Services.AddScoped<EncryptionState>();
        Services.AddScoped<Toaster>();
        Services.AddScoped<FieldFocus>();
        Services.AddScoped<Announcer>();
        Services.AddScoped<Atlas.KmsPortal.Components.Frame.Drafts>();
        Services.AddSingleton(TimeProvider.System);
        Services.AddDbContextFactory<PortalDbContext>(options => options.UseSqlite(_connection));
        Services.AddSingleton<AuditLog>();
        _connection.Open();

        // From here on the services are fixed.
        using var database = Database();
        database.Database.EnsureCreated();
    }

    internal PortalDbContext Database() => Services.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContext();

    protected IRenderedComponent<T> Page<T>(string? cluster = null)
        where T : ProjectPage =>
        Render<T>(parameters =>
        {
            parameters.Add(page => page.ProjectId, Atlas.Project.Id);
            if (cluster is not null)
            {
                parameters.TryAdd("Name", cluster);
            }
        });

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
        {
            _connection.Dispose();
        }
    }
}

/// <summary>Drafts as objects: what a page keeps is what it finds.</summary>
internal sealed class FakeDrafts : IDraftStore
{
    public Dictionary<string, object> Kept { get; } = [];

    /// <summary>Why nothing can be kept; null when it can.</summary>
    public string? Unavailable { get; set; }

    public Task<T?> FindAsync<T>(string userId, string projectId, string form, CancellationToken cancellationToken)
        where T : class => Task.FromResult(Kept.GetValueOrDefault(form) as T);

    public Task KeepAsync<T>(string userId, string projectId, string form, T draft, CancellationToken cancellationToken)
        where T : class
    {
        if (Unavailable is { } why)
        {
            throw new StoreUnavailableException(why, new TimeoutException());
        }

        Kept[form] = draft;
        return Task.CompletedTask;
    }

    public Task DiscardAsync(string userId, string projectId, string form, CancellationToken cancellationToken)
    {
        Kept.Remove(form);
        return Task.CompletedTask;
    }
}
