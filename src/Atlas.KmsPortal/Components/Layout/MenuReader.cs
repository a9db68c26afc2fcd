using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Components.Layout;

/// <summary>Reads what the frame shows: the projects that one may see, and what waits in them.</summary>
public sealed class MenuReader(EncryptionState state, IProjectAccess access, IAtlasLabel atlas)
{
    public async Task<Menu> ReadAsync(CancellationToken cancellationToken)
    {
        var projects =
            from visible in await state.VisibleProjectsAsync(cancellationToken)
            let waiting = visible.Project.Endpoints.Count(endpoint => endpoint.NeedsApproval)
            orderby visible.Project.Name
            select new MenuProject(visible.Project.Id, visible.Project.Name, visible.Role, waiting);

        return new Menu((await access.ActorAsync()).Name, atlas.Text, atlas.IsSimulated, [.. projects]);
    }
}
