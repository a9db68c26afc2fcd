using Atlas.KmsPortal.Auditing;
using Atlas.KmsPortal.Data;
using Atlas.KmsPortal.Encryption;
using Atlas.KmsPortal.Simulator;
using Microsoft.EntityFrameworkCore;

namespace Atlas.KmsPortal.Tests.Simulator;

public sealed class SimulatorTests
{
    [Fact]
    public async Task An_approved_endpoint_becomes_active_and_its_clusters_move()
    {
        await using var world = await SimulatorWorld.CreateAsync();
        const string Payments = DemoWorld.Payments;
        await world.SaveAsync(new() { RequirePrivateNetworking = true }, Payments);
        foreach (var region in new[] { "US_EAST_2", "US_CENTRAL" })
        {
            await world.Endpoints.CreateAsync(Payments, CloudProvider.Azure, region, SimulatorWorld.Owner, default);
        }

        await world.PassAsync(10);
        var pending = (await world.ProjectAsync(Payments)).Endpoints;
        Assert.All(
            pending,
            endpoint => Assert.Equal((EndpointStatus.PendingAcceptance, true), (endpoint.Status, endpoint.ConnectionName is not null))
        );
        await world.ApproveAsync(pending[0]);
        await world.PassAsync(0);
        Assert.Equal(KeyAccess.Migrating, (await world.ProjectAsync(Payments)).Cluster("ledger")!.KeyAccess);
        await world.PassAsync(20);
        Assert.Equal(KeyAccess.Migrating, (await world.ProjectAsync(Payments)).Cluster("ledger")!.KeyAccess);
        await world.ApproveAsync(pending[1]);
        await world.PassAsync(0);

        var project = await world.ProjectAsync(Payments);
        Assert.Equal((KeyAccess.Private, KeyAccess.None), (project.Cluster("ledger")!.KeyAccess, project.Cluster("fraud")!.KeyAccess));
    }

    [Fact]
    public async Task A_rejected_endpoint_is_replaced_and_goes_when_the_replacement_is_made()
    {
        await using var world = await SimulatorWorld.CreateAsync();
        await world.SaveAsync(A.VaultChange() with { RequirePrivateNetworking = true });
        var endpoint = await world.Endpoints.CreateAsync(
            SimulatorWorld.Project,
            CloudProvider.Azure,
            "UK_SOUTH",
            SimulatorWorld.Owner,
            default
        );
        await world.PassAsync(10);
        await world.ApproveAsync(endpoint);
        await world.PassAsync(0);
        await world.ApproveAsync(endpoint, AzureConnectionState.Rejected);
        await world.PassAsync(0);

        var both = (await world.ProjectAsync()).Endpoints;
        Assert.Equal([EndpointStatus.PendingRecreation, EndpointStatus.Initiating], both.Select(e => e.Status));
        Assert.Equal(("private endpoint was rejected", endpoint.Id), (both[0].ErrorMessage, both[1].ReplacesId));
        await world.PassAsync(10);

        var left = Assert.Single((await world.ProjectAsync()).Endpoints);
        Assert.Equal((both[1].Id, EndpointStatus.PendingAcceptance), (left.Id, left.Status));
    }

    [Fact]
    public async Task A_removal_that_Atlas_refuses_now_follows_by_itself()
    {
        await using var world = await SimulatorWorld.CreateAsync();
        await world.SaveAsync(A.VaultChange() with { RequirePrivateNetworking = true });
        var endpoint = await world.Endpoints.CreateAsync(
            SimulatorWorld.Project,
            CloudProvider.Azure,
            "UK_SOUTH",
            SimulatorWorld.Owner,
            default
        );

        var refused = await SimulatorWorld.RefusedAsync(() =>
            world.Endpoints.RemoveAsync(SimulatorWorld.Project, CloudProvider.Azure, endpoint.Id, SimulatorWorld.Owner, default)
        );
        await world.Atlas.RemoveEndpointWhenPossibleAsync(
            SimulatorWorld.Project,
            CloudProvider.Azure,
            endpoint.Id,
            SimulatorWorld.Owner,
            default
        );
        await world.PassAsync(10);
        var deleting = Assert.Single((await world.ProjectAsync()).Endpoints).Status;
        await world.PassAsync(6);

        Assert.Equal(["ENCRYPTION_AT_REST_PRIVATE_ENDPOINT_DELETE_BLOCKED_DURING_PROVISIONING"], refused);
        Assert.Equal(EndpointStatus.Deleting, deleting);
        Assert.Empty((await world.ProjectAsync()).Endpoints);
    }

    [Fact]
    public async Task A_removed_endpoint_s_region_is_free_again_at_once()
    {
        await using var world = await SimulatorWorld.CreateAsync();
        await world.SaveAsync(A.VaultChange() with { RequirePrivateNetworking = true });
        var first = await world.Endpoints.CreateAsync(
            SimulatorWorld.Project,
            CloudProvider.Azure,
            "UK_SOUTH",
            SimulatorWorld.Owner,
            default
        );
        await world.PassAsync(10);
        await world.Endpoints.RemoveAsync(SimulatorWorld.Project, CloudProvider.Azure, first.Id, SimulatorWorld.Owner, default);

        var second = await world.Endpoints.CreateAsync(
            SimulatorWorld.Project,
            CloudProvider.Azure,
            "UK_SOUTH",
            SimulatorWorld.Owner,
            default
        );

        Assert.NotEqual(first.Id, second.Id);
    }

    [Fact]
    public async Task Requiring_private_networking_disables_multi_cloud_clusters_until_it_is_off_again()
    {
        await using var world = await SimulatorWorld.CreateAsync();
        await world.SaveAsync(new() { RequirePrivateNetworking = true }, DemoWorld.Analytics);
        var disabled = (await world.ProjectAsync(DemoWorld.Analytics)).Cluster("lake")!.Shutdown;
        await world.SaveAsync(new() { RequirePrivateNetworking = false }, DemoWorld.Analytics);

        Assert.Equal(ShutdownReason.MultiCloudOverPrivateNetworking, disabled);
        Assert.False((await world.ProjectAsync(DemoWorld.Analytics)).Cluster("lake")!.IsShutDown);
    }

    [Fact]
    public async Task Of_two_owners_who_continue_at_once_both_find_one_endpoint_in_each_region()
    {
        await using var world = await SimulatorWorld.CreateAsync();
        await world.SaveAsync(A.VaultChange() with { RequirePrivateNetworking = true });

        var made = await Task.WhenAll(
            Enumerable
                .Range(0, 8)
                .Select(_ =>
                    world.Atlas.CreateEndpointsAsync(
                        SimulatorWorld.Project,
                        CloudProvider.Azure,
                        ["UK_SOUTH", "UK_WEST"],
                        SimulatorWorld.Owner,
                        default
                    )
                )
        );

        Assert.All(made, endpoints => Assert.Equal(made[0].Select(e => e.Id), endpoints.Select(e => e.Id)));
        Assert.Equal(["UK_SOUTH", "UK_WEST"], (await world.ProjectAsync()).Endpoints.Select(e => e.Region));
    }

    [Fact]
    public async Task A_failed_endpoint_gets_a_new_one_in_its_place_with_one_command()
    {
        await using var world = await SimulatorWorld.CreateAsync();
        await world.SaveAsync(A.VaultChange() with { RequirePrivateNetworking = true });
        await world.Controls.SetFaultsAsync(new(NextCreationFails: "quota reached"), SimulatorWorld.Owner, default);
        var failed = await world.Endpoints.CreateAsync(
            SimulatorWorld.Project,
            CloudProvider.Azure,
            "UK_SOUTH",
            SimulatorWorld.Owner,
            default
        );
        await world.PassAsync(10);

        var made = await world.Atlas.CreateEndpointsAsync(
            SimulatorWorld.Project,
            CloudProvider.Azure,
            ["UK_SOUTH"],
            SimulatorWorld.Owner,
            default
        );

        Assert.NotEqual(failed.Id, Assert.Single(made).Id);
        Assert.Equal(
            [(failed.Id, EndpointStatus.Deleting), (made[0].Id, EndpointStatus.Initiating)],
            (await world.ProjectAsync()).Endpoints.Select(e => (e.Id, e.Status))
        );
    }

    [Fact]
    public async Task The_later_of_two_owners_is_turned_away()
    {
        await using var world = await SimulatorWorld.CreateAsync();
        var seen = (await world.ProjectAsync()).Version;
        await world.SaveAsync(A.VaultChange());

        await Assert.ThrowsAsync<ConcurrentChangeException>(() =>
            world.Atlas.UpdateEncryptionAsync(SimulatorWorld.Project, new(EnabledForSearchNodes: true), seen, SimulatorWorld.Owner, default)
        );
    }

    [Fact]
    public async Task Faults_the_clock_and_everything_else_survive_a_restart()
    {
        await using var world = await SimulatorWorld.CreateAsync();
        await world.SaveAsync(A.VaultChange() with { RequirePrivateNetworking = true });
        await world.Controls.ForwardAsync(TimeSpan.FromDays(3), SimulatorWorld.Owner, default);
        await world.Controls.SetFaultsAsync(new(NextCreationFails: "quota reached"), SimulatorWorld.Owner, default);
        var now = world.Controls.Now;

        await world.RestartAsync();
        await world.Endpoints.CreateAsync(SimulatorWorld.Project, CloudProvider.Azure, "UK_SOUTH", SimulatorWorld.Owner, default);
        await world.Endpoints.CreateAsync(SimulatorWorld.Project, CloudProvider.Azure, "UK_WEST", SimulatorWorld.Owner, default);
        await world.PassAsync(10);

        Assert.Equal(now.AddSeconds(10), world.Controls.Now);
        var endpoints = (await world.ProjectAsync()).Endpoints;
        Assert.Equal(
            [(EndpointStatus.Failed, "quota reached"), (EndpointStatus.PendingAcceptance, null)],
            endpoints.Select(e => (e.Status, e.ErrorMessage))
        );
    }

    [Fact]
    public async Task No_secret_stands_in_the_database()
    {
        await using var world = await SimulatorWorld.CreateAsync();
        const string Secret = "V3ry-Secret-Value-!";
        await world.SaveAsync(A.VaultChange() with { Secret = Secret });

        await using var db = await world.Get<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync();
        var project = await db.Projects.SingleAsync(row => row.Id == SimulatorWorld.Project);
        var audit = await db.Audit.ToListAsync();

        Assert.NotNull(project.AzureSecret);
        Assert.DoesNotContain(Secret, project.AzureSecret, StringComparison.Ordinal);
        Assert.DoesNotContain(audit, row => $"{row.Summary}{row.Before}{row.After}".Contains(Secret, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Of_two_who_change_a_cluster_at_once_the_later_one_is_told()
    {
        await using var world = await SimulatorWorld.CreateAsync();
        var seen = (await world.ProjectAsync(DemoWorld.Payments)).Cluster("fraud")!.Spec;
        Task UpdateAsync(int size) =>
            world.Atlas.UpdateClusterAsync(
                DemoWorld.Payments,
                "fraud",
                seen,
                seen with
                {
                    DiskSizeGb = size,
                },
                SimulatorWorld.Owner,
                default
            );

        await UpdateAsync(80);

        await Assert.ThrowsAsync<ConcurrentChangeException>(() => UpdateAsync(90));
        await UpdateAsync(80);
        Assert.Equal(80, (await world.ProjectAsync(DemoWorld.Payments)).Cluster("fraud")!.Spec.DiskSizeGb);
    }

    [Fact]
    public async Task Reset_puts_the_demo_world_back()
    {
        await using var world = await SimulatorWorld.CreateAsync();
        await world.SaveAsync(A.VaultChange() with { RequirePrivateNetworking = true });
        await world.Endpoints.CreateAsync(SimulatorWorld.Project, CloudProvider.Azure, "UK_SOUTH", SimulatorWorld.Owner, default);

        await world.Controls.ResetAsync(SimulatorWorld.Owner, default);

        var project = await world.ProjectAsync();
        Assert.Empty(project.Endpoints);
        Assert.False(project.Encryption.AzureKeyVault.Enabled);
        Assert.Equal(6, (await world.Atlas.GetProjectsAsync(default)).Count);
    }
}
