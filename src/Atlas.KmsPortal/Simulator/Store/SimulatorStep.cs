using System.Text.Json;
using Atlas.KmsPortal.Auditing;
using Atlas.KmsPortal.Data;
using Atlas.KmsPortal.Encryption;
using Microsoft.EntityFrameworkCore;

namespace Atlas.KmsPortal.Simulator;

/// <summary>One transaction of the simulator: what it works on, and what it leaves behind.</summary>
internal sealed class SimulatorStep(PortalDbContext db, Actor actor, DateTimeOffset now, SimulatorTiming timing, SimulatorFaults faults)
{
    private readonly Dictionary<string, ProjectWork> _works = [];

    public PortalDbContext Db => db;
    public Actor Actor => actor;
    public DateTimeOffset Now { get; private set; } = now;
    public SimulatorTiming Timing => timing;
    public SimulatorFaults Faults { get; private set; } = faults;

    /// <summary>The clouds' side, as far as this step has loaded it.</summary>
    public CloudSide Clouds { get; } = new(db);

    /// <summary>Rows that this step adds and never reads; written at its end.</summary>
    public Writes Inserts { get; } = new();

    /// <summary>What whoever looks has to hear of after the commit.</summary>
    public CommittedChanges Changes { get; } = new();

    /// <summary>Whether there is anything to commit.</summary>
    public bool WritesSomething { get; private set; }

    public SimulatorStateRow? ChangedState { get; private set; }

    /// <exception cref="AtlasRefusedException">No such project.</exception>
    public async Task<ProjectWork> ProjectAsync(string projectId, CancellationToken cancellationToken) =>
        await FindProjectAsync(projectId, cancellationToken)
        ?? throw new AtlasRefusedException(SimulatorRefusals.ProjectNotFound(projectId));

    public async Task<ProjectWork?> FindProjectAsync(string projectId, CancellationToken cancellationToken)
    {
        if (_works.TryGetValue(projectId, out var known))
        {
            return known;
        }

        if (await ProjectRows.LoadAsync(db, [projectId], cancellationToken) is not [var rows])
        {
            return null;
        }

        rows.Track(db);
        return _works[projectId] = new ProjectWork(this, rows);
    }

    /// <summary>Adds an audit entry, written with what it tells.</summary>
    public void Record(string eventType, ProjectRow? project, string summary, object? before = null, object? after = null)
    {
        var happened = new AuditEvent(eventType, summary, before, after)
        {
            OrganizationId = project?.OrganizationId,
            ProjectId = project?.Id,
        };
        Inserts.Add(AuditWriter.Row(actor, Now, happened));
    }

    /// <summary>The same for what belongs to an organization and to none of its projects.</summary>
    public void RecordInOrganization(string eventType, string organizationId, string summary) =>
        Inserts.Add(AuditWriter.Row(actor, Now, new AuditEvent(eventType, summary) { OrganizationId = organizationId }));

    public void Timeline(string projectId, string subjectId, string status, string cause) =>
        Inserts.Add(
            new TimelineRow
            {
                ProjectId = projectId,
                SubjectId = subjectId,
                Status = status,
                At = Now,
                Cause = cause,
                By = actor.Name,
            }
        );

    public async Task ChangeStateAsync(Action<SimulatorStateRow> change, CancellationToken cancellationToken)
    {
        var state = ChangedState ?? await db.SimulatorState.SingleOrDefaultAsync(cancellationToken);
        if (state is null)
        {
            state = new SimulatorStateRow();
            db.SimulatorState.Add(state);
        }

        change(state);
        ChangedState = state;
    }

    /// <summary>From here on this step has real time, too.</summary>
    public Task PutClockBackAsync(DateTimeOffset realNow, CancellationToken cancellationToken)
    {
        Now = realNow;
        return ChangeStateAsync(state => state.ClockOffset = TimeSpan.Zero, cancellationToken);
    }

    public async Task SetFaultsAsync(SimulatorFaults faults, CancellationToken cancellationToken)
    {
        Faults = faults;
        await ChangeStateAsync(state => state.Faults = JsonSerializer.Serialize(faults, JsonSerializerOptions.Default), cancellationToken);
    }

    /// <summary>For a step that has so much to write that it does so in parts.</summary>
    public async Task WriteSoFarAsync(CancellationToken cancellationToken)
    {
        foreach (var row in await Inserts.FlushAsync(db, cancellationToken))
        {
            WritesSomething = true;
            Changes.Note(row);
        }
    }

    /// <summary>Writes everything, with one command, and works out what has changed by it.</summary>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        foreach (var work in _works.Values)
        {
            work.KeepListing();
        }

        Listings.KeepNew(db, Now);
        await WriteSoFarAsync(cancellationToken);

        // The rows are at hand, so nobody has to read again what this step leaves behind.
        foreach (var (projectId, work) in _works)
        {
            if (Changes.ProjectIds.Contains(projectId) && work.ShowsItsClouds && db.Entry(work.Row).State is EntityState.Unchanged)
            {
                Changes.Snapshots[projectId] = work.Snapshot();
            }
        }
    }
}
