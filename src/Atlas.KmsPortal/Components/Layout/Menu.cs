using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Components.Layout;

/// <summary>What the frame around every page shows.</summary>
/// <param name="User">The e-mail address of whoever is signed in.</param>
/// <param name="Environment">Which Atlas is behind the portal: "Simulated Atlas · Demo timing".</param>
public sealed record Menu(string User, string Environment, bool IsSimulated, IReadOnlyList<MenuProject> Projects)
{
    public static Menu Empty { get; } = new("", "", true, []);

    public MenuProject? Project(string? id) => Projects.FirstOrDefault(project => project.Id == id);
}

/// <param name="Waiting">How many endpoints wait for somebody's approval; owners only, since others may not see endpoints.</param>
public sealed record MenuProject(string Id, string Name, ProjectRole Role, int Waiting);
