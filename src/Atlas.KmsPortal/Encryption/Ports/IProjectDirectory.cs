namespace Atlas.KmsPortal.Encryption;

/// <summary>Finds projects among many, without reading those that are not shown.</summary>
public interface IProjectDirectory
{
    /// <summary>Every project by name, as short as a menu shows it. One list for everybody: whoever shows it leaves out what is not theirs.</summary>
    Task<IReadOnlyList<ListedProject>> ListAsync(CancellationToken cancellationToken);

    /// <summary>One page of the projects that match, the most urgent first.</summary>
    Task<FoundProjects> FindAsync(ProjectQuery query, CancellationToken cancellationToken);
}

/// <param name="Waiting">How many endpoints wait for somebody's approval; an owner's business only.</param>
public sealed record ListedProject(string Id, string OrganizationId, string Name, int Waiting);

/// <param name="Roles">Of whoever looks: only what they may see is found.</param>
/// <param name="State">One state, or none for all.</param>
public sealed record ProjectQuery(ProjectRoles Roles, string? Search, ProjectStates State, int Skip, int Take);

/// <param name="Projects">One page.</param>
/// <param name="Found">How many match, over all pages.</param>
/// <param name="Counts">How many of all that one may see are in a state; under <see cref="ProjectStates.None"/> all of them.</param>
public sealed record FoundProjects(IReadOnlyList<ProjectSnapshot> Projects, int Found, IReadOnlyDictionary<ProjectStates, int> Counts);
