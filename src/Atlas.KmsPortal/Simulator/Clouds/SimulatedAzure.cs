using Atlas.KmsPortal.Auditing;
using Atlas.KmsPortal.Data;
using Atlas.KmsPortal.Encryption;
using Microsoft.EntityFrameworkCore;

namespace Atlas.KmsPortal.Simulator;

/// <summary>The vault owner's side: connections. The portal's page and Azure Resource Manager's routes both come here.</summary>
public sealed class SimulatedAzure(SimulatorStore store)
{
    private readonly RecentlyRejected _rejected = new();

    /// <summary>Vaults that some project uses or that hold a key or a connection, by name.</summary>
    public Task<IReadOnlyList<AzureVault>> VaultsAsync(CancellationToken cancellationToken) =>
        store.ReadAsync<IReadOnlyList<AzureVault>>(
            async db =>
            {
                var vaults = await db.Vaults.OrderBy(row => row.Name).ToListAsync(cancellationToken);
                var subscriptions = await db.AzureSubscriptions.ToDictionaryAsync(
                    row => row.Id,
                    StringComparer.OrdinalIgnoreCase,
                    cancellationToken
                );
                var keys = await db
                    .CloudKeys.Where(row => row.Provider == CloudProvider.Azure)
                    .OrderBy(row => row.Name)
                    .ThenByDescending(row => row.CreatedAt)
                    .ToListAsync(cancellationToken);
                var connections = (await Visible(db).ToListAsync(cancellationToken)).ConvertAll(Of);
                var projects = await db.Projects.ToListAsync(cancellationToken);
                return
                [
                    .. vaults.Select(vault => new AzureVault(
                        vault,
                        subscriptions.GetValueOrDefault(vault.SubscriptionId)?.NetworkProviderRegistered ?? true,
                        [.. connections.Where(connection => connection.VaultId == vault.Id)],
                        [.. keys.Where(key => key.Container == vault.Id)],
                        [
                            .. projects
                                .Where(project => SimulatedClouds.VaultId(project.AzureKeyVault) == vault.Id)
                                .Select(project => project.Id)
                                .Union(
                                    connections
                                        .Where(connection => connection.VaultId == vault.Id)
                                        .Select(connection => connection.ProjectId)
                                ),
                        ]
                    )),
                ];
            },
            cancellationToken
        );

    /// <summary>The connections of every vault, oldest first.</summary>
    public async Task<IReadOnlyList<AzureConnection>> ConnectionsAsync(CancellationToken cancellationToken) =>
        [.. (await store.ReadAsync(db => Visible(db).ToListAsync(cancellationToken), cancellationToken)).Select(Of)];

    public async Task<IReadOnlyList<AzureConnection>> ConnectionsAsync(string vaultId, CancellationToken cancellationToken) =>
        [.. (await ConnectionsAsync(cancellationToken)).Where(connection => connection.VaultId == vaultId.ToLowerInvariant())];

    /// <summary>The connection by that name. One that was rejected can be read a while longer than Atlas leaves it.</summary>
    public async Task<AzureConnection?> FindConnectionAsync(string vaultId, string name, CancellationToken cancellationToken) =>
        (await ConnectionsAsync(vaultId, cancellationToken)).FirstOrDefault(connection =>
            string.Equals(connection.Name, name, StringComparison.OrdinalIgnoreCase)
        ) ?? _rejected.Find(vaultId, name, store.Now);

    /// <summary>Approves or rejects. Asking for the state that it has already is fine.</summary>
    /// <exception cref="AtlasRefusedException">No such connection, or Azure does not allow the step.</exception>
    public async Task<AzureConnection> SetStateAsync(
        string vaultId,
        string name,
        AzureConnectionState state,
        string? description,
        Actor actor,
        CancellationToken cancellationToken
    )
    {
        var connection = await store.WriteAsync(
            actor,
            async step =>
            {
                var endpoint = await FindAsync(step.Db, vaultId, name, cancellationToken);
                if (endpoint is null)
                {
                    var rejected = _rejected.Find(vaultId, name, step.Now) ?? throw NotFound(name);
                    return state is AzureConnectionState.Rejected ? rejected : throw NotAllowed(name, rejected.State, state);
                }

                if (endpoint.AzureState == state)
                {
                    endpoint.AzureDescription = description ?? endpoint.AzureDescription;
                    return Of(endpoint);
                }

                if (!MayBecome(endpoint.AzureState, state))
                {
                    throw NotAllowed(name, endpoint.AzureState, state);
                }

                await ChangeAsync(step, endpoint, state, description, cancellationToken);
                return Of(endpoint);
            },
            cancellationToken
        );
        if (state is AzureConnectionState.Rejected)
        {
            _rejected.Note(connection, store.Now);
        }

        return connection;
    }

    /// <summary>Approves all of these that still wait; what somebody decided meanwhile stays decided.</summary>
    /// <param name="descriptions">What the other side gets to read, by the connection's name.</param>
    /// <returns>Those that are approved now by this.</returns>
    public Task<IReadOnlyList<AzureConnection>> ApproveAsync(
        string vaultId,
        IReadOnlyDictionary<string, string> descriptions,
        Actor actor,
        CancellationToken cancellationToken
    ) =>
        store.WriteAsync<IReadOnlyList<AzureConnection>>(
            actor,
            async step =>
            {
                List<AzureConnection> approved = [];
                foreach (var endpoint in await Visible(step.Db).ToListAsync(cancellationToken))
                {
                    if (
                        VaultIdOf(endpoint) == vaultId
                        && endpoint.AzureState is AzureConnectionState.Pending
                        && descriptions.TryGetValue(endpoint.ConnectionName!, out var description)
                    )
                    {
                        await ChangeAsync(step, endpoint, AzureConnectionState.Approved, description, cancellationToken);
                        approved.Add(Of(endpoint));
                    }
                }

                return approved;
            },
            cancellationToken
        );

    /// <exception cref="AtlasRefusedException">No such connection.</exception>
    public async Task RemoveAsync(string vaultId, string name, Actor actor, CancellationToken cancellationToken)
    {
        await store.WriteAsync(
            actor,
            async step =>
            {
                if (await FindAsync(step.Db, vaultId, name, cancellationToken) is { } endpoint)
                {
                    await ChangeAsync(step, endpoint, AzureConnectionState.Removed, description: null, cancellationToken);
                }
                else if (_rejected.Find(vaultId, name, step.Now) is null)
                {
                    throw NotFound(name);
                }
            },
            cancellationToken
        );
        _rejected.Forget(vaultId, name);
    }

    private static AtlasRefusedException NotFound(string name) => new(SimulatorRefusals.ConnectionNotFound(name));

    private static AtlasRefusedException NotAllowed(string name, AzureConnectionState from, AzureConnectionState to) =>
        new(
            new Blocker(
                "PrivateEndpointConnectionStateTransitionNotAllowed",
                "Azure does not allow that",
                $"The connection {name} is {from} and cannot become {to}. A rejected connection stays rejected: approve the new one that Atlas creates."
            )
        );

    private static bool MayBecome(AzureConnectionState from, AzureConnectionState to) =>
        (from, to) switch
        {
            (AzureConnectionState.Pending, AzureConnectionState.Approved or AzureConnectionState.Rejected) => true,
            (AzureConnectionState.Approved, AzureConnectionState.Rejected or AzureConnectionState.Disconnected) => true,
            _ => false,
        };

    private static async Task ChangeAsync(
        SimulatorStep step,
        PrivateEndpointRow endpoint,
        AzureConnectionState state,
        string? description,
        CancellationToken cancellationToken
    )
    {
        var before = endpoint.AzureState;
        endpoint.AzureState = state;
        endpoint.AzureStateSince = step.Now;
        endpoint.AzureDescription = description;
        endpoint.AzureBy = step.Actor.Name;
        endpoint.AzureEtag++;
        var project = await step.Db.Projects.FindAsync([endpoint.ProjectId], cancellationToken);
        step.Record(
            AtlasEvents.AzureConnectionChanged,
            project,
            $"Azure: connection {endpoint.ConnectionName} in {endpoint.Region} {state.ToString().ToLowerInvariant()}.",
            new { state = before.ToString() },
            new { state = state.ToString(), description }
        );
        step.Timeline(
            endpoint.ProjectId,
            endpoint.Id,
            endpoint.Status.AtlasName(),
            $"{state} in Azure; Atlas needs up to {Words.Duration(step.Timing.AzureNoticedWithin)} to notice."
        );
    }

    private static async Task<PrivateEndpointRow?> FindAsync(
        PortalDbContext db,
        string vaultId,
        string name,
        CancellationToken cancellationToken
    )
    {
        var endpoints = await Visible(db).ToListAsync(cancellationToken);
        return endpoints.FirstOrDefault(row =>
            VaultIdOf(row) == vaultId && string.Equals(row.ConnectionName, name, StringComparison.OrdinalIgnoreCase)
        );
    }

    private static IQueryable<PrivateEndpointRow> Visible(PortalDbContext db) =>
        db
            .PrivateEndpoints.Where(row =>
                row.Provider == CloudProvider.Azure
                && row.ConnectionName != null
                && row.AzureState != AzureConnectionState.None
                && row.AzureState != AzureConnectionState.Removed
            )
            .OrderBy(row => row.CreatedAt);

    private static string VaultIdOf(PrivateEndpointRow row) =>
        SimulatedClouds.VaultId(row.SubscriptionId ?? "", row.ResourceGroupName ?? "", row.KeyVaultName ?? "");

    private static AzureConnection Of(PrivateEndpointRow row) =>
        new(
            VaultIdOf(row),
            row.KeyVaultName ?? "",
            row.ConnectionName!,
            row.Id,
            row.ProjectId,
            row.Region,
            row.AzureState,
            row.AzureDescription,
            row.AzureStateSince ?? row.StatusSince,
            row.AzureEtag,
            row.Status
        );
}
