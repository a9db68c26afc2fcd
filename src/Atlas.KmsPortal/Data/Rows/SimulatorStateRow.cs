namespace Atlas.KmsPortal.Data;

/// <summary>The simulator's own state: one row.</summary>
public sealed class SimulatorStateRow
{
    public const int TheOnly = 1;

    public int Id { get; init; } = TheOnly;

    /// <summary>How far the simulated clock runs ahead of the real one.</summary>
    public TimeSpan ClockOffset { get; set; }

    /// <summary>The timing chosen on the simulator's page; null to follow configuration.</summary>
    public string? Timing { get; set; }

    /// <summary>JSON of the faults that are on.</summary>
    public string Faults { get; set; } = "{}";
    public bool DemoWorldMade { get; set; }
}

/// <summary>Which process runs the worker, and until when.</summary>
public sealed class LeaseRow
{
    public required string Name { get; init; }
    public required string Owner { get; set; }
    public DateTimeOffset ExpiresAt { get; set; }
}

/// <summary>What a person typed or chose and has not saved. Protected, since it may hold a secret.</summary>
public sealed class DraftRow
{
    public required string UserId { get; init; }
    public required string ProjectId { get; init; }

    /// <summary>The form it belongs to, for example <c>advanced</c> or <c>azure/set-up</c>.</summary>
    public required string Form { get; init; }
    public required string Content { get; set; }
    public DateTimeOffset ChangedAt { get; set; }
}
