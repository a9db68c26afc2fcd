namespace Atlas.KmsPortal.Tests.Simulator.Api;

public sealed class ContainersApiTests(ApiHost host) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task There_is_a_container_for_each_region_of_each_dedicated_cluster()
    {
        var owner = host.Owner();
        var group = $"/groups/{Demo.Payments}";

        var azure = (await owner.GetAsync($"{group}/containers?providerName=AZURE")).Ok();

        Assert.Equal("2", azure.Field("totalCount"));
        Assert.Equal(["US_CENTRAL", "US_EAST_2"], new[] { azure.Field("results.0.region"), azure.Field("results.1.region") }.Order());
        Assert.Equal("AZURE", azure.Field("results.0.providerName"));
        Assert.Equal("True", azure.Field("results.0.provisioned"));
        Assert.Equal("192.168.248.0/21", azure.Field("results.0.atlasCidrBlock"));
        Assert.NotEmpty(azure.Field("results.0.vnetName")!);
        Assert.True(Guid.TryParse(azure.Field("results.0.azureSubscriptionId"), out _));
        // As published: AWS, where no cloud is named.
        Assert.Equal("0", (await owner.GetAsync($"{group}/containers")).Ok().Field("totalCount"));
        Assert.Equal("2", (await owner.GetAsync($"{group}/containers/all")).Ok().Field("totalCount"));
        var one = (await owner.GetAsync($"{group}/containers/{azure.Field("results.0.id")}")).Ok();
        Assert.Equal(azure.Field("results.0.region"), one.Field("region"));
        (await owner.GetAsync($"{group}/containers?providerName=azure")).Refused(400, "INVALID_QUERY_PARAMETER");
    }

    [Fact]
    public async Task Of_aws_it_names_the_network_and_google_has_one_for_all_regions()
    {
        var owner = host.Owner();
        var aws = (await owner.GetAsync($"/groups/{Demo.LedgerAws}/containers?providerName=AWS")).Ok();
        Assert.StartsWith("vpc-", aws.Field("results.0.vpcId"), StringComparison.Ordinal);
        Assert.Equal("US_EAST_1", aws.Field("results.0.regionName"));

        var group = $"/groups/{await Demo.NewGroupAsync(owner)}";
        await NewClusterAsync(owner, group, ("GCP", "CENTRAL_US", 2), ("GCP", "EASTERN_US", 1));

        var google = (await owner.GetAsync($"{group}/containers?providerName=GCP")).Ok();
        Assert.Equal("1", google.Field("totalCount"));
        Assert.NotEmpty(google.Field("results.0.gcpProjectId")!);
    }

    [Fact]
    public async Task A_container_outlives_its_clusters_and_may_be_changed_and_deleted_then()
    {
        var owner = host.Owner();
        var group = $"/groups/{await Demo.NewGroupAsync(owner)}";
        await NewClusterAsync(owner, group, ("AZURE", "EUROPE_NORTH", 3));
        var id = (await owner.GetAsync($"{group}/containers/all")).Ok().Field("results.0.id");
        (await owner.PatchAsync($"{group}/containers/{id}", new { atlasCidrBlock = "10.8.0.0/21" })).Refused(409, "CONTAINERS_IN_USE");
        (await owner.DeleteAsync($"{group}/containers/{id}")).Refused(409, "CONTAINERS_IN_USE");

        (await owner.DeleteAsync($"{group}/clusters/c")).Ok(202);
        await host.SettleAsync();

        var left = (await owner.GetAsync($"{group}/containers/{id}")).Ok();
        Assert.Equal("False", left.Field("provisioned"));
        Assert.DoesNotContain("vnetName", left.Text, StringComparison.Ordinal);
        Assert.Equal(
            "10.8.0.0/21",
            (await owner.PatchAsync($"{group}/containers/{id}", new { providerName = "AZURE", atlasCidrBlock = "10.8.0.0/21" }))
                .Ok()
                .Field("atlasCidrBlock")
        );
        (await owner.DeleteAsync($"{group}/containers/{id}")).Ok(204);
        Assert.Equal("0", (await owner.GetAsync($"{group}/containers/all")).Ok().Field("totalCount"));
        (await owner.DeleteAsync($"{group}/containers/{id}")).Refused(404, "RESOURCE_NOT_FOUND");
    }

    [Fact]
    public async Task One_made_beforehand_is_what_the_cluster_goes_into()
    {
        var owner = host.Owner();
        var group = $"/groups/{await Demo.NewGroupAsync(owner)}";
        var body = new
        {
            providerName = "AWS",
            regionName = "EU_WEST_1",
            atlasCidrBlock = "10.8.0.0/24",
        };
        var id = (await owner.PostAsync($"{group}/containers", body)).Ok(201).Field("id");
        (await owner.PostAsync($"{group}/containers", body)).Refused(409, "CONTAINER_ALREADY_EXISTS");

        await NewClusterAsync(owner, group, ("AWS", "EU_WEST_1", 3));

        var found = (await owner.GetAsync($"{group}/containers")).Ok();
        Assert.Equal("1", found.Field("totalCount"));
        Assert.Equal(
            (id, "10.8.0.0/24", "True"),
            (found.Field("results.0.id"), found.Field("results.0.atlasCidrBlock"), found.Field("results.0.provisioned"))
        );
    }

    [Theory]
    [InlineData("""{"providerName":"AWS","atlasCidrBlock":"10.8.0.0/21"}""", "MISSING_ATTRIBUTE", "regionName")]
    [InlineData("""{"providerName":"AZURE","region":"northeurope","atlasCidrBlock":"10.8.0.0/21"}""", "INVALID_ENUM_VALUE", "region")]
    [InlineData("""{"providerName":"AZURE","region":"EUROPE_NORTH"}""", "MISSING_ATTRIBUTE", "atlasCidrBlock")]
    [InlineData("""{"providerName":"GCP","atlasCidrBlock":"10.8.0.0/21"}""", "INVALID_ATTRIBUTE", "atlasCidrBlock")]
    [InlineData("""{"providerName":"AWS","regionName":"US_EAST_1","atlasCidrBlock":"8.8.8.0/24"}""", "INVALID_ATTRIBUTE", "atlasCidrBlock")]
    [InlineData(
        """{"providerName":"AWS","regionName":"US_EAST_1","atlasCidrBlock":"10.8.0.1/24"}""",
        "INVALID_ATTRIBUTE",
        "atlasCidrBlock"
    )]
    [InlineData(
        """{"providerName":"AWS","regionName":"US_EAST_1","atlasCidrBlock":"10.8.0.0/24\n"}""",
        "INVALID_ATTRIBUTE",
        "atlasCidrBlock"
    )]
    [InlineData("""{"providerName":"ALIBABA","atlasCidrBlock":"10.8.0.0/21"}""", "INVALID_ENUM_VALUE", "providerName")]
    public async Task What_makes_no_container_is_refused_by_its_field(string body, string code, string field)
    {
        var refused = await host.Owner()
            .PostAsync($"/groups/{Demo.Playground}/containers", System.Text.Json.JsonDocument.Parse(body).RootElement);

        refused.Refused(400, code);
        Assert.Contains(field, refused.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_reader_looks_and_makes_none()
    {
        var reader = host.Reader();

        (await reader.GetAsync($"/groups/{Demo.Payments}/containers/all")).Ok();
        (await reader.PostAsync($"/groups/{Demo.Payments}/containers", new { providerName = "AWS" })).Refused(403, "ACCESS_FORBIDDEN");
    }

    private async Task NewClusterAsync(ApiClient owner, string group, params (string Provider, string Region, int Nodes)[] regions)
    {
        var newest = ApiClient.Vendor("2024-08-05");
        (await owner.PostAsync($"{group}/clusters", Demo.Cluster("c", "NONE", regions: regions), newest, newest)).Ok(201);
        await host.SettleAsync();
    }
}
