using Atlas.KmsPortal.Encryption;
using Atlas.KmsPortal.Simulator;

namespace Atlas.KmsPortal.Components.Layout;

/// <summary>Reads what the frame shows: the projects that one may see, and what waits in them.</summary>
public sealed class MenuReader(EncryptionState state, IProjectAccess access, SimulatorControls? simulator = null)
{
    public async Task<Menu> ReadAsync(CancellationToken cancellationToken)
    {
        var projects =
            from visible in await state.VisibleProjectsAsync(cancellationToken)
            let waiting = visible.Project.Endpoints.Count(endpoint => endpoint.NeedsApproval)
            orderby visible.Project.Name
            select new MenuProject(visible.Project.Id, visible.Project.Name, visible.Role, waiting);

        // The timing in force, which may have been changed since the start.
        var environment = simulator is null ? "Real Atlas" : $"Simulated Atlas · {simulator.Timing.Timing} timing";
        return new Menu((await access.ActorAsync()).Name, environment, simulator is not null, [.. projects]);
    }
}
