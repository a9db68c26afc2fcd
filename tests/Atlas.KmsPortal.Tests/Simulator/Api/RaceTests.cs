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
            .KmsPortal.Encryption.RegionCatalogue.WithPrivateEndpoints(Atlas.KmsPortal.Encryption.CloudProvider.Azure)
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
}
