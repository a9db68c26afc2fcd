using System.Security.Cryptography;
using System.Text.Json;
using Atlas.KmsPortal.Data;
using Atlas.KmsPortal.Data.Sqlite;
using Atlas.KmsPortal.Encryption;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace Atlas.KmsPortal.Accounts;

/// <summary>Drafts in the database, protected, since a form may hold a secret.</summary>
internal sealed class DraftStore(
    IDbContextFactory<PortalDbContext> databases,
    IDataProtectionProvider protection,
    TimeProvider clock,
    ILogger<DraftStore> logger
) : IDraftStore
{
    /// <summary>How long a draft lives after its last change.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(1);

    private readonly IDataProtector _protector = protection.CreateProtector("Atlas.KmsPortal.Drafts");

    public async Task<T?> FindAsync<T>(string userId, string projectId, string form, CancellationToken cancellationToken)
        where T : class
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var row = await database.Drafts.FindAsync([userId, projectId, form], cancellationToken);
        if (row is null || row.ChangedAt <= clock.GetUtcNow() - KeptFor)
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<T>(_protector.Unprotect(row.Content));
        }
        catch (Exception exception) when (exception is CryptographicException or JsonException)
        {
            // Keys were replaced or the form has changed since: the form then starts from what is saved.
            logger.LogWarning("A draft of {Form} in project {ProjectId} cannot be read any more.", form, projectId);
            logger.LogDebug(exception, "It failed here.");
            return null;
        }
    }

    public async Task KeepAsync<T>(string userId, string projectId, string form, T draft, CancellationToken cancellationToken)
        where T : class
    {
        var content = _protector.Protect(JsonSerializer.Serialize(draft));
        var now = clock.GetUtcNow();
        await using var database = await databases.CreateDbContextAsync(cancellationToken);

        // One statement, so that two tabs that keep the same draft do not collide; the later one wins.
        await WriteAsync(
            database.Database.ExecuteSqlAsync(
                $"""
                INSERT INTO "Drafts" ("UserId", "ProjectId", "Form", "Content", "ChangedAt")
                VALUES ({userId}, {projectId}, {form}, {content}, {now.UtcTicks})
                ON CONFLICT ("UserId", "ProjectId", "Form") DO UPDATE SET "Content" = excluded."Content", "ChangedAt" = excluded."ChangedAt"
                """,
                cancellationToken
            )
        );
    }

    public async Task DiscardAsync(string userId, string projectId, string form, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await WriteAsync(
            database
                .Drafts.Where(row => row.UserId == userId && row.ProjectId == projectId && row.Form == form)
                .ExecuteDeleteAsync(cancellationToken)
        );
    }

    private static async Task WriteAsync(Task<int> write)
    {
        try
        {
            await write;
        }
        catch (Exception exception) when (DatabaseTrouble.Of(exception) is { } trouble)
        {
            throw new StoreUnavailableException(trouble.WhileRunning, exception);
        }
    }

    /// <summary>Deletes everybody's drafts whose time is over.</summary>
    public async Task DeleteExpiredAsync(CancellationToken cancellationToken)
    {
        var end = clock.GetUtcNow() - KeptFor;
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await database.Drafts.Where(row => row.ChangedAt <= end).ExecuteDeleteAsync(cancellationToken);
    }
}
