using Atlas.KmsPortal.Encryption;
using Atlas.KmsPortal.Simulator;

namespace Atlas.KmsPortal.Tests.Simulator.Store;

public sealed class ProjectSnapshotsTests
{
    private const int Rounds = 10_000;
    private const int Readers = 4;

    [Fact]
    public async Task Whoever_looks_between_two_commits_shares_one_object()
    {
        await using var world = await SimulatorWorld.CreateAsync();
        await world.SaveAsync(A.VaultChange());

        var looks = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => world.ProjectAsync()));
        await world.Atlas.SetKeyAgeAlertAsync(SimulatorWorld.Project, 30, SimulatorWorld.Owner, default);
        var later = await world.ProjectAsync();

        Assert.Single(looks.Distinct(ReferenceEqualityComparer.Instance));
        Assert.NotSame(looks[0], later);
        Assert.Equal(30, later.KeyAgeAlertDays);
    }

    [Fact]
    public async Task What_a_command_returns_is_what_everybody_sees_from_then_on()
    {
        await using var world = await SimulatorWorld.CreateAsync();

        var made = await world.Encryption.OverwriteAsync(
            SimulatorWorld.Project,
            new(AzureKeyVault: A.VaultChange()),
            SimulatorWorld.Owner,
            default
        );
        var seen = await world.ProjectAsync();

        Assert.Equal(made.Encryption, seen.Encryption);
        Assert.True(await world.SharesWhatIsStoredAsync());
    }

    private const long Time = 1_000;

    /// <summary>The days only grow, and a writer notes them once it was answered: whoever looks afterwards must not see fewer.</summary>
    [Fact]
    public async Task A_snapshot_is_never_older_than_the_answer_that_its_reader_has_got()
    {
        await using var world = await SimulatorWorld.CreateAsync();
        // The days that were answered last, above the number of the time that they belong to.
        var (answered, rounds, older) = (0L, 0, 0);
        var readers = Enumerable.Range(0, Readers).Select(_ => Task.Run(ReadAsync)).ToList();

        for (var days = 1; Volatile.Read(ref rounds) < Rounds; days = (days % 730) + 1)
        {
            // Down to one day again: nobody may compare with the days of the time before.
            if (days == 1)
            {
                Interlocked.Exchange(ref answered, ((answered / Time) + 1) * Time);
            }

            var made = await world.Atlas.SetKeyAgeAlertAsync(SimulatorWorld.Project, days, SimulatorWorld.Owner, default);
            Assert.Equal(days, made.KeyAgeAlertDays);
            Assert.Equal(days, (await world.ProjectAsync()).KeyAgeAlertDays);
            Interlocked.Add(ref answered, days - (answered % Time));
        }

        await Task.WhenAll(readers);
        Assert.Equal(0, older);

        async Task ReadAsync()
        {
            while (Interlocked.Increment(ref rounds) <= Rounds)
            {
                var before = Volatile.Read(ref answered);
                var seen = (await world.ProjectAsync()).KeyAgeAlertDays;
                if (seen < before % Time && Volatile.Read(ref answered) / Time == before / Time)
                {
                    Interlocked.Increment(ref older);
                }

                if (Random.Shared.Next(8) == 0)
                {
                    // As another process does: readers then read for themselves, in the middle of the writing.
                    world.Get<SimulatorStore>().Snapshots.ForgetAll();
                }
            }
        }
    }

    [Fact]
    public async Task A_timeline_grows_with_each_commit_and_is_read_once()
    {
        await using var world = await SimulatorWorld.CreateAsync();
        await world.SaveAsync(A.VaultChange() with { RequirePrivateNetworking = true });
        var before = await world.Atlas.GetTimelineAsync(SimulatorWorld.Project, default);

        await world.Atlas.CreateEndpointsAsync(SimulatorWorld.Project, CloudProvider.Azure, ["UK_SOUTH"], SimulatorWorld.Owner, default);
        var after = await world.Atlas.GetTimelineAsync(SimulatorWorld.Project, default);
        world.Get<SimulatorStore>().Snapshots.ForgetAll();

        Assert.Equal(before.Count + 1, after.Count);
        Assert.Equal(await world.Atlas.GetTimelineAsync(SimulatorWorld.Project, default), after);
    }

    [Fact]
    public async Task What_nobody_looks_at_is_forgotten_after_some_minutes()
    {
        await using var world = await SimulatorWorld.CreateAsync();
        var snapshots = world.Get<SimulatorStore>().Snapshots;
        await world.ProjectAsync();
        await world.ProjectAsync(DemoWorld.Payments);

        world.Time.Advance(TimeSpan.FromMinutes(4));
        await world.ProjectAsync();
        world.Time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(1, snapshots.Count);
    }

    [Fact]
    public async Task A_project_that_is_not_there_leaves_nothing_behind()
    {
        await using var world = await SimulatorWorld.CreateAsync();

        Assert.Null(await world.Atlas.FindProjectAsync("65a000000000000000000099", default));
        Assert.Equal(0, world.Get<SimulatorStore>().Snapshots.Count);
    }
}
