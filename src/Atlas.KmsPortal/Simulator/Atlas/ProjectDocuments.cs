using System.Text.Json;
using Atlas.KmsPortal.AdminApi;
using Atlas.KmsPortal.Data;
using Atlas.KmsPortal.Encryption;
using Microsoft.EntityFrameworkCore;

namespace Atlas.KmsPortal.Simulator;

/// <summary>
/// What Atlas keeps for a project, or for an organization under its id, and no rule of ours is about: tags, settings, limits, process
/// arguments, the access list. As it came, as JSON.
/// </summary>
internal sealed class ProjectDocuments(SimulatorStore store)
{
    /// <param name="scopeId">The project's id, or the organization's.</param>
    /// <returns>Null when it was never set, or when the project is gone.</returns>
    public Task<T?> FindAsync<T>(string scopeId, string name, CancellationToken cancellationToken)
        where T : class => store.ReadAsync(db => FindAsync<T>(db, scopeId, name, cancellationToken), cancellationToken);

    /// <inheritdoc cref="FindAsync{T}(string, string, CancellationToken)"/>
    public static async Task<T?> FindAsync<T>(PortalDbContext db, string scopeId, string name, CancellationToken cancellationToken)
        where T : class
    {
        var row = await db.ProjectDocuments.FindAsync([scopeId, name], cancellationToken);
        return row is null ? null : Read<T>(row);
    }

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
        ChangeAsync<T>(
            projectId,
            name,
            _ => document,
            eventType is null ? null : new KeptEvent(eventType, summary),
            actor,
            cancellationToken
        );

    /// <summary>Makes a document out of the one that is there, so that two who change it at once lose nothing.</summary>
    /// <param name="change">Null stands for no document, before and after. It may refuse.</param>
    /// <param name="happened">Null where Atlas publishes no event for it.</param>
    /// <returns>The document as it is now.</returns>
    public Task<T?> ChangeAsync<T>(
        string projectId,
        string name,
        Func<T?, T?> change,
        KeptEvent? happened,
        Actor actor,
        CancellationToken cancellationToken
    )
        where T : class =>
        store.WriteAsync(
            actor,
            async step =>
            {
                var work = await step.ProjectAsync(projectId, cancellationToken);
                return await ChangeAsync(
                    step,
                    projectId,
                    name,
                    change,
                    happened is null ? null : () => step.Record(happened.EventType, work.Row, happened.Summary),
                    cancellationToken
                );
            },
            cancellationToken
        );

    /// <inheritdoc cref="ChangeAsync{T}(string, string, Func{T, T}, KeptEvent, Actor, CancellationToken)"/>
    public Task<T?> ChangeInOrganizationAsync<T>(
        string organizationId,
        string name,
        Func<T?, T?> change,
        KeptEvent? happened,
        Actor actor,
        CancellationToken cancellationToken
    )
        where T : class =>
        store.WriteAsync(
            actor,
            step =>
                ChangeAsync(
                    step,
                    organizationId,
                    name,
                    change,
                    happened is null ? null : () => step.RecordInOrganization(happened.EventType, organizationId, happened.Summary),
                    cancellationToken
                ),
            cancellationToken
        );

    /// <summary>The same within a step that changes more than the document.</summary>
    /// <param name="record">Runs when the document has become another.</param>
    public static async Task<T?> ChangeAsync<T>(
        SimulatorStep step,
        string scopeId,
        string name,
        Func<T?, T?> change,
        Action? record,
        CancellationToken cancellationToken
    )
        where T : class
    {
        var row = await step.Db.ProjectDocuments.FindAsync([scopeId, name], cancellationToken);
        var document = change(row is null ? null : Read<T>(row));
        var json = document is null ? null : JsonSerializer.Serialize(document, AtlasJson.Options);
        if (row?.Json == json)
        {
            return document;
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
                    ProjectId = scopeId,
                    Name = name,
                    Json = json,
                }
            );
        }
        else
        {
            row.Json = json;
        }

        record?.Invoke();
        return document;
    }

    private static T? Read<T>(ProjectDocumentRow row) => JsonSerializer.Deserialize<T>(row.Json, AtlasJson.Options);
}

/// <summary>What the log tells when a document has changed.</summary>
/// <param name="EventType">One of Atlas's.</param>
internal sealed record KeptEvent(string EventType, string Summary);
