using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Components.Layout;

/// <summary>Reads what the frame shows: the projects that are near, out of the list that everybody shares. One per circuit.</summary>
public sealed class MenuReader(IProjectDirectory directory, IProjectAccess access, IAtlasLabel atlas)
{
    private const int Most = 12;
    private const int MostFound = 20;
    private const int MostVisited = 5;
    private readonly List<string> _visited = [];

    /// <param name="open">The project whose page is open; null where none is.</param>
    public async Task<Menu> ReadAsync(string? open, CancellationToken cancellationToken)
    {
        if (open is not null)
        {
            _visited.Remove(open);
            _visited.Insert(0, open);
            _visited.RemoveRange(Math.Min(_visited.Count, MostVisited), Math.Max(0, _visited.Count - MostVisited));
        }

        var roles = await access.RolesAsync(cancellationToken);
        List<MenuProject> near = [];
        List<MenuProject> others = [];
        foreach (var listed in await directory.ListAsync(cancellationToken))
        {
            if (For(roles, listed) is not { } project)
            {
                continue;
            }

            if (_visited.Contains(project.Id) || (project.Waiting > 0 && near.Count < Most))
            {
                near.Add(project);
            }
            else if (others.Count < Most)
            {
                others.Add(project);
            }
        }

        // Few projects are all near.
        var projects = near.Concat(others.Take(Math.Max(0, Most - near.Count)))
            .OrderBy(project => project.Name, StringComparer.OrdinalIgnoreCase);
        return new Menu((await access.ActorAsync()).Name, atlas.Text, atlas.IsSimulated, [.. projects]);
    }

    /// <summary>The first projects, by name, whose name or id holds the text.</summary>
    public async Task<IReadOnlyList<MenuProject>> SearchAsync(string text, CancellationToken cancellationToken)
    {
        var roles = await access.RolesAsync(cancellationToken);
        return
        [
            .. (await directory.ListAsync(cancellationToken))
                .Where(listed => listed.Name.Contains(text, StringComparison.OrdinalIgnoreCase) || listed.Id == text)
                .Select(listed => For(roles, listed))
                .OfType<MenuProject>()
                .Take(MostFound),
        ];
    }

    private static MenuProject? For(ProjectRoles roles, ListedProject listed) =>
        roles.In(listed.OrganizationId, listed.Id) switch
        {
            ProjectRole.Owner => new(listed.Id, listed.Name, ProjectRole.Owner, listed.Waiting),
            ProjectRole.ReadOnly => new(listed.Id, listed.Name, ProjectRole.ReadOnly, Waiting: 0),
            _ => null,
        };
}
