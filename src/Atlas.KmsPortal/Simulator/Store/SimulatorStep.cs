using System.Text.Json;
using Atlas.KmsPortal.Data;
using Atlas.KmsPortal.Encryption;
using Microsoft.EntityFrameworkCore;

namespace Atlas.KmsPortal.Simulator;

/// <summary>One transaction of the simulator: what it works on, and what it leaves behind.</summary>
internal sealed class SimulatorStep(PortalDbContext db, Actor actor, DateTimeOffset now, SimulatorTiming timing, SimulatorFaults faults)
{
    public const string NoProject = "";

    private static readonly JsonSerializerOptions s_auditJson = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
        Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter() },
    };

    public PortalDbContext Db => db;
    public Actor Actor => actor;
    public DateTimeOffset Now => now;
    public SimulatorTiming Timing => timing;
    public SimulatorFaults Faults { get; private set; } = faults;

    /// <summary>Rows that this step adds and never reads; written at its end.</summary>
    public Inserts Inserts { get; } = new();

    /// <summary>The projects to tell the watch about after the commit.</summary>
    public HashSet<string> Touched { get; } = [];

    public SimulatorStateRow? ChangedState { get; private set; }

    /// <exception cref="AtlasRefusedException">There is no such project.</exception>
    public async Task<ProjectWork> ProjectAsync(string projectId, CancellationToken cancellationToken) =>
        await ProjectWork.LoadAsync(this, projectId, cancellationToken)
        ?? throw new AtlasRefusedException(SimulatorRefusals.ProjectNotFound(projectId));

    /// <summary>Writes an audit entry. <paramref name="before"/> and <paramref name="after"/> must hold no secret.</summary>
    public void Record(string eventType, ProjectRow? project, string summary, object? before = null, object? after = null)
    {
        Inserts.Add(
            new AuditRow
            {
                EventId = ObjectIds.New(now),
                At = now,
                Actor = actor.Name,
                Source = actor.Source,
                OrganizationId = project?.OrganizationId,
                ProjectId = project?.Id,
                EventType = eventType,
                Summary = summary,
                Before = AsJson(before),
                After = AsJson(after),
            }
        );
        Touched.Add(project?.Id ?? NoProject);
    }

    public void Timeline(string projectId, string subjectId, string status, string cause) =>
        Inserts.Add(
            new TimelineRow
            {
                ProjectId = projectId,
                SubjectId = subjectId,
                Status = status,
                At = now,
                Cause = cause,
                By = actor.Name,
            }
        );

    public async Task ChangeStateAsync(Action<SimulatorStateRow> change, CancellationToken cancellationToken)
    {
        var state = await db.SimulatorState.SingleOrDefaultAsync(cancellationToken);
        if (state is null)
        {
            state = new SimulatorStateRow();
            db.SimulatorState.Add(state);
        }

        change(state);
        ChangedState = state;
        Touched.Add(NoProject);
    }

    public async Task SetFaultsAsync(SimulatorFaults faults, CancellationToken cancellationToken)
    {
        Faults = faults;
        await ChangeStateAsync(state => state.Faults = JsonSerializer.Serialize(faults, JsonSerializerOptions.Default), cancellationToken);
    }

    private static string? AsJson(object? value) => value is null ? null : JsonSerializer.Serialize(value, value.GetType(), s_auditJson);
}
