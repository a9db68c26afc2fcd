using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Components.Frame;

/// <summary>Opens the drafts of whoever is signed in.</summary>
public sealed class Drafts(IDraftStore store, IProjectAccess access)
{
    /// <param name="form">Which form it belongs to: "advanced", "azure/set-up".</param>
    public Draft<T> Of<T>(string projectId, string form)
        where T : class => new(store, access, projectId, form);
}

/// <summary>What one person typed on one form of one project and has not saved.</summary>
public sealed class Draft<T>(IDraftStore store, IProjectAccess access, string projectId, string form)
    where T : class
{
    /// <returns>Null when there is none.</returns>
    public async Task<T?> FindAsync(CancellationToken cancellationToken) =>
        await store.FindAsync<T>(await access.UserIdAsync(), projectId, form, cancellationToken);

    public async Task KeepAsync(T content, CancellationToken cancellationToken)
    {
        // Picture first, then disk: what was typed is drawn before SQLite, which knows no asynchronous calls, keeps it.
        await Task.Yield();
        await store.KeepAsync(await access.UserIdAsync(), projectId, form, content, cancellationToken);
    }

    public async Task DiscardAsync(CancellationToken cancellationToken) =>
        await store.DiscardAsync(await access.UserIdAsync(), projectId, form, cancellationToken);
}
