using Atlas.KmsPortal.Hostile;
using Atlas.KmsPortal.Tests.Simulator.Api;

namespace Atlas.KmsPortal.Tests.Hosting;

/// <summary>At length: <c>dotnet run --project tests/Atlas.KmsPortal.Hostile -- --kills 100</c>.</summary>
public sealed class KilledStartTests
{
    [Fact]
    public async Task Whatever_a_killed_start_leaves_the_next_one_comes_up()
    {
        var starts = new KilledStarts(typeof(Program).Assembly.Location, ApiHost.RepositoryRoot(), seed: Random.Shared.Next());

        var outcome = await starts.RunAsync(kills: 5, _ => { }, TestContext.Current.CancellationToken);

        Assert.Empty(outcome.Failures);
        Assert.Equal((5, 3), (outcome.Kills, outcome.CameUp));
    }
}
