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
    [InlineData("POST", "/integrations/SLACK", "A third-party integration")]
    [InlineData("POST", "/peers", "Network peering")]
    [InlineData("POST", "/customDBRoles/roles", "A custom database role")]
    [InlineData("POST", "/privateEndpoint/endpointService", "A private endpoint to clusters")]
    [InlineData("PUT", "/backupCompliancePolicy", "A backup compliance policy")]
    [InlineData("PATCH", "/clusters/warehouse/backup/schedule", "Cloud backup")]
    [InlineData("GET", "/clusters/warehouse/backup/snapshots", "Cloud backup")]
    [InlineData("GET", "/streams", "Stream processing")]
    public async Task What_is_not_simulated_is_refused_by_name(string method, string path, string what)
    {
        var refused = (
            await host.Owner().SendAsync(new HttpMethod(method), $"/groups/{Demo.Analytics}{path}", method is "GET" ? null : new { })
        ).Refused(403, "FEATURE_UNSUPPORTED");

        Assert.StartsWith($"{what} is not simulated.", refused.Field("detail"), StringComparison.Ordinal);
    }
}
