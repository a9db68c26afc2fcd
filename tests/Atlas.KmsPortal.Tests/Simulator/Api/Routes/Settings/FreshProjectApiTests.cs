namespace Atlas.KmsPortal.Tests.Simulator.Api;

/// <summary>What the operator and the CLI read unconditionally answers as a fresh Atlas project does.</summary>
public sealed class FreshProjectApiTests(ApiHost host) : IClassFixture<ApiHost>
{
    [Theory]
    [InlineData("/integrations")]
    [InlineData("/peers")]
    [InlineData("/peers?providerName=AZURE")]
    [InlineData("/accessList")]
    [InlineData("/databaseUsers")]
    [InlineData("/teams")]
    public async Task A_fresh_project_has_none(string path)
    {
        var owner = host.Owner();

        Assert.Equal("0", (await owner.GetAsync($"/groups/{await Demo.NewGroupAsync(owner)}{path}")).Ok().Field("totalCount"));
    }

    [Theory]
    [InlineData("/privateEndpoint/AWS/endpointService", "[]")]
    [InlineData("/privateEndpoint/AZURE/endpointService", "[]")]
    [InlineData("/privateEndpoint/GCP/endpointService", "[]")]
    [InlineData("/customDBRoles/roles", "[]")]
    [InlineData("/backupCompliancePolicy", "{}")]
    [InlineData("/privateEndpoint/regionalMode", """{"enabled":false}""")]
    [InlineData("/auditLog", """{"auditAuthorizationSuccess":false,"auditFilter":"{}","enabled":false,"configurationType":"NONE"}""")]
    [InlineData(
        "/maintenanceWindow",
        """{"dayOfWeek":0,"hourOfDay":0,"autoDeferOnceEnabled":false,"startASAP":false,"numberOfDeferrals":0}"""
    )]
    public async Task A_fresh_project_answers(string path, string text)
    {
        var owner = host.Owner();
        var groupId = await Demo.NewGroupAsync(owner);

        Assert.Equal(text, (await owner.GetAsync($"/groups/{groupId}{path}")).Ok().Text);
    }

    [Theory]
    [InlineData("/privateEndpoint/ORACLE/endpointService", "INVALID_PROVIDER")]
    [InlineData("/peers?providerName=ORACLE", "INVALID_QUERY_PARAMETER")]
    public async Task Another_cloud_is_refused(string path, string code)
    {
        (await host.Owner().GetAsync($"/groups/{Demo.Analytics}{path}")).Refused(400, code);
    }

    [Theory]
    [InlineData("/integrations/SLACK")]
    [InlineData("/peers")]
    [InlineData("/customDBRoles/roles")]
    [InlineData("/privateEndpoint/endpointService")]
    public async Task What_cannot_be_made_here_is_refused(string path)
    {
        Assert.InRange((await host.Owner().PostAsync($"/groups/{Demo.Analytics}{path}", new { })).Status, 404, 405);
    }
}
