namespace Atlas.KmsPortal.Tests.Simulator.Api;

public sealed class RaceTests(ApiHost host) : IClassFixture<ApiHost>
{
    private const int Races = 1000;
    private const int Clients = 8;

    [Fact]
    public async Task Of_eight_that_make_one_region_at_once_one_makes_it_a_thousand_times()
    {
        var owner = await host.ServiceAccountAsync();
        var regions = Atlas
            .KmsPortal.Encryption.RegionCatalog.WithPrivateEndpoints(Atlas.KmsPortal.Encryption.CloudProvider.Azure)
            .Select(region => region.Name)
            .Take(50)
            .ToList();

        for (var project = 0; project < Races / regions.Count; project++)
        {
            var endpoints = Demo.Endpoints(await Demo.NewPrivateGroupAsync(owner));
            foreach (var region in regions)
            {
                var answers = await Task.WhenAll(
                    Enumerable
                        .Range(0, Clients)
                        .Select(_ => owner.PostAsync(endpoints, new { cloudProvider = "AZURE", regionName = region }))
                );

                Assert.Single(answers, answer => answer.Status == 202);
                Assert.All(
                    answers.Where(answer => answer.Status != 202),
                    answer => answer.Refused(409, "ENCRYPTION_AT_REST_PRIVATE_ENDPOINT_ALREADY_EXISTS")
                );
            }

            Assert.Equal(regions.Count.ToString(), (await owner.GetAsync(endpoints)).Ok().Field("totalCount"));
        }
    }

    [Fact]
    public async Task Whoever_changes_something_is_answered_with_what_they_made()
    {
        var owner = await host.ServiceAccountAsync();
        var groupId = await Demo.NewGroupAsync(owner);
        (await owner.PatchAsync(Demo.EncryptionAtRest(groupId), new { azureKeyVault = Demo.AzureBlock() })).Ok();

        for (var round = 0; round < 25; round++)
        {
            await Task.WhenAll(Enumerable.Range(0, Clients).Select(ChangeAsync));
        }

        async Task ChangeAsync(int client)
        {
            var vault = $"vault-{client}";
            var answer = await owner.PatchAsync(
                Demo.EncryptionAtRest(groupId),
                new
                {
                    azureKeyVault = new
                    {
                        keyVaultName = vault,
                        keyIdentifier = $"https://{vault}.vault.azure.net/keys/atlas/d891821e3d364e9eb88fbd3d11807b86",
                    },
                }
            );
            Assert.Equal(vault, answer.Ok().Field("azureKeyVault.keyVaultName"));
        }
    }

    [Fact]
    public async Task Changes_that_meet_never_mix_halves()
    {
        var owner = await host.ServiceAccountAsync();
        var path = Demo.EncryptionAtRest(await Demo.NewGroupAsync(owner));
        (await owner.PatchAsync(path, new { azureKeyVault = Demo.AzureBlock() })).Ok();

        for (var round = 0; round < 25; round++)
        {
            var changes = Enumerable.Range(0, Clients).Select(client => owner.PatchAsync(path, Half(client)));
            var looks = Enumerable.Range(0, Clients).Select(_ => owner.GetAsync(path));
            var answers = await Task.WhenAll(changes.Concat(looks));

            foreach (var answer in answers)
            {
                var vault = answer.Ok().Field("azureKeyVault.keyVaultName");
                Assert.StartsWith($"https://{vault}.", answer.Field("azureKeyVault.keyIdentifier"), StringComparison.Ordinal);
                Assert.Equal(vault is "acme-vault" ? "acme-kms" : $"group-of-{vault}", answer.Field("azureKeyVault.resourceGroupName"));
            }
        }

        static object Half(int client) =>
            new
            {
                azureKeyVault = new
                {
                    keyVaultName = $"vault-{client}",
                    resourceGroupName = $"group-of-vault-{client}",
                    keyIdentifier = $"https://vault-{client}.vault.azure.net/keys/atlas/d891821e3d364e9eb88fbd3d11807b86",
                },
            };
    }
}
