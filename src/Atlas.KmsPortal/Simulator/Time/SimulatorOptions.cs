namespace Atlas.KmsPortal.Simulator;

/// <summary>How fast the simulated clouds are.</summary>
public enum Timing
{
    /// <summary>Everything happens at the worker's next tick.</summary>
    Instant,

    /// <summary>Seconds, so that one can watch.</summary>
    Demo,

    /// <summary>As the real service was seen to take.</summary>
    Faithful,
}

/// <summary>Section <c>Simulator</c>. Each figure overrides the timing's own.</summary>
public sealed class SimulatorOptions
{
    public const string Section = "Simulator";

    /// <summary>A name of <see cref="Simulator.Timing"/>; text, so that a wrong one is answered with the right ones.</summary>
    public string Timing { get; set; } = nameof(Simulator.Timing.Demo);

    /// <summary>The least time in INITIATING.</summary>
    public TimeSpan? InitiatingTakes { get; set; }

    /// <summary>By how much INITIATING varies from endpoint to endpoint.</summary>
    public TimeSpan? InitiatingVaries { get; set; }

    /// <summary>The most time until Atlas notices what the vault's owner did.</summary>
    public TimeSpan? AzureNoticedWithin { get; set; }
    public TimeSpan? DeletingTakes { get; set; }
    public TimeSpan? KeyCheckEvery { get; set; }

    /// <summary>Creating, changing or deleting a cluster, and re-encrypting it.</summary>
    public TimeSpan? ClusterWorkTakes { get; set; }

    /// <summary>Moving a cluster from the public network to private endpoints.</summary>
    public TimeSpan? MigrationTakes { get; set; }

    /// <summary>How often the worker looks. Real time, whatever the simulated clock says.</summary>
    public TimeSpan Tick { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Whether the demo world and its API keys are made on first start; null means: in Development.</summary>
    public bool? DemoWorld { get; set; }

    public bool WantsDemoWorld(IHostEnvironment environment) => DemoWorld ?? environment.IsDevelopment();

    /// <summary>Whether the demo world's programs sign in with the secrets that everybody knows.</summary>
    public bool HasPublishedSecrets(IHostEnvironment environment) => environment.IsDevelopment() && WantsDemoWorld(environment);
}

/// <summary>The figures in force.</summary>
public sealed record SimulatorTiming(
    Timing Timing,
    TimeSpan InitiatingTakes,
    TimeSpan InitiatingVaries,
    TimeSpan AzureNoticedWithin,
    TimeSpan DeletingTakes,
    TimeSpan KeyCheckEvery,
    TimeSpan ClusterWorkTakes,
    TimeSpan MigrationTakes
)
{
    /// <param name="chosen">The timing chosen on the simulator's page; null to follow <paramref name="options"/>.</param>
    public static SimulatorTiming From(SimulatorOptions options, Timing? chosen)
    {
        var basis = Of(chosen ?? Enum.Parse<Timing>(options.Timing));
        return basis with
        {
            InitiatingTakes = options.InitiatingTakes ?? basis.InitiatingTakes,
            InitiatingVaries = options.InitiatingVaries ?? basis.InitiatingVaries,
            AzureNoticedWithin = options.AzureNoticedWithin ?? basis.AzureNoticedWithin,
            DeletingTakes = options.DeletingTakes ?? basis.DeletingTakes,
            KeyCheckEvery = options.KeyCheckEvery ?? basis.KeyCheckEvery,
            ClusterWorkTakes = options.ClusterWorkTakes ?? basis.ClusterWorkTakes,
            MigrationTakes = options.MigrationTakes ?? basis.MigrationTakes,
        };
    }

    private static SimulatorTiming Of(Timing timing) =>
        timing switch
        {
            Timing.Instant => new(timing, default, default, default, default, TimeSpan.FromMinutes(15), default, default),
            Timing.Demo => new(timing, Seconds(4), Seconds(3), Seconds(3), Seconds(4), Seconds(60), Seconds(8), Seconds(8)),
            Timing.Faithful => new(
                timing,
                Seconds(60),
                Seconds(60),
                Seconds(180),
                Seconds(60),
                TimeSpan.FromMinutes(15),
                TimeSpan.FromMinutes(7),
                TimeSpan.FromMinutes(10)
            ),
            _ => throw new InvalidOperationException($"Simulator:Timing is '{timing}'. Use Instant, Demo or Faithful."),
        };

    private static TimeSpan Seconds(int seconds) => TimeSpan.FromSeconds(seconds);
}

/// <summary>The faults that are on; kept in the database, so that they survive a restart.</summary>
public sealed record SimulatorFaults
{
    /// <summary>The next endpoint creation ends in FAILED with this reason; used up by it.</summary>
    public string? NextCreationFails { get; init; }

    /// <summary>The next endpoint deletion ends in FAILED with this reason; used up by it.</summary>
    public string? NextDeletionFails { get; init; }

    /// <summary>What the Admin API answers instead of doing anything: 429, 500 or 503.</summary>
    public int? ApiStatus { get; init; }

    /// <summary>How late the Admin API answers.</summary>
    public TimeSpan? ApiDelay { get; init; }

    public bool Any => this != new SimulatorFaults();
}
