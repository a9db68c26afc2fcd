using Atlas.KmsPortal.Auditing;
using Atlas.KmsPortal.Encryption;
using Microsoft.EntityFrameworkCore;

namespace Atlas.KmsPortal.Simulator;

/// <summary>Faults to switch on or off; null leaves one as it is. World faults reach every subscription, key, vault and identity.</summary>
/// <param name="NextCreationFails">The reason that the next endpoint creation fails with; empty to take it back.</param>
/// <param name="NextDeletionFails">The reason that the next endpoint clean-up fails with; empty to take it back.</param>
/// <param name="ApiStatus">429, 500 or 503 for every call of the Admin API; 0 for answers again.</param>
/// <param name="ApiDelay">How late the Admin API answers; zero for at once.</param>
public sealed record FaultRequest(
    string? NextCreationFails = null,
    string? NextDeletionFails = null,
    int? ApiStatus = null,
    TimeSpan? ApiDelay = null,
    bool? NetworkProviderUnregistered = null,
    bool? CredentialsExpired = null,
    bool? CredentialsWrong = null,
    bool? UnknownSecretsRefused = null,
    bool? KeyDisabled = null,
    bool? KeyDeleted = null,
    bool? VaultUnreachable = null
);

/// <summary>The simulator's own levers: clock, timing, faults, reset.</summary>
public sealed class SimulatorControls
{
    private const int MaxRounds = 20;
    private readonly SimulatorStore _store;
    private readonly SimulatorEngine _engine;
    private readonly DemoWorld _demo;

    internal SimulatorControls(SimulatorStore store, SimulatorEngine engine, DemoWorld demo)
    {
        _store = store;
        _engine = engine;
        _demo = demo;
    }

    public DateTimeOffset Now => _store.Now;

    public SimulatorTiming Timing => _store.Timing;

    public SimulatorFaults Faults => _store.Faults;

    /// <summary>Moves the clock and lets everything happen that is due then.</summary>
    /// <exception cref="AtlasRefusedException">The span is negative or too far.</exception>
    public async Task ForwardAsync(TimeSpan span, Actor actor, CancellationToken cancellationToken)
    {
        AtlasRefusedException.ThrowIfAny(WhyNotForward(span));
        await _store.WriteAsync(
            actor,
            async step =>
            {
                await step.ChangeStateAsync(
                    state =>
                    {
                        // Somebody else may have moved it meanwhile.
                        AtlasRefusedException.ThrowIfAny(WhyNotForward(span, state.ClockOffset));
                        state.ClockOffset += span;
                    },
                    cancellationToken
                );
                step.Record(AtlasEvents.SimulatorChanged, project: null, $"The simulated clock moved forward by {Words.Duration(span)}.");
            },
            cancellationToken
        );
        await SettleAsync(cancellationToken);
    }

    /// <summary>Why the clock cannot be moved so far from where it is; empty when it can.</summary>
    public IReadOnlyList<Blocker> WhyNotForward(TimeSpan span) => WhyNotForward(span, _store.ClockOffset);

    private static IReadOnlyList<Blocker> WhyNotForward(TimeSpan span, TimeSpan offset)
    {
        if (span < TimeSpan.Zero)
        {
            return [Refused("The clock goes forward only", "forward must be a time span such as 00:03:00, zero or more.")];
        }

        return span > SimulatedClock.Furthest - offset
            ?
            [
                Refused(
                    "The clock cannot go that far",
                    $"The simulated clock ends 100 years ahead of real time. It is {Words.Duration(offset)} ahead; resetting the demo data puts it back."
                ),
            ]
            : [];
    }

    private static Blocker Refused(string title, string message) => new(AtlasCode.InvalidAttribute, title, message, "forward", ["forward"]);

    /// <summary>Ticks until nothing moves any more without time passing.</summary>
    public async Task SettleAsync(CancellationToken cancellationToken)
    {
        for (var round = 0; round < MaxRounds && await _engine.TickAsync(cancellationToken); round++) { }
    }

    /// <param name="timing">Null to follow the configuration.</param>
    public Task SetTimingAsync(Timing? timing, Actor actor, CancellationToken cancellationToken) =>
        _store.WriteAsync(
            actor,
            async step =>
            {
                await step.ChangeStateAsync(state => state.Timing = timing?.ToString(), cancellationToken);
                step.Record(AtlasEvents.SimulatorChanged, project: null, $"Timing: {timing?.ToString() ?? "as configured"}.");
            },
            cancellationToken
        );

    public async Task SetFaultsAsync(FaultRequest request, Actor actor, CancellationToken cancellationToken)
    {
        if (request.ApiStatus is not (null or 0 or 429 or 500 or 503))
        {
            throw new AtlasRefusedException(
                new Blocker(
                    AtlasCode.InvalidAttribute,
                    "Unsupported status",
                    "apiStatus must be 429, 500, 503, or 0 for none.",
                    "apiStatus",
                    ["apiStatus"]
                )
            );
        }

        await _store.WriteAsync(
            actor,
            async step =>
            {
                var faults = step.Faults;
                await step.SetFaultsAsync(
                    faults with
                    {
                        NextCreationFails = Text(request.NextCreationFails, faults.NextCreationFails),
                        NextDeletionFails = Text(request.NextDeletionFails, faults.NextDeletionFails),
                        ApiStatus = request.ApiStatus is 0 ? null : request.ApiStatus ?? faults.ApiStatus,
                        ApiDelay = request.ApiDelay == TimeSpan.Zero ? null : request.ApiDelay ?? faults.ApiDelay,
                    },
                    cancellationToken
                );
                await BreakTheWorldAsync(step, request, cancellationToken);
                step.Record(AtlasEvents.SimulatorChanged, project: null, "Faults changed.", faults, request);
            },
            cancellationToken
        );
    }

    /// <summary>Puts the demo world back. The audit log stays: it tells what was.</summary>
    public async Task ResetAsync(Actor actor, CancellationToken cancellationToken)
    {
        await _store.WriteAsync(actor, step => _demo.ResetAsync(step, _store.RealNow, cancellationToken), cancellationToken);
        await SettleAsync(cancellationToken);
    }

    private static string? Text(string? asked, string? before) => asked is { Length: 0 } ? null : asked ?? before;

    private static async Task BreakTheWorldAsync(SimulatorStep step, FaultRequest request, CancellationToken cancellationToken)
    {
        var (db, now) = (step.Db, step.Now);
        foreach (var subscription in await ListIfAsync(request.NetworkProviderUnregistered, db.AzureSubscriptions, cancellationToken))
        {
            subscription.NetworkProviderRegistered = request.NetworkProviderUnregistered is false;
        }

        foreach (
            var secret in await ListIfAsync(
                request.CredentialsExpired,
                db.CloudSecrets.Where(secret => secret.ExpiresAt != null && !secret.Deleted),
                cancellationToken
            )
        )
        {
            secret.ExpiresAt = request.CredentialsExpired is true ? now : now + SimulatedClouds.SecretLifetime;
        }

        foreach (var credential in await ListIfAsync(request.CredentialsWrong, db.CloudCredentials, cancellationToken))
        {
            credential.RefusesSecret = request.CredentialsWrong is true;
        }

        var credentials = await ListIfAsync(request.UnknownSecretsRefused, db.CloudCredentials, cancellationToken);
        foreach (var credential in credentials.Where(credential => !SimulatedClouds.IsRole(credential.Id)))
        {
            credential.RefusesUnknownSecrets = request.UnknownSecretsRefused is true;
        }

        foreach (var key in await ListIfAsync(request.KeyDisabled, db.CloudKeys, cancellationToken))
        {
            key.Enabled = request.KeyDisabled is false;
        }

        foreach (var key in await ListIfAsync(request.KeyDeleted, db.CloudKeys, cancellationToken))
        {
            key.Deleted = request.KeyDeleted is true;
        }

        foreach (var vault in await ListIfAsync(request.VaultUnreachable, db.Vaults, cancellationToken))
        {
            vault.Reachable = request.VaultUnreachable is false;
        }
    }

    private static async Task<List<T>> ListIfAsync<T>(bool? asked, IQueryable<T> rows, CancellationToken cancellationToken)
        where T : class => asked is null ? [] : await rows.ToListAsync(cancellationToken);
}
