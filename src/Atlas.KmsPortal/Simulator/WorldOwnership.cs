using Microsoft.EntityFrameworkCore;

namespace Atlas.KmsPortal.Simulator;

/// <summary>
/// Whose the simulated world is. Its levers (clock, timing, faults, reset) reach every organization at once: they are for whoever is
/// Organization Owner of all of them.
/// </summary>
public sealed class WorldOwnership(SimulatorStore store)
{
    /// <param name="ownsOrganization">Whether somebody is Organization Owner of the organization with that id.</param>
    /// <returns>False in a world without organizations: it is nobody's in particular.</returns>
    public async Task<bool> IsOwnedAsync(Func<string, bool> ownsOrganization, CancellationToken cancellationToken)
    {
        var organizations = await store.ReadAsync(
            db => db.Organizations.Select(row => row.Id).ToListAsync(cancellationToken),
            cancellationToken
        );
        return organizations.Count > 0 && organizations.TrueForAll(id => ownsOrganization(id));
    }
}
