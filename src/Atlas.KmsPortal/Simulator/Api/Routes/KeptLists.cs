using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Simulator.Api;

/// <summary>Lists that a project keeps as one document each, read and written on behalf of the request's caller.</summary>
internal sealed class KeptLists(ApiRequest request, IAtlasClient atlas, ProjectDocuments documents, SimulatedClock clock)
{
    public DateTimeOffset Now => clock.GetUtcNow();

    /// <returns>Empty when nothing was ever added.</returns>
    public async Task<IReadOnlyList<T>> ReadAsync<T>(string groupId, string document, CancellationToken cancellationToken)
    {
        await atlas.ProjectAsync(groupId, cancellationToken);
        return await documents.FindAsync<List<T>>(groupId, document, cancellationToken) ?? [];
    }

    /// <param name="change">What the list becomes. It may refuse.</param>
    /// <returns>The list as it is now.</returns>
    public async Task<IReadOnlyList<T>> ChangeAsync<T>(
        string groupId,
        string document,
        Func<IReadOnlyList<T>, List<T>> change,
        KeptEvent? happened,
        CancellationToken cancellationToken
    ) =>
        await documents.ChangeAsync<List<T>>(
            groupId,
            document,
            before => change(before ?? []),
            happened,
            request.Caller.Actor,
            cancellationToken
        ) ?? [];
}
