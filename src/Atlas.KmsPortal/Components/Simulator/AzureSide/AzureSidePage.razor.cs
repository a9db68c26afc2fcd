using Atlas.KmsPortal.Components.Frame;
using Atlas.KmsPortal.Data;
using Atlas.KmsPortal.Encryption;
using Atlas.KmsPortal.Simulator;

namespace Atlas.KmsPortal.Components.Simulator.AzureSide;

/// <summary>
/// The key owner's side of the simulated clouds. Everybody sees and touches only what a project that they own uses.
/// </summary>
public sealed partial class AzureSidePage(
    SimulatedAzure azure,
    SimulatedKeys keys,
    SimulatedIdentities identities,
    SimulatorControls controls,
    SimulatorLevers levers,
    EncryptionState state,
    Toaster toaster
) : LivePage
{
    private CloudInventory _clouds = CloudInventory.Empty;
    private IReadOnlyList<ProjectSnapshot> _visible = [];
    private Question? _question;
    private string? _description;
    private bool _working;

    private DateTimeOffset Now => controls.Now;

    private TimeSpan Noticed => controls.Timing.AzureNoticedWithin;

    protected override async Task ReadAsync()
    {
        var visible = await state.VisibleProjectsAsync(Leaving);
        _visible = [.. visible.Select(item => item.Project)];
        _clouds = await CloudInventory.ReadAsync(visible, azure, keys, identities, Leaving);
    }

    private Task ApproveAsync(AzureVault vault, AzureConnection connection) =>
        DoAsync(
            vault.ProjectIds,
            actor =>
                azure.SetStateAsync(
                    vault.Row.Id,
                    connection.Name,
                    AzureConnectionState.Approved,
                    DescriptionOf(connection),
                    actor,
                    Leaving
                ),
            $"{connection.Region} approved",
            Notice
        );

    private string Notice => $"Atlas needs up to {Words.Duration(Noticed)} to notice.";

    private void AskToApprove(AzureVault vault, IReadOnlyList<AzureConnection> connections) =>
        Ask(
            new(
                $"Approve {Words.Count(connections.Count, "connection")}?",
                "Clusters of these projects reach the keys of this vault over them from then on.",
                $"Approve {connections.Count}",
                _ => ApproveAllAsync(vault, connections)
            )
            {
                IsDanger = false,
                About = [.. connections.Select(DescriptionOf)],
            }
        );

    private async Task ApproveAllAsync(AzureVault vault, IReadOnlyList<AzureConnection> connections)
    {
        IReadOnlyList<AzureConnection> approved = [];
        var descriptions = connections.ToDictionary(connection => connection.Name, DescriptionOf);
        var outcome = await levers.ChangeAsync(
            vault.ProjectIds,
            async actor => approved = await azure.ApproveAsync(vault.Row.Id, descriptions, actor, Leaving),
            Leaving
        );
        toaster.Report(
            outcome,
            $"{Words.Count(approved.Count, "connection")} approved",
            approved.Count == connections.Count ? Notice : "Somebody decided about the others meanwhile."
        );
        await ReadAgainAsync();
    }

    // What the people of Azure read beside the connection for as long as it lives.
    private string DescriptionOf(AzureConnection connection) =>
        $"MongoDB Atlas, {_clouds.Names.GetValueOrDefault(connection.ProjectId, "another project")}, {connection.Region}";

    private void AskToReject(AzureVault vault, AzureConnection connection) =>
        Ask(
            new(
                $"Reject {connection.Name}?",
                $"{Dependants(connection)} A rejected connection stays rejected: Atlas asks again with a new one, which has to be approved.",
                "Reject",
                description =>
                    DoAsync(
                        vault.ProjectIds,
                        actor =>
                            azure.SetStateAsync(vault.Row.Id, connection.Name, AzureConnectionState.Rejected, description, actor, Leaving),
                        $"{connection.Region} rejected",
                        "Atlas asks again with a new connection."
                    ),
                WithDescription: true
            )
        );

    private void AskToRemove(AzureVault vault, AzureConnection connection) =>
        Ask(
            new(
                $"Remove {connection.Name}?",
                $"{Dependants(connection)} Removing cannot be undone: Atlas asks again with a new connection, which has to be approved.",
                "Remove",
                _ =>
                    DoAsync(
                        vault.ProjectIds,
                        actor => azure.RemoveAsync(vault.Row.Id, connection.Name, actor, Leaving),
                        $"{connection.Region} removed",
                        "Atlas asks again with a new connection."
                    )
            )
        );

    private string Dependants(AzureConnection connection)
    {
        var clusters = _visible
            .Where(project => project.Id == connection.ProjectId)
            .SelectMany(project => project.ClustersUsing(CloudProvider.Azure))
            .Where(cluster => cluster.RegionsOf().Contains(connection.Region))
            .Select(cluster => cluster.Name)
            .ToList();
        return clusters.Count == 0
            ? "No cluster depends on it now."
            : $"{Words.List(clusters)} {Words.Verb(clusters.Count, "loses its", "lose their")} private access to the key in {connection.Region}.";
    }

    private static string? KeyNameOf(AzureVault vault) => vault.Keys is [var newest, ..] ? newest.Name : null;

    private IReadOnlyList<KeyInUse> KeysOf(AzureVault vault) => CloudInventory.KeysOf(vault, _visible);

    private Task AddVersionAsync(AzureVault vault, string name) =>
        DoAsync(
            vault.ProjectIds,
            actor => keys.AddVersionAsync(vault.Row.Id, name, actor, Leaving),
            $"New version of {name} created",
            "Projects use it once they rotate to it."
        );

    /// <summary>What stops clusters is asked about first; what mends is done at once.</summary>
    private Task AskAboutKey((KeyInUse Key, KeyAction Deed) pressed)
    {
        var (item, deed) = pressed;
        var change = KeyActions.ChangeFor(deed, Now);
        if (!KeyActions.Breaks(deed) || item.UsedBy.Count == 0)
        {
            return ChangeKeyAsync(item, change);
        }

        Ask(
            new(
                KeyActions.QuestionFor(deed, item.Key.Name),
                $"{Words.List(item.UsedBy)} {Words.Verb(item.UsedBy.Count, "uses", "use")} it: at its next check Atlas finds the key not valid and shuts the clusters down that use it. They come back when the key does.",
                KeyActions.Verb(deed),
                _ => ChangeKeyAsync(item, change)
            )
        );
        return Task.CompletedTask;
    }

    private Task ChangeKeyAsync(KeyInUse item, KeyAttributes change) =>
        DoAsync(item.OwnedIn, actor => keys.ChangeAsync(item.Key.Id, change, actor, Leaving), $"Key {item.Key.Name} changed", null);

    private Task ReplicateAsync((KeyInUse Key, string Region) pressed) =>
        DoAsync(
            pressed.Key.OwnedIn,
            actor => keys.ReplicateAsync(pressed.Key.Key.Id, pressed.Region, actor, Leaving),
            $"Replicated to {pressed.Region}",
            null
        );

    private Task ChangeVaultAsync(AzureVault vault, bool? reachable, bool? publicAccess) =>
        DoAsync(
            vault.ProjectIds,
            actor => keys.ChangeVaultAsync(vault.Row.Id, reachable, publicAccess, actor, Leaving),
            $"{vault.Row.Name} changed",
            "Atlas notices at its next check of the key."
        );

    private async Task RegisterAsync(AzureVault vault, bool registered)
    {
        var subscription = vault.Row.SubscriptionId;
        toaster.Report(
            await levers.ChangeSubscriptionAsync(
                subscription,
                actor => keys.RegisterNetworkProviderAsync(subscription, registered, actor, Leaving),
                Leaving
            ),
            registered ? "Microsoft.Network is registered" : "Microsoft.Network is not registered any more"
        );
        await ReadAgainAsync();
    }

    private Task ChangeIdentityAsync((IdentityInUse Identity, IdentityAction Deed) pressed) =>
        DoAsync(
            pressed.Identity.OwnedIn,
            actor => identities.ChangeAsync(pressed.Identity.Identity.Id, KeyActions.ChangeFor(pressed.Deed), actor, Leaving),
            "The identity changed",
            "Atlas notices at its next check of the key."
        );

    /// <summary>What cannot be undone is asked about first.</summary>
    private Task ChangeSecretAsync((IdentityInUse Identity, CloudSecretRow Secret, SecretAction Deed) pressed)
    {
        var (identity, secret, deed) = pressed;
        switch (deed)
        {
            case SecretAction.Expire:
                return DoAsync(actor => identities.ExpireSecretAsync(secret.Id, actor, Leaving), "expired");
            case SecretAction.Renew:
                return DoAsync(actor => identities.RenewSecretAsync(secret.Id, actor, Leaving), "renewed");
            default:
                Ask(
                    new(
                        $"Delete {secret.Description}?",
                        "A deleted secret can’t be restored, and entering it again doesn’t help. At their next key check, the projects that entered it lose access to the key and their clusters that use it shut down. Projects that entered another secret keep running.",
                        "Delete",
                        _ => DoAsync(actor => identities.DeleteSecretAsync(secret.Id, actor, Leaving), "deleted")
                    )
                );
                return Task.CompletedTask;
        }

        Task DoAsync(Func<Actor, Task> command, string done) =>
            this.DoAsync(identity.OwnedIn, command, $"{secret.Description} {done}", "Atlas notices at its next check of the key.");
    }

    private void Ask(Question question)
    {
        _description = null;
        _question = question;
    }

    private async Task AnswerAsync()
    {
        if (_question is not { } question)
        {
            return;
        }

        _working = true;
        await question.Confirmed(string.IsNullOrWhiteSpace(_description) ? null : _description.Trim());
        _working = false;
        _question = null;
    }

    /// <param name="projectIds">The projects of which one has to be the person's own.</param>
    private async Task DoAsync(IReadOnlyCollection<string> projectIds, Func<Actor, Task> command, string done, string? text)
    {
        toaster.Report(await levers.ChangeAsync(projectIds, command, Leaving), done, text);
        await ReadAgainAsync();
    }
}
