using System.Text.Json;
using Atlas.KmsPortal.AdminApi;
using Atlas.KmsPortal.Data;
using Atlas.KmsPortal.Encryption;
using Microsoft.EntityFrameworkCore;

namespace Atlas.KmsPortal.Simulator;

/// <summary>What Atlas keeps for a project and no rule of ours is about: tags, settings, limits, process arguments. As it came, as JSON.</summary>
internal sealed class ProjectDocuments(SimulatorStore store)
{
    /// <returns>Null when it was never set, or when the project is gone.</returns>
    public Task<T?> FindAsync<T>(string projectId, string name, CancellationToken cancellationToken)
        where T : class =>
        store.ReadAsync(
            async db =>
            {
                var row = await db.ProjectDocuments.FindAsync([projectId, name], cancellationToken);
                return row is null ? null : JsonSerializer.Deserialize<T>(row.Json, AtlasJson.Options);
            },
            cancellationToken
        );

    /// <param name="document">Null to go back to what holds when nothing was set.</param>
    /// <param name="eventType">Null where Atlas publishes no event for it.</param>
    public Task KeepAsync<T>(
        string projectId,
        string name,
        T? document,
        string? eventType,
        string summary,
        Actor actor,
        CancellationToken cancellationToken
    )
        where T : class =>
        store.WriteAsync(
            actor,
            async step =>
            {
                var work = await step.ProjectAsync(projectId, cancellationToken);
                var row = await step.Db.ProjectDocuments.FindAsync([projectId, name], cancellationToken);
                var json = document is null ? null : JsonSerializer.Serialize(document, AtlasJson.Options);
                if (row?.Json == json)
                {
                    return;
                }

                if (json is null)
                {
                    step.Db.ProjectDocuments.Remove(row!);
                }
                else if (row is null)
                {
                    step.Db.ProjectDocuments.Add(
                        new ProjectDocumentRow
                        {
                            ProjectId = projectId,
                            Name = name,
                            Json = json,
                        }
                    );
                }
                else
                {
                    row.Json = json;
                }

                if (eventType is not null)
                {
                    step.Record(eventType, work.Row, summary);
                }
            },
            cancellationToken
        );
}
