using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Tests.Simulator.Api;

public sealed class GraphApiTests(ApiHost host) : IClassFixture<ApiHost>
{
    private const string Principals = "//v1.0/servicePrincipals";

    [Fact]
    public async Task The_service_principal_of_atlas_is_created_found_and_gone_after_a_reset()
    {
        var azure = await host.ServiceAccountAsync();
        const string app = RoleRules.AtlasAzureAppId;
        Assert.Equal("[]", (await azure.GetAsync($"{Principals}?$filter=appId%20eq%20'{app}'")).Ok().Field("value"));

        var made = (await azure.PostAsync(Principals, new { appId = app })).Ok(201);

        Assert.Equal("MongoDB Atlas", made.Field("displayName"));
        (await azure.PostAsync(Principals, new { appId = app })).IsError(409, "Request_MultipleObjectsWithSameKeyValue");
        var byName = (await azure.GetAsync($"{Principals}?$filter=servicePrincipalNames/any(c:c%20eq%20'{app}')")).Ok();
        Assert.Equal(made.Field("id"), byName.Field("value.0.id"));
        Assert.Equal(made.Text, (await azure.GetAsync($"{Principals}/{made.Field("id")}")).Ok().Text);
        var byIds = new { ids = new[] { made.Field("id") }, types = new[] { "user", "servicePrincipal" } };
        Assert.Equal(app, (await azure.PostAsync("//v1.0/directoryObjects/getByIds", byIds)).Ok().Field("value.0.appId"));
        await host.Controls.ResetAsync(Actor.Atlas, TestContext.Current.CancellationToken);
        (await azure.GetAsync($"{Principals}/{made.Field("id")}")).IsError(404, "Request_ResourceNotFound");
    }

    [Fact]
    public async Task Graph_says_no_in_its_own_words()
    {
        var azure = await host.ServiceAccountAsync();

        (await host.Anonymous().GetAsync(Principals)).IsError(401, "InvalidAuthenticationToken");
        (await azure.GetAsync("//v1.0/applications/" + Guid.Empty)).IsError(404, "Request_ResourceNotFound");
        Assert.Equal("[]", (await azure.GetAsync($"//v1.0/applications?$filter=appId%20eq%20'{Guid.Empty}'")).Ok().Field("value"));
        Assert.Equal(
            "[]",
            (await azure.GetAsync("//v1.0/users?$filter=userPrincipalName%20eq%20'owner@acme.example'")).Ok().Field("value")
        );
        (await azure.GetAsync("//v1.0/me")).IsError(404, "Request_ResourceNotFound");
        (await azure.PostAsync(Principals, new { })).IsError(400, "Request_BadRequest");
        (await azure.GetAsync(Principals + "?$filter=accountEnabled%20eq%20true")).IsError(400, "InvalidFilterInQueryString");
        (await azure.DeleteAsync($"{Principals}/{Guid.Empty}")).IsError(404, "Request_ResourceNotFound");
    }
}
