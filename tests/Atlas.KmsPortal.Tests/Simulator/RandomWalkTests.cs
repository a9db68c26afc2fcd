using Atlas.KmsPortal.Data;
using Atlas.KmsPortal.Encryption;
using FsCheck;
using FsCheck.Fluent;

namespace Atlas.KmsPortal.Tests.Simulator;

/// <summary>Random sequences of commands, against the simulator and the reference model side by side: 20,000 steps.</summary>
public sealed class RandomWalkTests
{
    private const int Walks = 200;
    private const int StepsPerWalk = 100;
    private static readonly string[] s_regions = ["US_EAST_2", "EUROPE_WEST", "UK_SOUTH"];
    private static readonly string[] s_clusters = ["first", "second"];

    [Fact]
    public void No_order_of_commands_leaves_the_model()
    {
        var commands = Gen.Choose(0, int.MaxValue - 1).ArrayOf(StepsPerWalk).ToArbitrary();

        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(Walks),
            Prop.ForAll(commands, numbers => WalkAsync(numbers).GetAwaiter().GetResult())
        );
    }

    private static async Task<bool> WalkAsync(int[] numbers)
    {
        await using var world = await SimulatorWorld.CreateAsync();
        // The demo project's own clusters would be a third and a fourth; the walk makes its own.
        foreach (var cluster in (await world.ProjectAsync()).Clusters)
        {
            await world.Atlas.DeleteClusterAsync(SimulatorWorld.Project, cluster.Name, SimulatorWorld.Owner, default);
        }

        await world.PassAsync(20);
        var model = new ReferenceModel();
        var told = new List<string>();
        foreach (var number in numbers)
        {
            told.Add(await StepAsync(world, model, number));
            await CompareAsync(world, model, told);
        }

        return true;
    }

    private static async Task<string> StepAsync(SimulatorWorld world, ReferenceModel model, int number)
    {
        var (what, argument) = (number % 16, number / 16);
        var region = s_regions[argument % s_regions.Length];
        var cluster = s_clusters[argument % s_clusters.Length];
        var atlas = world.Atlas;
        switch (what)
        {
            case 0:
                return await BothAsync($"enable", model.Enable(), () => world.SaveAsync(A.VaultChange()));
            case 1 or 2:
                return await BothAsync(
                    "require",
                    model.Require(required: true),
                    () => world.SaveAsync(new() { RequirePrivateNetworking = true })
                );
            case 3:
                return await BothAsync(
                    "stop requiring",
                    model.Require(required: false),
                    () => world.SaveAsync(new() { RequirePrivateNetworking = false })
                );
            case 4:
                return await BothAsync("disable", model.Disable(), () => world.SaveAsync(new() { Enabled = false }));
            case 5 or 6:
                return await BothAsync(
                    $"create {region}",
                    model.Create(region),
                    () => world.Endpoints.CreateAsync(SimulatorWorld.Project, CloudProvider.Azure, region, SimulatorWorld.Owner, default)
                );
            case 7 when model.Endpoints.Count > 0:
            {
                var index = argument % model.Endpoints.Count;
                var endpoint = (await world.ProjectAsync()).Endpoints[index];
                return await BothAsync(
                    $"remove {index}",
                    model.Remove(model.Endpoints[index]),
                    () =>
                        world.Endpoints.RemoveAsync(SimulatorWorld.Project, CloudProvider.Azure, endpoint.Id, SimulatorWorld.Owner, default)
                );
            }

            case 8
            or 9
            or 10 when model.Endpoints.Count > 0:
                return await AzureAsync(world, model, argument % model.Endpoints.Count, what);
            case 11:
                return await BothAsync(
                    $"create cluster {cluster}",
                    model.CreateCluster(cluster, region, argument % 2 == 0),
                    () =>
                        atlas.CreateClusterAsync(
                            SimulatorWorld.Project,
                            cluster,
                            Spec(region, argument % 2 == 0),
                            SimulatorWorld.Owner,
                            default
                        )
                );
            case 12 when model.Clusters.TryGetValue(cluster, out var changed):
            {
                var on = argument % 3 != 0;
                return await BothAsync(
                    $"{cluster} key {on}",
                    model.SetKey(cluster, on),
                    () =>
                        world.Clusters.OverwriteAsync(
                            SimulatorWorld.Project,
                            cluster,
                            _ => Spec(changed.Region, on),
                            SimulatorWorld.Owner,
                            default
                        )
                );
            }

            case 13 when argument % 4 == 0:
                return await BothAsync(
                    $"delete cluster {cluster}",
                    model.DeleteCluster(cluster),
                    () => atlas.DeleteClusterAsync(SimulatorWorld.Project, cluster, SimulatorWorld.Owner, default)
                );
            case 14 when argument % 8 == 0:
                await world.RestartAsync();
                return "restart";
            default:
                var seconds = argument % 12;
                model.Pass(seconds);
                await world.PassAsync(seconds);
                return $"{seconds} s pass";
        }
    }

    private static async Task<string> AzureAsync(SimulatorWorld world, ReferenceModel model, int index, int what)
    {
        var endpoint = (await world.ProjectAsync()).Endpoints[index];
        var state = what switch
        {
            8 => AzureConnectionState.Approved,
            9 => AzureConnectionState.Rejected,
            _ => AzureConnectionState.Removed,
        };
        var connection = (await world.ConnectionsAsync()).SingleOrDefault(c => c.EndpointId == endpoint.Id);
        var expected = model.SetAzure(model.Endpoints[index], state);
        if (connection is null)
        {
            Assert.False(expected, $"The model knows a connection of endpoint {index}, Azure does not.");
            return $"azure {state} {index}: no connection";
        }

        return await BothAsync(
            $"azure {state} {index}",
            expected,
            () =>
                state is AzureConnectionState.Removed
                    ? world.Azure.RemoveAsync(connection.VaultId, connection.Name, SimulatorWorld.Owner, default)
                    : world.Azure.SetStateAsync(connection.VaultId, connection.Name, state, null, SimulatorWorld.Owner, default)
        );
    }

    private static async Task<string> BothAsync(string command, bool expected, Func<Task> act)
    {
        var refused = await SimulatorWorld.RefusedAsync(act);
        Assert.True(
            expected == (refused.Count == 0),
            $"{command}: the model says {(expected ? "yes" : "no")}, Atlas says {string.Join(", ", refused)}."
        );
        return $"{command}: {(expected ? "done" : refused[0])}";
    }

    private static async Task CompareAsync(SimulatorWorld world, ReferenceModel model, List<string> told)
    {
        var project = await world.ProjectAsync();
        var azure = project.Encryption.AzureKeyVault;
        var because = string.Join('\n', told);
        Assert.True((model.Enabled, model.Required) == (azure.Enabled, azure.RequirePrivateNetworking), because);
        Assert.True(
            model.Endpoints.Select(e => (e.Region, e.Status)).SequenceEqual(project.Endpoints.Select(e => (e.Region, e.Status))),
            because
        );
        Assert.True(
            model
                .Clusters.Select(pair => (pair.Key, pair.Value.UsesKey, Busy: pair.Value.WorkEnds is not null))
                .SequenceEqual(
                    project
                        .Clusters.OrderBy(c => c.Name, StringComparer.Ordinal)
                        .Select(c => (c.Name, c.UsesOwnKey, c.State is not ClusterState.Idle))
                ),
            because
        );

        Assert.True(
            told.Count % 10 != 0 || await world.SharesWhatIsStoredAsync(),
            $"The shared snapshot is not what is stored.\n{because}"
        );

        // What no order of commands may reach, whatever the model thinks.
        Assert.True(
            project.Endpoints.Where(e => e.IsLive).GroupBy(e => e.Region).All(group => group.Count() == 1),
            $"Two live endpoints in a region.\n{because}"
        );
        Assert.True(
            azure.Enabled || !project.ClustersUsing(CloudProvider.Azure).Any(),
            $"Keys are off, and a cluster uses one.\n{because}"
        );
        Assert.True(azure.RequirePrivateNetworking || project.Endpoints.Count == 0, $"Endpoints without the flag.\n{because}");
        Assert.True(
            project.Clusters.All(c =>
                c.KeyAccess is not KeyAccess.Private
                || c.RegionsOf().All(r => project.LiveEndpointIn(CloudProvider.Azure, r)?.Status is EndpointStatus.Active)
            ),
            $"A cluster is private without an endpoint.\n{because}"
        );
    }

    private static ClusterSpec Spec(string region, bool usesKey) =>
        A.Spec(region) with
        {
            KeyProvider = usesKey ? CloudProvider.Azure : null,
        };
}
