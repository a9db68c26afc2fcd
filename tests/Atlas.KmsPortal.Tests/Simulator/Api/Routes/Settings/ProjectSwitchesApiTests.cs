namespace Atlas.KmsPortal.Tests.Simulator.Api;

public sealed class ProjectSwitchesApiTests(ApiHost host) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task Regional_mode_auditing_and_the_maintenance_window_are_kept()
    {
        var owner = host.Owner();
        var group = $"/groups/{await Demo.NewGroupAsync(owner)}";

        (await owner.PatchAsync(group + "/privateEndpoint/regionalMode", new { enabled = true })).Ok();
        Assert.Equal("True", (await owner.GetAsync(group + "/privateEndpoint/regionalMode")).Ok().Field("enabled"));

        (await owner.PatchAsync(group + "/auditLog", new { enabled = true, auditFilter = """{"atype":"authenticate"}""" })).Ok();
        (await owner.PatchAsync(group + "/auditLog", new { auditAuthorizationSuccess = true })).Ok();
        var audit = (await owner.GetAsync(group + "/auditLog")).Ok();
        Assert.Equal(
            ("True", "True", "FILTER_JSON"),
            (audit.Field("enabled"), audit.Field("auditAuthorizationSuccess"), audit.Field("configurationType"))
        );

        (await owner.PatchAsync(group + "/maintenanceWindow", new { hourOfDay = 4 })).Refused(400, "INVALID_ATTRIBUTE");
        (await owner.PatchAsync(group + "/maintenanceWindow", new { dayOfWeek = 8 })).Refused(400, "INVALID_ATTRIBUTE");
        Assert.Equal("{}", (await owner.PatchAsync(group + "/maintenanceWindow", new { dayOfWeek = 3, hourOfDay = 4 })).Ok().Text);
        var window = (await owner.GetAsync(group + "/maintenanceWindow")).Ok();
        Assert.Equal(("3", "4"), (window.Field("dayOfWeek"), window.Field("hourOfDay")));
        (await owner.DeleteAsync(group + "/maintenanceWindow")).Ok(204);
        Assert.Equal("0", (await owner.GetAsync(group + "/maintenanceWindow")).Ok().Field("dayOfWeek"));
    }

    [Fact]
    public async Task Settings_of_the_organization_are_kept_and_those_that_shut_out_refused()
    {
        var owner = host.Owner();
        var settings = $"/orgs/{Demo.Organization}/settings";

        Assert.Equal("False", (await owner.GetAsync(settings)).Ok().Field("apiAccessListRequired"));
        (await owner.PatchAsync(settings, new { genAIFeaturesEnabled = false })).Ok();
        var read = (await host.Reader().GetAsync(settings)).Ok();
        Assert.Equal(("False", "False"), (read.Field("genAIFeaturesEnabled"), read.Field("multiFactorAuthRequired")));
        (await owner.PatchAsync(settings, new { apiAccessListRequired = true })).Refused(403, "FEATURE_UNSUPPORTED");
        (await owner.PatchAsync(settings, new { multiFactorAuthRequired = true })).Refused(403, "FEATURE_UNSUPPORTED");
        (await host.Reader().PatchAsync(settings, new { genAIFeaturesEnabled = true })).Refused(403, "ACCESS_FORBIDDEN");
    }
}
