using Atlas.KmsPortal.Data;
using Atlas.KmsPortal.Encryption;
using Atlas.KmsPortal.Simulator;

namespace Atlas.KmsPortal.Tests.Simulator;

/// <summary>The secrets of one app registration that two projects sign in with, each with its own.</summary>
public sealed class ClientSecretTests
{
    private const string DemoSecret = "demo-client-secret";
    private static readonly KeyHealth s_healthy = new(KeyState.Valid, CheckedAt: null);

    /// <summary>What the owner does, and what Atlas finds then: in payments, with Secret 1, and in analytics, with Secret 2.</summary>
    public static TheoryData<string, KeyState, KeyState> Deeds =>
        new()
        {
            { "nothing", KeyState.Valid, KeyState.Valid },
            { "expire Secret 1", KeyState.Invalid, KeyState.Valid },
            { "expire Secret 2", KeyState.Valid, KeyState.Invalid },
            { "expire and renew Secret 2", KeyState.Valid, KeyState.Valid },
            { "delete Secret 1", KeyState.Invalid, KeyState.Valid },
            { "delete Secret 2", KeyState.Valid, KeyState.Invalid },
            { "expire all", KeyState.Invalid, KeyState.Invalid },
            { "expire and renew all", KeyState.Valid, KeyState.Valid },
            { "refuse unknown secrets", KeyState.Valid, KeyState.Valid },
            { "refuse all secrets", KeyState.Invalid, KeyState.Invalid },
        };

    [Theory]
    [MemberData(nameof(Deeds))]
    public async Task A_deed_reaches_the_projects_that_entered_the_secret(string deed, KeyState payments, KeyState analytics)
    {
        await using var world = await TwoSecretsAsync();

        await DoAsync(world, deed);
        await world.PassAsync(TimeSpan.FromMinutes(15));

        var (first, second) = (await world.ProjectAsync(DemoWorld.Payments), await world.ProjectAsync(DemoWorld.Analytics));
        Assert.Equal((payments, analytics), (first.Encryption.AzureKeyVault.Health.State, second.Encryption.AzureKeyVault.Health.State));
        Assert.Equal(payments is KeyState.Invalid, first.Cluster("ledger")!.IsShutDown);
    }

    [Fact]
    public async Task Each_project_is_shown_the_end_of_the_secret_that_it_entered()
    {
        await using var world = await TwoSecretsAsync();
        var (demo, other) = (A.Now.AddDays(23).AddHours(4), A.Now.AddDays(180));
        Assert.Equal((demo, other), await EndsAsync(world));

        await world.SaveAsync(new() { Secret = DemoSecret }, DemoWorld.Analytics);
        Assert.Equal((demo, demo), await EndsAsync(world));

        await world.Identities.RenewSecretAsync((await SecretAsync(world, "Secret 1")).Id, SimulatorWorld.Owner, default);
        await world.PassAsync(TimeSpan.FromMinutes(15));
        Assert.Equal((other, other), await EndsAsync(world));
    }

    [Fact]
    public async Task A_secret_ends_at_its_own_end()
    {
        await using var world = await TwoSecretsAsync();

        await world.PassAsync(TimeSpan.FromDays(24));

        Assert.Equal("INVALID_AZURE_CREDENTIALS", (await HealthAsync(world, DemoWorld.Payments)).Code);
        Assert.Equal(KeyState.Valid, (await HealthAsync(world, DemoWorld.Analytics)).State);
    }

    [Theory]
    [InlineData("expire Secret 2")]
    [InlineData("delete Secret 2")]
    public async Task A_secret_that_ended_or_was_deleted_is_not_new_when_it_is_entered_again(string deed)
    {
        await using var world = await TwoSecretsAsync();
        await DoAsync(world, deed);

        var refused = await SimulatorWorld.RefusedAsync(() => world.SaveAsync(new() { Secret = "another-secret" }, DemoWorld.Analytics));

        Assert.Equal(["INVALID_AZURE_CREDENTIALS"], refused);
        Assert.DoesNotContain(await world.Identities.SecretsAsync(default), secret => secret.Description == "Secret 3");
    }

    [Fact]
    public async Task A_secret_that_is_refused_is_not_kept()
    {
        await using var world = await TwoSecretsAsync();
        await DoAsync(world, "refuse unknown secrets");

        var refused = await SimulatorWorld.RefusedAsync(() => world.SaveAsync(new() { Secret = "a-typo" }, DemoWorld.Analytics));
        var known = await SimulatorWorld.RefusedAsync(() => world.SaveAsync(new() { Secret = DemoSecret }, DemoWorld.Analytics));

        Assert.Equal(["INVALID_AZURE_CREDENTIALS"], refused);
        Assert.Empty(known);
        Assert.Equal(2, (await world.Identities.SecretsAsync(default)).Count);
    }

    [Fact]
    public async Task The_id_of_a_secret_is_not_the_secret()
    {
        await using var world = await TwoSecretsAsync();
        var id = (await SecretAsync(world, "Secret 2")).Id;

        var refused = await SimulatorWorld.RefusedAsync(() => world.SaveAsync(new() { Secret = id }, DemoWorld.Analytics));

        Assert.Equal(["INVALID_AZURE_CREDENTIALS"], refused);
        Assert.Equal(KeyState.Valid, (await HealthAsync(world, DemoWorld.Analytics)).State);
        Assert.Equal(2, (await world.Identities.SecretsAsync(default)).Count);
    }

    [Fact]
    public async Task A_role_has_no_secrets_to_refuse()
    {
        await using var world = await SimulatorWorld.CreateAsync();

        await world.Controls.SetFaultsAsync(new(UnknownSecretsRefused: true), SimulatorWorld.Owner, default);

        Assert.Equal(
            [("AWS/role/65a0000000000000000000d6", false), ("azure/632ff709-32a8-48a3-8224-30d2386fadaf", true)],
            (await world.Identities.CredentialsAsync(default)).Select(identity => (identity.Id, identity.RefusesUnknownSecrets))
        );
    }

    [Fact]
    public async Task Secrets_are_told_apart_after_a_restart()
    {
        await using var world = await TwoSecretsAsync();
        await world.RestartAsync();

        await world.SaveAsync(new() { Secret = "another-secret" }, DemoWorld.Payments);
        await world.SaveAsync(new() { Secret = "a-third-one" }, DemoWorld.Analytics);

        var secrets = await world.Identities.SecretsAsync(default);
        Assert.Equal(["Secret 1", "Secret 2", "Secret 3"], secrets.Select(secret => secret.Description));
        // One hash tells which of them a secret is.
        Assert.Single(secrets.Select(secret => SecretHash.SaltOf(secret.Hash)).Distinct());
    }

    [Fact]
    public async Task The_stored_secret_goes_along_to_another_app_registration()
    {
        await using var world = await TwoSecretsAsync();

        await world.SaveAsync(new() { ClientId = "0f0e0d0c-0000-4000-8000-000000000001" }, DemoWorld.Analytics);
        await world.PassAsync(TimeSpan.FromMinutes(15));

        Assert.Equal(s_healthy, (await HealthAsync(world, DemoWorld.Analytics)) with { CheckedAt = null });
        var own = Assert.Single(
            await world.Identities.SecretsAsync(default),
            secret => secret.CredentialId.EndsWith("000001", StringComparison.Ordinal)
        );
        Assert.Equal("Secret 1", own.Description);
    }

    /// <summary>Payments with the demo world's secret, analytics with one that the app registration has not seen.</summary>
    private static async Task<SimulatorWorld> TwoSecretsAsync()
    {
        var world = await SimulatorWorld.CreateAsync();
        await world.SaveAsync(new() { Secret = "another-secret" }, DemoWorld.Analytics);
        return world;
    }

    private static async Task DoAsync(SimulatorWorld world, string deed)
    {
        var owner = SimulatorWorld.Owner;
        var credential = (await SecretAsync(world, "Secret 1")).CredentialId;
        switch (deed.Split(' '))
        {
            case ["nothing"]:
                break;
            case ["expire", .., "all"]:
                await world.Controls.SetFaultsAsync(new(CredentialsExpired: true), owner, default);
                if (deed.Contains("renew", StringComparison.Ordinal))
                {
                    await world.Controls.SetFaultsAsync(new(CredentialsExpired: false), owner, default);
                }

                break;
            case ["expire", .., _, var number]:
                await world.Identities.ExpireSecretAsync((await SecretAsync(world, $"Secret {number}")).Id, owner, default);
                if (deed.Contains("renew", StringComparison.Ordinal))
                {
                    await world.Identities.RenewSecretAsync((await SecretAsync(world, $"Secret {number}")).Id, owner, default);
                }

                break;
            case ["delete", _, var number]:
                await world.Identities.DeleteSecretAsync((await SecretAsync(world, $"Secret {number}")).Id, owner, default);
                break;
            case ["refuse", "unknown", _]:
                await world.Identities.ChangeAsync(credential, new(RefusesUnknownSecrets: true), owner, default);
                break;
            case ["refuse", "all", _]:
                await world.Identities.ChangeAsync(credential, new(RefusesSecret: true), owner, default);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(deed), deed, "Not a deed.");
        }
    }

    [Fact]
    public async Task What_is_not_there_any_more_is_refused_by_name()
    {
        await using var world = await SimulatorWorld.CreateAsync();
        await world.SaveAsync(new() { Enabled = true }, DemoWorld.Payments);
        var (id, owner) = ((await SecretAsync(world, "Secret 1")).Id, SimulatorWorld.Owner);
        Assert.True((await world.Identities.DeleteSecretAsync(id, owner, default)).Deleted);

        Assert.Equal(
            ["RESOURCE_NOT_FOUND"],
            await SimulatorWorld.RefusedAsync(() => world.Identities.RenewSecretAsync(id, owner, default))
        );
        Assert.Equal(
            ["RESOURCE_NOT_FOUND"],
            await SimulatorWorld.RefusedAsync(() => world.Identities.ChangeAsync("azure/nobody", new(MayUseKey: false), owner, default))
        );
    }

    private static async Task<CloudSecretRow> SecretAsync(SimulatorWorld world, string description) =>
        Assert.Single(await world.Identities.SecretsAsync(default), secret => secret.Description == description);

    private static async Task<KeyHealth> HealthAsync(SimulatorWorld world, string projectId) =>
        (await world.ProjectAsync(projectId)).Encryption.AzureKeyVault.Health;

    private static async Task<(DateTimeOffset? Payments, DateTimeOffset? Analytics)> EndsAsync(SimulatorWorld world) =>
        (
            (await world.ProjectAsync(DemoWorld.Payments)).Encryption.AzureKeyVault.SecretExpiresAt,
            (await world.ProjectAsync(DemoWorld.Analytics)).Encryption.AzureKeyVault.SecretExpiresAt
        );
}
