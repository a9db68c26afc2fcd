using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Simulator.Api;

/// <summary>Settings that a project keeps as one document each, read and written on behalf of the request's caller.</summary>
internal sealed class KeptSettings(ApiRequest request, IAtlasClient atlas, ProjectDocuments documents)
{
    /// <param name="fresh">What a project has that never set it.</param>
    public async Task<T> ReadAsync<T>(string groupId, string document, T fresh, CancellationToken cancellationToken)
        where T : class
    {
        await atlas.ProjectAsync(groupId, cancellationToken);
        return await documents.FindAsync<T>(groupId, document, cancellationToken) ?? fresh;
    }

    /// <param name="change">What the settings become. It may refuse.</param>
    /// <returns>The settings as they are now.</returns>
    public async Task<T> ChangeAsync<T>(
        string groupId,
        string document,
        T fresh,
        Func<T, T> change,
        KeptEvent? happened,
        CancellationToken cancellationToken
    )
        where T : class =>
        (
            await documents.ChangeAsync<T>(
                groupId,
                document,
                before => change(before ?? fresh),
                happened,
                request.Caller.Actor,
                cancellationToken
            )
        )!;
}
