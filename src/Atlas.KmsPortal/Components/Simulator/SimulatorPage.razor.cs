using Atlas.KmsPortal.Components.Frame;
using Atlas.KmsPortal.Encryption;
using Atlas.KmsPortal.Simulator;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;

namespace Atlas.KmsPortal.Components.Simulator;

/// <summary>The simulator's levers. Everybody may look; who owns the whole world may pull.</summary>
public sealed partial class SimulatorPage(
    SimulatorControls controls,
    SimulatorLevers levers,
    SimulatedClock clock,
    SimulatedAzure azure,
    SimulatedKeys keys,
    SimulatedIdentities identities,
    IOptions<SimulatorOptions> options,
    IHostEnvironment environment,
    NavigationManager navigation,
    Toaster toaster
) : LivePage
{
    private FaultSummary _world = new();
    private bool _ownsWorld;
    private bool _resetting;
    private bool _working;

    private DateTimeOffset Now => controls.Now;

    /// <summary>Their secrets are in the README; elsewhere there are none.</summary>
    private bool ShowsDemoKeys => options.Value.HasPublishedSecrets(environment);

    protected override async Task ReadAsync()
    {
        _ownsWorld = await levers.OwnsWorldAsync(Leaving);
        _world = await FaultSummary.ReadAsync(azure, keys, identities, Now, Leaving);
    }

    private Task ForwardAsync(TimeSpan span) =>
        PullAsync((world, actor) => world.ForwardAsync(span, actor, Leaving), $"The clock moved forward by {Words.Duration(span)}");

    private Task SetTimingAsync(Timing timing) =>
        PullAsync((world, actor) => world.SetTimingAsync(timing, actor, Leaving), $"Timing is {timing} now");

    private Task SetFaultsAsync(FaultRequest request) =>
        PullAsync((world, actor) => world.SetFaultsAsync(request, actor, Leaving), "Faults changed");

    private async Task ResetAsync()
    {
        _working = true;
        await PullAsync((world, actor) => world.ResetAsync(actor, CancellationToken.None), "Demo data reset");
        _working = false;
        _resetting = false;
    }

    private async Task PullAsync(Func<SimulatorControls, Actor, Task> deed, string done)
    {
        toaster.Report(await levers.PullAsync(deed, Leaving), done);
        await ReadAgainAsync();
    }
}
