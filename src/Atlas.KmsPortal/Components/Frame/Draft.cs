using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Components.Frame;

/// <summary>Opens the drafts of whoever is signed in.</summary>
public sealed class Drafts(IDraftStore store, IProjectAccess access, Toaster toaster)
{
    /// <param name="form">Which form it belongs to: "advanced", "azure/set-up".</param>
    public Draft<T> Of<T>(string projectId, string form)
        where T : class => new(store, access, toaster, projectId, form);
}

/// <summary>What one person typed on one form of one project and has not saved.</summary>
public sealed class Draft<T>(IDraftStore store, IProjectAccess access, Toaster toaster, string projectId, string form)
    where T : class
{
    /// <returns>Null when there is none.</returns>
    public async Task<T?> FindAsync(CancellationToken cancellationToken) =>
        await store.FindAsync<T>(await access.UserIdAsync(), projectId, form, cancellationToken);

    /// <summary>Where it cannot be kept now, the page goes on with it, and says so.</summary>
    public async Task KeepAsync(T content, CancellationToken cancellationToken)
    {
        // Picture first, then disk: what was typed is drawn before SQLite, which knows no asynchronous calls, keeps it.
        await Task.Yield();
        await WriteAsync(user => store.KeepAsync(user, projectId, form, content, cancellationToken), "Your input is not kept yet");
    }

    public Task DiscardAsync(CancellationToken cancellationToken) =>
        WriteAsync(user => store.DiscardAsync(user, projectId, form, cancellationToken), "Your input was not discarded");

    private async Task WriteAsync(Func<string, Task> write, string failed)
    {
        try
        {
            await write(await access.UserIdAsync());
        }
        catch (StoreUnavailableException exception)
        {
            toaster.Bad(failed, exception.Message);
        }
    }
}
