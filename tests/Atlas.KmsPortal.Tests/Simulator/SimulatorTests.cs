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
            await world.Atlas.CreateEndpointAsync(Payments, CloudProvider.Azure, region, SimulatorWorld.Owner, default);
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
        var endpoint = await world.Atlas.CreateEndpointAsync(
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
        var endpoint = await world.Atlas.CreateEndpointAsync(
            SimulatorWorld.Project,
            CloudProvider.Azure,
            "UK_SOUTH",
            SimulatorWorld.Owner,
            default
        );

        var refused = await SimulatorWorld.RefusedAsync(() =>
            world.Atlas.RemoveEndpointAsync(SimulatorWorld.Project, CloudProvider.Azure, endpoint.Id, SimulatorWorld.Owner, default)
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
        var first = await world.Atlas.CreateEndpointAsync(
            SimulatorWorld.Project,
            CloudProvider.Azure,
            "UK_SOUTH",
            SimulatorWorld.Owner,
            default
        );
        await world.PassAsync(10);
        await world.Atlas.RemoveEndpointAsync(SimulatorWorld.Project, CloudProvider.Azure, first.Id, SimulatorWorld.Owner, default);

        var second = await world.Atlas.CreateEndpointAsync(
            SimulatorWorld.Project,
            CloudProvider.Azure,
            "UK_SOUTH",
            SimulatorWorld.Owner,
            default
        );

        Assert.NotEqual(first.Id, second.Id);
    }

    public static TheoryData<string, string> BrokenKeys =>
        new()
        {
            { "disabled", "AZURE_KEY_VAULT_KEY_NOT_ENABLED" },
            { "deleted", "AZURE_KEY_VAULT_KEY_NOT_FOUND" },
            { "expired", "AZURE_KEY_VAULT_KEY_EXPIRED" },
            { "early", "AZURE_KEY_VAULT_KEY_NOT_ACTIVE" },
            { "wrong secret", "INVALID_AZURE_CREDENTIALS" },
            { "ended secret", "INVALID_AZURE_CREDENTIALS" },
            { "revoked", "NO_PERMISSION_TO_ENCRYPT_DECRYPT" },
        };

    [Theory]
    [MemberData(nameof(BrokenKeys))]
    public async Task A_lost_key_shuts_clusters_down_and_restoring_it_brings_them_back(string how, string code)
    {
        await using var world = await SimulatorWorld.CreateAsync();
        const string Payments = DemoWorld.Payments;

        await BreakAsync(world, how, broken: true);
        await world.PassAsync(TimeSpan.FromMinutes(15));
        var lost = await world.ProjectAsync(Payments);
        Assert.Equal((KeyState.Invalid, code), (lost.Encryption.AzureKeyVault.Health.State, lost.Encryption.AzureKeyVault.Health.Code));
        Assert.Equal(ShutdownReason.KeyInvalid, lost.Cluster("ledger")!.Shutdown);
        Assert.False(lost.Cluster("fraud")!.IsShutDown);

        await world.Atlas.UpdateClusterAsync(
            Payments,
            "ledger",
            seen: null,
            lost.Cluster("ledger")!.Spec with
            {
                DiskSizeGb = 80,
            },
            SimulatorWorld.Owner,
            default
        );
        Assert.True((await world.ProjectAsync(Payments)).Cluster("ledger")!.HasPendingChanges);

        await BreakAsync(world, how, broken: false);
        await world.Atlas.ValidateKeysAsync(Payments, SimulatorWorld.Owner, default);
        var restored = (await world.ProjectAsync(Payments)).Cluster("ledger")!;
        Assert.Equal((ShutdownReason.None, ClusterState.Updating), (restored.Shutdown, restored.State));
        await world.PassAsync(20);
        Assert.Equal(
            (ClusterState.Idle, 80),
            (
                (await world.ProjectAsync(Payments)).Cluster("ledger")!.State,
                (await world.ProjectAsync(Payments)).Cluster("ledger")!.Spec.DiskSizeGb
            )
        );
    }

    [Theory]
    [MemberData(nameof(BrokenKeys))]
    public async Task A_broken_key_is_refused_when_it_is_chosen_and_nothing_is_stored(string how, string code)
    {
        await using var world = await SimulatorWorld.CreateAsync();
        await BreakAsync(world, how, broken: true);

        // The demo world's own secret: another one would be taken for the new secret that mends the old.
        var refused = await SimulatorWorld.RefusedAsync(() => world.SaveAsync(A.VaultChange() with { Secret = "demo-client-secret" }));

        Assert.Equal([code], refused);
        Assert.False((await world.ProjectAsync()).Encryption.AzureKeyVault.Enabled);
    }

    [Fact]
    public async Task A_vault_that_does_not_answer_raises_an_alert_and_shuts_nothing_down()
    {
        await using var world = await SimulatorWorld.CreateAsync();
        await world.Controls.SetFaultsAsync(new(VaultUnreachable: true), SimulatorWorld.Owner, default);
        await world.PassAsync(TimeSpan.FromMinutes(15));

        var project = await world.ProjectAsync(DemoWorld.Payments);

        Assert.Equal(KeyState.Unreachable, project.Encryption.AzureKeyVault.Health.State);
        Assert.False(project.Cluster("ledger")!.IsShutDown);
        Assert.Contains(AtlasEvents.NetworkAccessDenied, await EventsAsync(world));
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
    public async Task A_rotation_runs_through_the_clusters_and_ends()
    {
        await using var world = await SimulatorWorld.CreateAsync();
        var key = A.VaultKey.Replace("d891", "0000", StringComparison.Ordinal);

        await world.SaveAsync(new() { KeyIdentifier = key }, DemoWorld.Payments);
        var running = (await world.ProjectAsync(DemoWorld.Payments)).Cluster("ledger")!.IsRotating;
        await world.PassAsync(20);

        Assert.True(running);
        Assert.False((await world.ProjectAsync(DemoWorld.Payments)).Cluster("ledger")!.IsRotating);
        var events = await EventsAsync(world);
        Assert.Contains(AtlasEvents.KeyRotationStarted, events);
        Assert.Contains(AtlasEvents.KeyRotated(CloudProvider.Azure), events);
    }

    [Fact]
    public async Task An_old_key_identifier_raises_its_alert_once()
    {
        await using var world = await SimulatorWorld.CreateAsync();

        await world.PassAsync(TimeSpan.FromDays(50));
        await world.PassAsync(TimeSpan.FromDays(1));

        var alerts = (await EventsAsync(world, DemoWorld.Payments)).Count(name =>
            name == AtlasEvents.KeyNeedsRotation(CloudProvider.Azure)
        );
        Assert.Equal(1, alerts);
    }

    [Fact]
    public async Task A_service_principal_replaces_the_secret_only_when_it_works()
    {
        await using var world = await SimulatorWorld.CreateAsync();
        const string Payments = DemoWorld.Payments;
        var role = await world.Atlas.CreateRoleAsync(
            Payments,
            new(
                CloudProvider.Azure,
                ServicePrincipalId: "5f2d1a00-0000-4000-8000-000000000001",
                TenantId: "ee46317d-36a3-4472-a3dd-6549e901da0b"
            ),
            SimulatorWorld.Owner,
            default
        );
        await world.Keys.ChangeAsync(await KeyIdAsync(world), new(Enabled: false), SimulatorWorld.Owner, default);
        var refused = await SimulatorWorld.RefusedAsync(() => world.SaveAsync(new() { RoleId = role.Id }, Payments));
        var kept = (await world.ProjectAsync(Payments)).Encryption.AzureKeyVault;
        await world.Keys.ChangeAsync(await KeyIdAsync(world), new(Enabled: true), SimulatorWorld.Owner, default);
        await world.SaveAsync(new() { RoleId = role.Id }, Payments);

        Assert.Equal(["AZURE_KEY_VAULT_KEY_NOT_ENABLED"], refused);
        Assert.True(kept is { RoleId: null, ClientId: not null, HasSecret: true });
        Assert.True(
            (await world.ProjectAsync(Payments)).Encryption.AzureKeyVault is { RoleId: not null, ClientId: null, HasSecret: false }
        );
        var remove = await SimulatorWorld.RefusedAsync(() =>
            world.Atlas.RemoveRoleAsync(Payments, CloudProvider.Azure, role.Id, SimulatorWorld.Owner, default)
        );
        Assert.Equal(["CANNOT_DEAUTHORIZE_ROLE_IN_USE"], remove);
    }

    [Fact]
    public async Task The_later_of_two_owners_is_turned_away()
    {
        await using var world = await SimulatorWorld.CreateAsync();
        var seen = (await world.ProjectAsync()).Version;
        await world.SaveAsync(A.VaultChange());

        await Assert.ThrowsAsync<ConcurrentChangeException>(() =>
            world.Atlas.UpdateEncryptionAsync(
                SimulatorWorld.Project,
                new(EnabledForSearchNodes: true, BasedOnVersion: seen),
                SimulatorWorld.Owner,
                default
            )
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
        await world.Atlas.CreateEndpointAsync(SimulatorWorld.Project, CloudProvider.Azure, "UK_SOUTH", SimulatorWorld.Owner, default);
        await world.Atlas.CreateEndpointAsync(SimulatorWorld.Project, CloudProvider.Azure, "UK_WEST", SimulatorWorld.Owner, default);
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
        await world.Atlas.CreateEndpointAsync(SimulatorWorld.Project, CloudProvider.Azure, "UK_SOUTH", SimulatorWorld.Owner, default);

        await world.Controls.ResetAsync(SimulatorWorld.Owner, default);

        var project = await world.ProjectAsync();
        Assert.Empty(project.Endpoints);
        Assert.False(project.Encryption.AzureKeyVault.Enabled);
        Assert.Equal(6, (await world.Atlas.GetProjectsAsync(default)).Count);
    }

    private static async Task<string> KeyIdAsync(SimulatorWorld world) =>
        Assert.Single(await world.Keys.KeysAsync(CloudProvider.Azure, default)).Id;

    private static async Task BreakAsync(SimulatorWorld world, string how, bool broken)
    {
        var key = await KeyIdAsync(world);
        var credential = (await world.Keys.CredentialsAsync(default)).Single(c => c.Provider is CloudProvider.Azure).Id;
        var now = world.Controls.Now;
        await (
            how switch
            {
                "disabled" => world.Keys.ChangeAsync(key, new(Enabled: !broken), SimulatorWorld.Owner, default),
                "deleted" => world.Keys.ChangeAsync(key, new(Deleted: broken), SimulatorWorld.Owner, default),
                "expired" => world.Keys.ChangeAsync(
                    key,
                    new(ExpiresAt: broken ? now.AddSeconds(-1) : null, ClearDates: true),
                    SimulatorWorld.Owner,
                    default
                ),
                "early" => world.Keys.ChangeAsync(
                    key,
                    new(NotBefore: broken ? now.AddDays(1) : null, ClearDates: true),
                    SimulatorWorld.Owner,
                    default
                ),
                "wrong secret" => world.Keys.ChangeCredentialAsync(credential, new(RefusesSecret: broken), SimulatorWorld.Owner, default),
                "ended secret" => world.Keys.ChangeCredentialAsync(credential, new(SecretExpired: broken), SimulatorWorld.Owner, default),
                "revoked" => (Task)world.Keys.ChangeCredentialAsync(credential, new(MayUseKey: !broken), SimulatorWorld.Owner, default),
                _ => throw new ArgumentOutOfRangeException(nameof(how), how, "Not a way to break a key."),
            }
        );
    }

    private static async Task<IReadOnlyList<string>> EventsAsync(SimulatorWorld world, string projectId = DemoWorld.Payments)
    {
        await using var db = await world.Get<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync();
        return await db.Audit.Where(row => row.ProjectId == projectId).Select(row => row.EventType).ToListAsync();
    }
}
