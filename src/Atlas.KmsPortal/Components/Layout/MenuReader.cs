using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Components.Layout;

/// <summary>Reads what the frame shows: the projects that one may see, and what waits in them.</summary>
public sealed class MenuReader(IAtlasClient atlas, IProjectAccess access, IConfiguration configuration)
{
    public async Task<Menu> ReadAsync(CancellationToken cancellationToken)
    {
        var projects = new List<MenuProject>();
        foreach (var project in await atlas.GetProjectsAsync(cancellationToken))
        {
            var role = await access.RoleInAsync(project.Id, cancellationToken);
            if (role is not ProjectRole.None)
            {
                var waiting = role is ProjectRole.Owner ? project.Endpoints.Count(endpoint => endpoint.NeedsApproval) : 0;
                projects.Add(new MenuProject(project.Id, project.Name, role, waiting));
            }
        }

        var simulated = !string.Equals(configuration["Atlas:Mode"], "Remote", StringComparison.OrdinalIgnoreCase);
        var environment = simulated ? $"Simulated Atlas · {configuration["Simulator:Timing"] ?? "Demo"} timing" : "Real Atlas";
        return new Menu((await access.ActorAsync()).Name, environment, simulated, [.. projects.OrderBy(project => project.Name)]);
    }
}
