using Atlas.KmsPortal.Components.Frame;
using Atlas.KmsPortal.Encryption;
using Atlas.KmsPortal.Simulator;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;

namespace Atlas.KmsPortal.Components.Simulator;

/// <summary>The simulator's levers. Everybody may look; who owns a project may pull, and is asked for it before each pull.</summary>
public sealed partial class SimulatorPage(
    SimulatorControls controls,
    SimulatedClock clock,
    SimulatedAzure azure,
    SimulatedKeys keys,
    SimulatedIdentities identities,
    IOptions<SimulatorOptions> options,
    IHostEnvironment environment,
    IProjectAccess access,
    NavigationManager navigation,
    Toaster toaster
) : LivePage
{
    private FaultSummary _world = new();
    private bool _isOwner;
    private bool _resetting;
    private bool _working;

    private DateTimeOffset Now => controls.Now;

    /// <summary>Their secrets are in the README; elsewhere there are none.</summary>
    private bool ShowsDemoKeys => options.Value.HasPublishedSecrets(environment);

    protected override async Task ReadAsync()
    {
        _isOwner = await OwnsSomethingAsync();
        _world = await FaultSummary.ReadAsync(azure, keys, identities, Now, Leaving);
    }

    private async Task<bool> OwnsSomethingAsync() => (await access.RolesAsync(Leaving)).OwnSomething;

    private Task ForwardAsync(TimeSpan span) =>
        DoAsync(actor => controls.ForwardAsync(span, actor, Leaving), $"The clock moved forward by {Words.Duration(span)}");

    private Task SetTimingAsync(Timing timing) =>
        DoAsync(actor => controls.SetTimingAsync(timing, actor, Leaving), $"Timing is {timing} now");

    private Task SetFaultsAsync(FaultRequest request) =>
        DoAsync(actor => controls.SetFaultsAsync(request, actor, Leaving), "Faults changed");

    private async Task ResetAsync()
    {
        _working = true;
        await DoAsync(actor => controls.ResetAsync(actor, CancellationToken.None), "Demo data reset");
        _working = false;
        _resetting = false;
    }

    private async Task DoAsync(Func<Actor, Task> command, string done)
    {
        try
        {
            if (!await OwnsSomethingAsync())
            {
                toaster.Bad("View only", "Only the owner of a project can do that.");
                return;
            }

            await command(await access.ActorAsync());
            toaster.Good(done);
        }
        catch (AtlasRefusedException refusal)
        {
            toaster.Bad(refusal.Reasons[0].Title, refusal.Reasons[0].Message);
        }

        await ReadAgainAsync();
    }
}
