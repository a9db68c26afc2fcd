using Atlas.KmsPortal.Encryption;
using Atlas.KmsPortal.Simulator;
using Microsoft.Extensions.DependencyInjection;

namespace Atlas.KmsPortal.Tests.Simulator.Api;

/// <summary>Two projects, one app registration: what one enters as its secret is no business of the other.</summary>
public sealed class ClientSecretsApiTests(ApiHost host) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task Another_projects_secret_shuts_no_cluster_down()
    {
        var owner = await host.ServiceAccountAsync();
        var groupId = await WithSecretAsync(owner, "a-made-up-secret");

        (await owner.PostAsync("//simulator/clock", new { forward = "01:00:00" })).Ok();

        Assert.Equal("True", await IsValidAsync(owner, groupId));
        Assert.Equal("True", await IsValidAsync(owner, Demo.Payments));
        Assert.False(await IsShutDownAsync());
    }

    [Fact]
    public async Task A_secret_that_ends_stops_only_who_entered_it()
    {
        var owner = await host.ServiceAccountAsync();
        var identities = host.Services.GetRequiredService<SimulatedIdentities>();
        var before = (await identities.SecretsAsync(default)).Select(secret => secret.Id).ToHashSet();
        var groupId = await WithSecretAsync(owner, "an-ending-secret");
        var own = Assert.Single(await identities.SecretsAsync(default), secret => !before.Contains(secret.Id));

        await identities.ExpireSecretAsync(own.Id, Actor.Atlas, default);
        (await owner.PostAsync("//simulator/clock", new { forward = "01:00:00" })).Ok();

        Assert.Equal("False", await IsValidAsync(owner, groupId));
        Assert.Equal("True", await IsValidAsync(owner, Demo.Payments));
        Assert.False(await IsShutDownAsync());
        (await owner.PatchAsync(Demo.EncryptionAtRest(groupId), Secret("its-successor"))).Ok();
        Assert.Equal("True", await IsValidAsync(owner, groupId));
    }

    [Fact]
    public async Task A_wrong_secret_is_made_by_refusing_unknown_ones()
    {
        var owner = await host.ServiceAccountAsync();
        var groupId = await WithSecretAsync(owner, "a-known-secret");

        (await owner.PostAsync("//simulator/faults", new { unknownSecretsRefused = true })).Ok();
        var refused = await owner.PatchAsync(Demo.EncryptionAtRest(groupId), Secret("a-typo"));
        var known = await owner.PatchAsync(Demo.EncryptionAtRest(groupId), Secret("a-known-secret"));
        (await owner.PostAsync("//simulator/faults", new { unknownSecretsRefused = false })).Ok();

        refused.Refused(400, "INVALID_AZURE_CREDENTIALS");
        Assert.Contains("AADSTS7000215: Invalid client secret provided.", refused.Field("detail"), StringComparison.Ordinal);
        Assert.Equal("azureKeyVault.secret", refused.Field("badRequestDetail.fields.0.field"));
        known.Ok();
        (await owner.PatchAsync(Demo.EncryptionAtRest(groupId), Secret("a-typo"))).Ok();
    }

    private static object Secret(string secret) => new { azureKeyVault = new { secret } };

    /// <summary>A project that signs in as the demo world's app registration does.</summary>
    private static async Task<string> WithSecretAsync(ApiClient owner, string secret)
    {
        var groupId = await Demo.NewGroupAsync(owner);
        (await owner.PatchAsync(Demo.EncryptionAtRest(groupId), new { azureKeyVault = Demo.AzureBlock() })).Ok();
        (await owner.PatchAsync(Demo.EncryptionAtRest(groupId), Secret(secret))).Ok();
        return groupId;
    }

    private static async Task<string> IsValidAsync(ApiClient owner, string groupId) =>
        (await owner.GetAsync(Demo.EncryptionAtRest(groupId))).Ok().Field("azureKeyVault.valid");

    /// <summary>Of payments' cluster with the key. The Admin API does not tell.</summary>
    private async Task<bool> IsShutDownAsync()
    {
        var project = await host.Services.GetRequiredService<IAtlasClient>().FindProjectAsync(Demo.Payments, default);
        return project!.Cluster("ledger")!.IsShutDown;
    }
}
