using Atlas.KmsPortal.Components.Layout;
using Atlas.KmsPortal.Encryption;
using Atlas.KmsPortal.Simulator;
using Atlas.KmsPortal.Tests.Encryption.State;
using Atlas.KmsPortal.Tests.Simulator;

namespace Atlas.KmsPortal.Tests.Budgets;

/// <summary>What one command of a page may send to the database, however many circuits look.</summary>
public sealed class PortalBudgetTests
{
    private const int Circuits = 200;
    private static readonly string[] s_three = ["US_EAST_2", "US_CENTRAL", "EUROPE_WEST"];

    /// <summary>A command, the reads and the writes that it may cost with everybody's looking included.</summary>
    public static TheoryData<string, int, int> Commands =>
        new()
        {
            { "save", 2, 1 },
            { "try the keys", 2, 1 },
            { "continue with three regions", 1, 1 },
            { "continue again", 1, 0 },
            { "retry", 1, 1 },
            { "remove", 1, 1 },
            { "approve", 4, 1 },
            { "create a cluster", 1, 1 },
            { "change a cluster", 1, 1 },
            { "delete a cluster", 2, 1 }, // its networks stay
            { "create a role", 1, 1 },
            { "authorize a role", 1, 1 },
            { "remove a role", 1, 1 },
            { "alert", 1, 1 },
        };

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task A_command_costs_what_it_changes_whoever_looks(string command, int reads, int writes)
    {
        await using var world = await SimulatorWorld.CreateAsync();
        await PrepareAsync(world);
        var state = State(world);
        await state.OpenAsync(DemoWorld.Payments, default);
        var (here, elsewhere) = (await LookAsync(world, DemoWorld.Payments), await LookAsync(world, DemoWorld.Retail));
        world.Sql.Reset();

        var outcome = await DoAsync(command, world, state);

        Assert.True(outcome.Succeeded, $"{command}: {(outcome.Blockers is [var why, ..] ? why.Message : "conflict")}");
        if (writes > 0)
        {
            await here.AllSeeAsync(state.Project!);
        }

        var counts = world.Sql.Counts;
        Assert.True(
            counts.Reads <= reads && counts.Writes == writes,
            $"{command} took {counts.Reads} reads and {counts.Writes} writes:\n{string.Join("\n\n", world.Sql.Sent)}"
        );
        Assert.Equal(0, elsewhere.Times);
    }

    [Fact]
    public async Task Opening_a_project_twice_reads_it_once()
    {
        await using var world = await SimulatorWorld.CreateAsync();
        await PrepareAsync(world);
        world.Get<SimulatorStore>().Snapshots.ForgetAll();
        world.Sql.Reset();

        // Before the circuit is there, and in it: the project, its timeline and the menu.
        for (var render = 0; render < 2; render++)
        {
            var state = State(world);
            await state.OpenAsync(DemoWorld.Payments, default);
            await state.TimelineAsync(default);
            await Menu(world).ReadAsync(DemoWorld.Payments, default);
        }

        Assert.Equal((3, 0), world.Sql.Counts);
    }

    [Fact]
    public async Task A_menu_that_looks_the_same_is_not_read_again()
    {
        await using var world = await SimulatorWorld.CreateAsync();
        await PrepareAsync(world);
        var told = 0;
        using var watching = world.Get<ProjectWatch>().WatchList(() => Task.FromResult(Interlocked.Increment(ref told)));
        var before = await Menu(world).ReadAsync(DemoWorld.Retail, default);
        world.Sql.Reset();

        await world.Atlas.SetKeyAgeAlertAsync(DemoWorld.Payments, 300, SimulatorWorld.Owner, default);
        var after = await Menu(world).ReadAsync(DemoWorld.Retail, default);

        Assert.Equal(before, after);
        Assert.Equal((1, 1), world.Sql.Counts);
        Assert.Equal(0, told);
    }

    private static EncryptionState State(SimulatorWorld world) =>
        new(world.Atlas, new FakeAccess(ProjectRole.Owner), world.Get<ProjectWatch>(), world.Get<IKeyOwner>());

    private static MenuReader Menu(SimulatorWorld world) =>
        new(world.Get<IProjectDirectory>(), new FakeAccess(ProjectRole.Owner), world.Get<IAtlasLabel>());

    /// <summary>Payments over private networking: one endpoint that waits, one that failed, and a role.</summary>
    private static async Task PrepareAsync(SimulatorWorld world)
    {
        await world.SaveAsync(new() { RequirePrivateNetworking = true }, DemoWorld.Payments);
        await world.Endpoints.CreateAsync(DemoWorld.Payments, CloudProvider.Azure, "UK_SOUTH", SimulatorWorld.Owner, default);
        await world.Controls.SetFaultsAsync(new(NextCreationFails: "quota reached"), SimulatorWorld.Owner, default);
        await world.Endpoints.CreateAsync(DemoWorld.Payments, CloudProvider.Azure, "UK_WEST", SimulatorWorld.Owner, default);
        await world.Atlas.CreateRoleAsync(DemoWorld.Payments, new(CloudProvider.Aws), SimulatorWorld.Owner, default);
        await world.PassAsync(10);
    }

    private static async Task<Outcome> DoAsync(string command, SimulatorWorld world, EncryptionState state)
    {
        var project = state.Project!;
        switch (command)
        {
            case "save":
                return await state.SaveAsync(new(EnabledForSearchNodes: true), project, default);
            case "try the keys":
                return await state.ValidateKeysAsync(default);
            case "continue with three regions":
                return await state.CreateEndpointsAsync(CloudProvider.Azure, s_three.ToHashSet(), default);
            case "continue again":
                await state.CreateEndpointsAsync(CloudProvider.Azure, s_three.ToHashSet(), default);
                world.Sql.Reset();
                return await state.CreateEndpointsAsync(CloudProvider.Azure, s_three.ToHashSet(), default);
            case "retry":
                return await state.RetryEndpointAsync(project.Endpoints.Single(e => e.Status is EndpointStatus.Failed), default);
            case "remove":
                return await state.RemoveEndpointWhenPossibleAsync(project.Endpoints[0], default);
            case "approve":
                return await state.ApproveInCloudAsync(project.Endpoints.Single(e => e.NeedsApproval), default);
            case "create a cluster":
                return await state.CreateClusterAsync("new", A.Spec("US_EAST_2"), default);
            case "change a cluster":
                var fraud = project.Cluster("fraud")!;
                return await state.UpdateClusterAsync(fraud, fraud.Spec with { DiskSizeGb = 80 }, default);
            case "delete a cluster":
                return await state.DeleteClusterAsync("fraud", default);
            case "create a role":
                return await state.CreateRoleAsync(new(CloudProvider.Aws), default);
            case "authorize a role":
                return await state.AuthorizeRoleAsync(
                    project.Roles[0].Id,
                    new(CloudProvider.Aws, IamAssumedRoleArn: "arn:aws:iam::210987654321:role/atlas-kms"),
                    default
                );
            case "remove a role":
                return await state.RemoveRoleAsync(project.Roles[0], default);
            case "alert":
                return await state.SetKeyAgeAlertAsync(300, default);
            default:
                throw new ArgumentOutOfRangeException(nameof(command), command, "Not a command of the table.");
        }
    }

    private static async Task<Onlookers> LookAsync(SimulatorWorld world, string projectId)
    {
        var onlookers = new Onlookers();
        for (var circuit = 0; circuit < Circuits; circuit++)
        {
            var state = State(world);
            await state.OpenAsync(projectId, default);
            onlookers.Add(state);
        }

        return onlookers;
    }

    /// <summary>Circuits that look at a project, and the calls that they got.</summary>
    private sealed class Onlookers
    {
        private readonly List<EncryptionState> _states = [];
        private readonly SemaphoreSlim _told = new(0);
        private int _times;

        public int Times => Volatile.Read(ref _times);

        public void Add(EncryptionState state)
        {
            _states.Add(state);
            state.OnChange(() =>
            {
                Interlocked.Increment(ref _times);
                return Task.FromResult(_told.Release());
            });
        }

        /// <summary>Waits until every circuit holds that snapshot: the very object, not one like it.</summary>
        public async Task AllSeeAsync(ProjectSnapshot project)
        {
            // Not so many calls as there are circuits: one that began to look while an earlier change was still being told is called twice.
            while (!_states.TrueForAll(state => ReferenceEquals(project, state.Project)))
            {
                Assert.True(await _told.WaitAsync(TimeSpan.FromSeconds(10)), "A circuit does not hold what the command made.");
            }
        }
    }
}
