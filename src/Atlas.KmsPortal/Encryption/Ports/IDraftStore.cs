namespace Atlas.KmsPortal.Encryption;

/// <summary>
/// Keeps what a person typed or chose and has not saved, so that a refresh, a second tab or a restart loses nothing: for a day
/// after its last change, since a secret may be among it.
/// </summary>
public interface IDraftStore
{
    /// <returns>Null when there is no draft of that form any more.</returns>
    Task<T?> FindAsync<T>(string userId, string projectId, string form, CancellationToken cancellationToken)
        where T : class;

    /// <exception cref="StoreUnavailableException">It cannot be kept now.</exception>
    Task KeepAsync<T>(string userId, string projectId, string form, T draft, CancellationToken cancellationToken)
        where T : class;

    /// <exception cref="StoreUnavailableException">It is still there.</exception>
    Task DiscardAsync(string userId, string projectId, string form, CancellationToken cancellationToken);
}
