using Atlas.KmsPortal.Encryption;
using Atlas.KmsPortal.Simulator;

namespace Atlas.KmsPortal.Components.Simulator;

/// <summary>
/// What the person at the pages may do to the simulated world and its clouds. Asked before every deed, so that a hidden button is
/// never the only thing in the way.
/// </summary>
public sealed class SimulatorLevers(
    SimulatorControls controls,
    WorldOwnership world,
    SimulatedAzure azure,
    EncryptionState state,
    IProjectAccess access
)
{
    /// <summary>Who may, for those who may not.</summary>
    public const string NotTheirWorld =
        "The clock, faults and reset affect every organization here. Only someone who is Organization Owner of all of them can use them.";

    public const string NotTheirSubscription =
        "Other projects use vaults of this subscription. Only an owner of all of them can change it.";

    private const string NotTheirKey = "Only an owner of a project that uses it can do that.";

    /// <summary>Whether the clock, faults and the reset are the person's to use.</summary>
    public async Task<bool> OwnsWorldAsync(CancellationToken cancellationToken)
    {
        var roles = await access.RolesAsync(cancellationToken);
        return roles.OwnsEverything || await world.IsOwnedAsync(roles.OwnsOrganization, cancellationToken);
    }

    /// <summary>Does something to the whole world.</summary>
    public async Task<Outcome> PullAsync(Func<SimulatorControls, Actor, Task> deed, CancellationToken cancellationToken) =>
        await OwnsWorldAsync(cancellationToken) ? await DoAsync(actor => deed(controls, actor)) : Refused(NotTheirWorld);

    /// <summary>Does something to a vault, key or identity.</summary>
    /// <param name="projectIds">The projects that use it: one of them has to be the person's own.</param>
    public async Task<Outcome> ChangeAsync(
        IReadOnlyCollection<string> projectIds,
        Func<Actor, Task> deed,
        CancellationToken cancellationToken
    ) => await state.OwnsOneAsync(projectIds, cancellationToken) ? await DoAsync(deed) : Refused(NotTheirKey);

    /// <summary>Does something to a subscription: each of its vaults has to be in use by a project of the person's own.</summary>
    public async Task<Outcome> ChangeSubscriptionAsync(string subscriptionId, Func<Actor, Task> deed, CancellationToken cancellationToken)
    {
        var used = (await azure.VaultsAsync(cancellationToken))
            .Where(vault => vault.ProjectIds.Count > 0)
            .Where(vault => string.Equals(vault.Row.SubscriptionId, subscriptionId, StringComparison.OrdinalIgnoreCase))
            .ToList();
        foreach (var vault in used)
        {
            if (!await state.OwnsOneAsync(vault.ProjectIds, cancellationToken))
            {
                return Refused(NotTheirSubscription);
            }
        }

        return used.Count > 0 ? await DoAsync(deed) : Refused(NotTheirSubscription);
    }

    private async Task<Outcome> DoAsync(Func<Actor, Task> deed)
    {
        try
        {
            await deed(await access.ActorAsync());
            return Outcome.Done;
        }
        catch (AtlasRefusedException refusal)
        {
            return new Outcome(refusal.Reasons);
        }
    }

    private static Outcome Refused(string message) => new([new Blocker(AtlasCode.AccessForbidden, "View only", message)]);
}
