using System.Collections.Concurrent;
using Atlas.KmsPortal.Data;

namespace Atlas.KmsPortal.Simulator;

/// <summary>
/// The connections that were rejected a moment ago. Atlas replaces them at once where its timing says so, but the Azure CLI waits ten
/// seconds and then reads what it has just rejected.
/// </summary>
internal sealed class RecentlyRejected
{
    private static readonly TimeSpan s_remembered = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<(string VaultId, string Name), AzureConnection> _connections = new();

    public void Note(AzureConnection connection, DateTimeOffset now)
    {
        foreach (var (key, old) in _connections)
        {
            if (!IsRecent(old, now))
            {
                _connections.TryRemove(key, out _);
            }
        }

        _connections[KeyOf(connection.VaultId, connection.Name)] = connection;
    }

    public void Forget(string vaultId, string name) => _connections.TryRemove(KeyOf(vaultId, name), out _);

    public AzureConnection? Find(string vaultId, string name, DateTimeOffset now) =>
        _connections.TryGetValue(KeyOf(vaultId, name), out var found) && IsRecent(found, now) ? found : null;

    // A reset turns the clock back: what was rejected before it is gone.
    private static bool IsRecent(AzureConnection connection, DateTimeOffset now) =>
        connection.State is AzureConnectionState.Rejected && connection.Since <= now && now - connection.Since < s_remembered;

    private static (string VaultId, string Name) KeyOf(string vaultId, string name) =>
        (vaultId.ToLowerInvariant(), name.ToLowerInvariant());
}
