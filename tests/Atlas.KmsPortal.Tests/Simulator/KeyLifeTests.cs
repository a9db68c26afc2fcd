using Atlas.KmsPortal.Auditing;
using Atlas.KmsPortal.Data;
using Atlas.KmsPortal.Encryption;
using Atlas.KmsPortal.Simulator;
using Microsoft.EntityFrameworkCore;

namespace Atlas.KmsPortal.Tests.Simulator;

/// <summary>Keys that are lost, restored and rotated, and the identities that may use them.</summary>
public sealed class KeyLifeTests
{
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
            lost.Cluster("ledger")!.Spec,
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

        // The demo world's own secret: another one would be one more valid one.
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

    private static async Task<string> KeyIdAsync(SimulatorWorld world) =>
        Assert.Single(await world.Keys.KeysAsync(CloudProvider.Azure, default)).Id;

    private static async Task BreakAsync(SimulatorWorld world, string how, bool broken)
    {
        var key = await KeyIdAsync(world);
        var credential = (await world.Identities.CredentialsAsync(default)).Single(c => c.Provider is CloudProvider.Azure).Id;
        var secret = Assert.Single(await world.Identities.SecretsAsync(default)).Id;
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
                "wrong secret" => world.Identities.ChangeAsync(credential, new(RefusesSecret: broken), SimulatorWorld.Owner, default),
                "ended secret" => broken
                    ? world.Identities.ExpireSecretAsync(secret, SimulatorWorld.Owner, default)
                    : world.Identities.RenewSecretAsync(secret, SimulatorWorld.Owner, default),
                "revoked" => (Task)world.Identities.ChangeAsync(credential, new(MayUseKey: !broken), SimulatorWorld.Owner, default),
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
