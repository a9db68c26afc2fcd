namespace Atlas.KmsPortal.Tests.Simulator;

/// <summary>A clock that a test moves by hand.</summary>
internal sealed class ManualTime : TimeProvider
{
    private DateTimeOffset _now = A.Now;

    public override DateTimeOffset GetUtcNow() => _now;

    public void Forward(TimeSpan span) => _now += span;
}
