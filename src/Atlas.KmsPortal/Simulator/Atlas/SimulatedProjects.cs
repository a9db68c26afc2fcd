using Atlas.KmsPortal.Auditing;
using Atlas.KmsPortal.Data;
using Atlas.KmsPortal.Encryption;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Atlas.KmsPortal.Simulator;

/// <summary>Organizations and projects.</summary>
internal sealed class SimulatedProjects(SimulatorStore store)
{
    public Task<List<OrganizationRow>> OrganizationsAsync(CancellationToken cancellationToken) =>
        store.ReadAsync(db => db.Organizations.OrderBy(row => row.Name).ToListAsync(cancellationToken), cancellationToken);

    /// <returns>The new project's id.</returns>
    public Task<string> CreateAsync(string organizationId, string name, Actor actor, CancellationToken cancellationToken) =>
        NameAsync(
            name,
            actor,
            async step =>
            {
                if (await step.Db.Organizations.FindAsync([organizationId], cancellationToken) is null)
                {
                    throw new AtlasRefusedException(SimulatorRefusals.OrganizationNotFound(organizationId));
                }

                var project = new ProjectRow
                {
                    Id = ObjectIds.New(step.Now),
                    OrganizationId = organizationId,
                    Name = name,
                    Created = step.Now,
                };
                step.Db.Projects.Add(project);
                // Who makes a project owns it. A person's role comes from the organization.
                if (actor.Source is AuditSource.Api)
                {
                    step.Db.ApiRoles.Add(
                        new ApiRoleRow
                        {
                            Principal = actor.Name,
                            ScopeId = project.Id,
                            Role = "GROUP_OWNER",
                        }
                    );
                }

                step.Record(
                    AtlasEvents.GroupCreated,
                    project,
                    $"Project {name} created." + (actor.Source is AuditSource.Api ? $" {actor.Name} is its Project Owner." : ""),
                    after: new { name }
                );
                return project.Id;
            },
            cancellationToken
        );

    public Task<ProjectSnapshot> RenameAsync(string projectId, string name, Actor actor, CancellationToken cancellationToken) =>
        NameAsync(
            name,
            actor,
            async step =>
            {
                var work = await step.ProjectAsync(projectId, cancellationToken);
                var before = work.Row.Name;
                if (before == name)
                {
                    return work.Snapshot();
                }

                work.Row.Name = name;
                step.Record(
                    AtlasEvents.GroupNameChanged,
                    work.Row,
                    $"Project {before} renamed to {name}.",
                    new { name = before },
                    new { name }
                );
                return work.Snapshot();
            },
            cancellationToken
        );

    public Task DeleteAsync(string projectId, Actor actor, CancellationToken cancellationToken) =>
        store.WriteAsync(
            actor,
            async step =>
            {
                var work = await step.ProjectAsync(projectId, cancellationToken);
                if (work.Clusters.Count > 0 || work.Endpoints.Count > 0)
                {
                    var left = work
                        .Clusters.Select(c => $"cluster {c.Name}")
                        .Concat(work.Endpoints.Select(e => $"private endpoint {e.Region}"))
                        .ToList();
                    throw new AtlasRefusedException(
                        new Blocker(
                            AtlasCode.CannotCloseGroupActiveAtlasClusters,
                            "The project is not empty",
                            $"Project {work.Row.Name} cannot be deleted while it has {Words.List(left)}. Delete them first.",
                            Parameters: [work.Row.Name]
                        )
                    );
                }

                step.Db.CloudProviderRoles.RemoveRange(work.Roles);
                await step.Db.ApiRoles.Where(row => row.ScopeId == projectId).ExecuteDeleteAsync(cancellationToken);
                await step.Db.ProjectDocuments.Where(row => row.ProjectId == projectId).ExecuteDeleteAsync(cancellationToken);
                step.Db.Projects.Remove(work.Row);
                step.Record(AtlasEvents.GroupDeleted, work.Row, $"Project {work.Row.Name} deleted.", new { work.Row.Name });
            },
            cancellationToken
        );

    public Task<ProjectSnapshot> SetKeyAgeAlertAsync(string projectId, int days, Actor actor, CancellationToken cancellationToken) =>
        store.WriteAsync(
            actor,
            async step =>
            {
                if (!KeyAgeAlert.MayBe(days))
                {
                    throw new AtlasRefusedException(
                        new Blocker(
                            AtlasCode.InvalidAttribute,
                            "Value out of range",
                            KeyAgeAlert.Range,
                            "keyAgeAlertDays",
                            ["keyAgeAlertDays"]
                        )
                    );
                }

                var work = await step.ProjectAsync(projectId, cancellationToken);
                KeyAgeAlert.Set(work, days);
                return work.Snapshot();
            },
            cancellationToken
        );

    /// <summary>Writes a name. That it is new in its organization, the database sees to: nobody has to ask before.</summary>
    private async Task<T> NameAsync<T>(string name, Actor actor, Func<SimulatorStep, Task<T>> step, CancellationToken cancellationToken)
    {
        if (!ProjectRules.IsName(name))
        {
            throw new AtlasRefusedException(ProjectRules.NameInvalid(name));
        }

        try
        {
            return await store.WriteAsync(actor, step, cancellationToken);
        }
        catch (SqliteException exception) when (Sql.IsTaken(exception))
        {
            throw new AtlasRefusedException(
                new Blocker(
                    AtlasCode.GroupAlreadyExists,
                    $"{name} exists already",
                    $"A project named {name} already exists. Choose another name.",
                    "name",
                    [name]
                )
            );
        }
    }
}
