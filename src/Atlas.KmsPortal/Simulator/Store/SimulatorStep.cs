using System.Text.Json;
using Atlas.KmsPortal.Auditing;
using Atlas.KmsPortal.Data;
using Atlas.KmsPortal.Encryption;
using Microsoft.EntityFrameworkCore;

namespace Atlas.KmsPortal.Simulator;

/// <summary>One transaction of the simulator: what it works on, and what it leaves behind.</summary>
internal sealed class SimulatorStep(PortalDbContext db, Actor actor, DateTimeOffset now, SimulatorTiming timing, SimulatorFaults faults)
{
    public const string NoProject = "";

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

    /// <summary>Adds an audit entry, written with what it tells.</summary>
    public void Record(string eventType, ProjectRow? project, string summary, object? before = null, object? after = null)
    {
        var happened = new AuditEvent(eventType, summary, before, after)
        {
            OrganizationId = project?.OrganizationId,
            ProjectId = project?.Id,
        };
        Inserts.Add(AuditWriter.Row(actor, now, happened));
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
}
