using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Components.Layout;

/// <summary>What the frame around every page shows.</summary>
/// <param name="User">The e-mail address of whoever is signed in.</param>
/// <param name="Environment">Which Atlas is behind the portal: "Simulated Atlas · Demo timing".</param>
/// <param name="Projects">Those that are near: the open one, the last few, what waits. The others are found by a search.</param>
public sealed record Menu(string User, string Environment, bool IsSimulated, IReadOnlyList<MenuProject> Projects)
{
    public static Menu Empty { get; } = new("", "", true, []);

    public MenuProject? Project(string? id) => Projects.FirstOrDefault(project => project.Id == id);

    /// <summary>Whether it looks the same: then it need not be drawn again.</summary>
    public bool Equals(Menu? other) =>
        other is not null
        && (User, Environment, IsSimulated) == (other.User, other.Environment, other.IsSimulated)
        && Projects.SequenceEqual(other.Projects);

    public override int GetHashCode() => HashCode.Combine(User, Environment, IsSimulated, Projects.Count);
}

/// <param name="Waiting">How many endpoints wait for somebody's approval; owners only, since others may not see endpoints.</param>
public sealed record MenuProject(string Id, string Name, ProjectRole Role, int Waiting);
