using Atlas.KmsPortal.Data;
using Atlas.KmsPortal.Encryption;
using Atlas.KmsPortal.Simulator;
using FsCheck;
using FsCheck.Fluent;

namespace Atlas.KmsPortal.Tests.Simulator;

/// <summary>
/// Every command there is, in any order, on every demo project: no order reaches a state that the rules forbid, and nothing is
/// thrown but refusals.
/// </summary>
public sealed class EveryCommandWalkTests
{
    private const int Walks = 60;
    private const int StepsPerWalk = 80;
    private const string OtherKey = "https://acme-vault.vault.azure.net/keys/atlas/00000000000000000000000000000000";
    private static readonly string[] s_projects =
    [
        DemoWorld.Retail,
        DemoWorld.Payments,
        DemoWorld.Analytics,
        DemoWorld.Playground,
        DemoWorld.Archive,
        DemoWorld.LedgerAws,
    ];
    private static readonly string[] s_regions = ["US_EAST_2", "US_CENTRAL", "EUROPE_WEST", "US_EAST_1", "EU_WEST_1"];

    [Fact]
    public void No_order_of_commands_reaches_a_forbidden_state()
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
        List<string> told = [];
        foreach (var number in numbers)
        {
            var random = new Random(number);
            var project = await world.ProjectAsync(random.GetItems(s_projects, 1)[0]);
            var (name, command) = Choose(world, project, random);
            var refused = await SimulatorWorld.RefusedAsync(command);
            told.Add($"{project.Name}: {name}: {(refused.Count == 0 ? "done" : refused[0])}");
            Assert.True(
                told.Count % 10 != 0 || await world.SharesWhatIsStoredAsync(),
                $"A shared snapshot is not what is stored.\n{string.Join('\n', told)}"
            );
            foreach (var after in await world.Atlas.GetProjectsAsync(default))
            {
                var forbidden = Forbidden(after).ToList();
                Assert.True(forbidden.Count == 0, $"{after.Name}: {string.Join("; ", forbidden)}\n{string.Join('\n', told)}");
            }
        }

        return true;
    }

    private static (string Name, Func<Task> Command) Choose(SimulatorWorld world, ProjectSnapshot project, Random random)
    {
        var atlas = world.Atlas;
        var owner = SimulatorWorld.Owner;
        var provider = random.Next(4) == 0 ? CloudProvider.Aws : CloudProvider.Azure;
        var region = random.GetItems(s_regions, 1)[0];
        var on = random.Next(2) == 0;
        var cluster = project.Clusters.Count == 0 ? null : project.Clusters[random.Next(project.Clusters.Count)];
        var endpoint = project.Endpoints.Count == 0 ? null : project.Endpoints[random.Next(project.Endpoints.Count)];
        CloudProvider? key = on ? provider : null;
        Func<Task> save(EncryptionChange change) => () => world.Encryption.OverwriteAsync(project.Id, change, owner, default);
        return random.Next(18) switch
        {
            0 => ("enable Azure", save(new(AzureKeyVault: A.VaultChange() with { Secret = "demo-client-secret" }))),
            1 => ("enable AWS", save(new(AwsKms: AwsChange(project)))),
            2 => (
                $"require {provider} {on}",
                save(
                    provider is CloudProvider.Azure
                        ? new(AzureKeyVault: new() { RequirePrivateNetworking = on })
                        : new(AwsKms: new() { RequirePrivateNetworking = on })
                )
            ),
            3 => (
                $"disable {provider}",
                save(
                    provider is CloudProvider.Azure ? new(AzureKeyVault: new() { Enabled = false }) : new(AwsKms: new() { Enabled = false })
                )
            ),
            4 => ("rotate", save(new(AzureKeyVault: new() { KeyIdentifier = on ? OtherKey : A.VaultKey }))),
            5 => ("search nodes", save(new(EnabledForSearchNodes: on))),
            6 or 7 => ($"create {provider} {region}", () => world.Endpoints.CreateAsync(project.Id, provider, region, owner, default)),
            8 when endpoint is not null => (
                $"remove {endpoint.Region}",
                () => world.Endpoints.RemoveAsync(project.Id, endpoint.Provider, endpoint.Id, owner, default)
            ),
            9 when endpoint is not null => (
                $"remove {endpoint.Region} when possible",
                () => atlas.RemoveEndpointWhenPossibleAsync(project.Id, endpoint.Provider, endpoint.Id, owner, default)
            ),
            10 => (
                $"vault owner {on}",
                () => DecideAsync(world, on ? AzureConnectionState.Approved : AzureConnectionState.Rejected, random)
            ),
            11 when cluster is not null => (
                $"{cluster.Name} key {key}",
                () =>
                    atlas.UpdateClusterAsync(
                        project.Id,
                        cluster.Name,
                        cluster.Spec,
                        cluster.Spec with
                        {
                            KeyProvider = key,
                        },
                        owner,
                        default
                    )
            ),
            12 => (
                "create cluster",
                () =>
                    atlas.CreateClusterAsync(
                        project.Id,
                        $"made-{random.Next(3)}",
                        A.Spec(region) with
                        {
                            KeyProvider = key,
                        },
                        owner,
                        default
                    )
            ),
            13 when cluster is not null && random.Next(3) == 0 => (
                $"delete {cluster.Name}",
                () => atlas.DeleteClusterAsync(project.Id, cluster.Name, owner, default)
            ),
            14 => ("break or mend", () => world.Controls.SetFaultsAsync(Fault(random), owner, default)),
            15 => ("try again", () => atlas.ValidateKeysAsync(project.Id, owner, default)),
            16 => ("role", () => RoleAsync(atlas, project, owner)),
            _ => ("time passes", () => world.PassAsync(random.Next(40))),
        };
    }

    private static IEnumerable<string> Forbidden(ProjectSnapshot project)
    {
        foreach (var settings in project.Encryption.All)
        {
            var endpoints = project.EndpointsOf(settings.Provider).ToList();
            var users = project.ClustersUsing(settings.Provider).ToList();
            if (endpoints.Where(e => e.IsLive).GroupBy(e => e.Region).Any(group => group.Count() > 1))
            {
                yield return "two live endpoints in a region";
            }

            if (endpoints.Count > 0 && !(settings.Enabled && settings.RequirePrivateNetworking))
            {
                yield return "endpoints without Require Private Networking";
            }

            if (!settings.Enabled && users.Count > 0)
            {
                yield return "a cluster uses a key service that is off";
            }

            if (
                settings.Enabled
                && (project.IsInactive || (settings.RoleId is not null && project.Role(settings.RoleId) is not { AuthorizedAt: not null }))
            )
            {
                yield return "enabled where it must not be, or with a role that is gone";
            }

            foreach (var cluster in users.Where(c => c.State is not ClusterState.Deleting))
            {
                if (cluster.IsShared)
                {
                    yield return $"{cluster.Name} is too small for a key";
                }

                if (
                    cluster.KeyAccess is KeyAccess.Private
                    && cluster.RegionsOf().Any(r => project.LiveEndpointIn(settings.Provider, r)?.Status is not EndpointStatus.Active)
                )
                {
                    yield return $"{cluster.Name} is private without its endpoints";
                }
            }
        }

        var required = project.Encryption.All.Any(settings => settings.RequirePrivateNetworking);
        foreach (var cluster in project.Clusters.Where(c => c.IsMultiCloud && c.State is not ClusterState.Deleting))
        {
            if (
                required != cluster.Shutdown is ShutdownReason.MultiCloudOverPrivateNetworking
                && cluster.Shutdown is not ShutdownReason.KeyInvalid
            )
            {
                yield return $"{cluster.Name} runs on several clouds, and private networking is {required}";
            }
        }
    }

    private static AwsKmsChange AwsChange(ProjectSnapshot project) =>
        new()
        {
            Enabled = true,
            RoleId =
                project.Roles.FirstOrDefault(role => role is { Provider: CloudProvider.Aws, AuthorizedAt: not null })?.Id
                ?? "65a0000000000000000000ff",
            CustomerMasterKeyId = "mrk-4f1c2d3e5a6b47c8901234567890abcd",
            Region = "US_EAST_1",
        };

    private static async Task DecideAsync(SimulatorWorld world, AzureConnectionState state, Random random)
    {
        var connections = await world.ConnectionsAsync();
        if (connections.Count > 0)
        {
            var connection = connections[random.Next(connections.Count)];
            await world.Azure.SetStateAsync(connection.VaultId, connection.Name, state, null, SimulatorWorld.Owner, default);
        }
    }

    private static FaultRequest Fault(Random random)
    {
        var broken = random.Next(3) == 0;
        return random.Next(6) switch
        {
            0 => new(KeyDisabled: broken),
            1 => new(CredentialsWrong: broken),
            2 => new(VaultUnreachable: broken),
            3 => new(NetworkProviderUnregistered: broken),
            4 => new(NextCreationFails: broken ? "quota reached" : ""),
            _ => new(NextDeletionFails: broken ? "clean-up failed" : ""),
        };
    }

    private static async Task RoleAsync(IAtlasClient atlas, ProjectSnapshot project, Actor owner)
    {
        if (project.Roles.FirstOrDefault(role => role.Provider is CloudProvider.Azure) is { } role)
        {
            await atlas.RemoveRoleAsync(project.Id, CloudProvider.Azure, role.Id, owner, default);
            return;
        }

        var made = await atlas.CreateRoleAsync(
            project.Id,
            new(
                CloudProvider.Azure,
                ServicePrincipalId: "5f2d1a00-0000-4000-8000-000000000001",
                TenantId: "ee46317d-36a3-4472-a3dd-6549e901da0b"
            ),
            owner,
            default
        );
        await atlas.UpdateEncryptionAsync(project.Id, new(AzureKeyVault: new() { RoleId = made.Id }), project.Version, owner, default);
    }
}
