using System.Text.Json;

namespace Atlas.KmsPortal.Tests.Simulator.Api;

public sealed class AlertsApiTests(ApiHost host) : IClassFixture<ApiHost>
{
    private const string Invalid = "AZURE_ENCRYPTION_KEY_INVALID";
    private const string Rotation = "AZURE_ENCRYPTION_KEY_NEEDS_ROTATION";

    [Fact]
    public async Task A_key_that_breaks_opens_an_alert_that_closes_when_it_works_again()
    {
        var owner = await host.ServiceAccountAsync();
        var groupId = await NewGroupAsync(owner);
        Assert.Equal("0", (await owner.GetAsync($"/groups/{groupId}/alerts")).Ok().Field("totalCount"));

        await BreakAsync(owner, groupId, broken: true);
        var open = Assert.Single(await AlertsAsync(owner, groupId, "?status=OPEN"), alert => alert.Type == Invalid);
        Assert.Equal(Invalid, (await owner.GetAsync($"/groups/{groupId}/alerts/{open.Id}")).Ok().Field("eventTypeName"));
        var config = (await owner.GetAsync($"/groups/{groupId}/alerts/{open.Id}/alertConfigs")).Ok();
        Assert.Equal(Invalid, config.Field("results.0.eventTypeName"));
        var ofConfig = $"/groups/{groupId}/alertConfigs/{config.Field("results.0.id")}/alerts";
        Assert.Equal("1", (await owner.GetAsync(ofConfig)).Ok().Field("totalCount"));

        await BreakAsync(owner, groupId, broken: false);
        Assert.Empty(await AlertsAsync(owner, groupId, "?status=OPEN"));
        var closed = (await owner.GetAsync($"/groups/{groupId}/alerts/{open.Id}")).Ok();
        Assert.Equal("CLOSED", closed.Field("status"));
        Assert.NotEmpty(closed.Field("resolved"));
        Assert.Equal("0", (await owner.GetAsync(ofConfig)).Ok().Field("totalCount"));
    }

    [Fact]
    public async Task An_alert_is_acknowledged_for_a_time_and_that_is_taken_back()
    {
        var owner = await host.ServiceAccountAsync();
        var groupId = await NewGroupAsync(owner);
        await BreakAsync(owner, groupId, broken: true);
        var alert = $"/groups/{groupId}/alerts/{(await AlertsAsync(owner, groupId, "?status=OPEN"))[0].Id}";

        (await owner.PatchAsync(alert, new { acknowledgedUntil = "2100-01-01T00:00:00Z", acknowledgementComment = "Known." })).Ok();
        var noticed = (await owner.GetAsync(alert)).Ok();
        Assert.Equal(
            ("2100-01-01T00:00:00Z", "Known.", "OPEN"),
            (noticed.Field("acknowledgedUntil"), noticed.Field("acknowledgementComment"), noticed.Field("status"))
        );

        (await owner.PatchAsync(alert, new { })).Ok();
        Assert.DoesNotContain("acknowledged", (await owner.GetAsync(alert)).Ok().Text);
        (await owner.PatchAsync(alert, new { acknowledgedUntil = "2001-01-01T00:00:00Z" })).Refused(400, "INVALID_ATTRIBUTE");
        await BreakAsync(owner, groupId, broken: false);
    }

    [Fact]
    public async Task A_key_that_grows_old_opens_an_alert_and_a_higher_threshold_closes_it()
    {
        var owner = await host.ServiceAccountAsync();
        var groupId = await NewGroupAsync(owner);
        await AgeAsync(owner, groupId);
        Assert.Contains(await AlertsAsync(owner, groupId, "?status=OPEN"), alert => alert.Type == Rotation);

        var config = await ConfigOfAsync(owner, groupId, Rotation);
        (await owner.PutAsync(config, Rotate(days: 700))).Ok();

        Assert.DoesNotContain(await AlertsAsync(owner, groupId, "?status=OPEN"), alert => alert.Type == Rotation);
        Assert.Contains(await AlertsAsync(owner, groupId, "?status=CLOSED"), alert => alert.Type == Rotation);
    }

    [Fact]
    public async Task What_is_switched_off_raises_nothing()
    {
        var owner = await host.ServiceAccountAsync();
        var groupId = await NewGroupAsync(owner);
        (await owner.PatchAsync(await ConfigOfAsync(owner, groupId, Rotation), new { enabled = false })).Ok();

        await AgeAsync(owner, groupId);

        Assert.DoesNotContain(await AlertsAsync(owner, groupId, ""), alert => alert.Type == Rotation);
        Assert.Equal("0", (await owner.GetAsync($"/groups/{groupId}/events?eventType={Rotation}")).Ok().Field("totalCount"));
    }

    [Fact]
    public async Task A_status_or_an_alert_that_is_none_is_refused()
    {
        (await host.Reader().GetAsync($"/groups/{Demo.Analytics}/alerts?status=LOUD")).Refused(400, "INVALID_QUERY_PARAMETER");
        (await host.Reader().GetAsync($"/groups/{Demo.Analytics}/alerts/{Demo.Nowhere}")).Refused(404, "ALERT_NOT_FOUND");
    }

    private static async Task<string> NewGroupAsync(ApiClient owner)
    {
        var groupId = await Demo.NewGroupAsync(owner);
        // An identity of its own: the clock is moved far enough for the demo world's secret to end.
        var block = JsonSerializer.SerializeToNode(Demo.AzureBlock())!;
        block["clientID"] = Guid.NewGuid().ToString();
        (await owner.PatchAsync(Demo.EncryptionAtRest(groupId), new { azureKeyVault = block })).Ok();
        return groupId;
    }

    private static async Task BreakAsync(ApiClient owner, string groupId, bool broken)
    {
        (await owner.PostAsync("//simulator/faults", new Dictionary<string, bool> { ["keyDisabled"] = broken })).Ok();
        await TryKeyAsync(owner, groupId, "00:01:00");
    }

    private static Task AgeAsync(ApiClient owner, string groupId) => TryKeyAsync(owner, groupId, "91.00:00:00");

    // Reading has the key tried, unless it was tried just before.
    private static async Task TryKeyAsync(ApiClient owner, string groupId, string later)
    {
        (await owner.PostAsync("//simulator/clock", new { forward = later })).Ok();
        (await owner.GetAsync(Demo.EncryptionAtRest(groupId))).Ok();
    }

    private static async Task<IReadOnlyList<(string Id, string Type)>> AlertsAsync(ApiClient owner, string groupId, string query) =>
        [
            .. (await owner.GetAsync($"/groups/{groupId}/alerts{query}"))
                .Ok()
                .Json.GetProperty("results")
                .EnumerateArray()
                .Select(alert => (alert.GetProperty("id").GetString()!, alert.GetProperty("eventTypeName").GetString()!)),
        ];

    private static async Task<string> ConfigOfAsync(ApiClient owner, string groupId, string eventType)
    {
        var id = (await owner.GetAsync($"/groups/{groupId}/alertConfigs"))
            .Ok()
            .Json.GetProperty("results")
            .EnumerateArray()
            .Single(config => config.GetProperty("eventTypeName").GetString() == eventType)
            .GetProperty("id")
            .GetString();
        return $"/groups/{groupId}/alertConfigs/{id}";
    }

    private static object Rotate(int days) =>
        new
        {
            eventTypeName = Rotation,
            enabled = true,
            notifications = new[] { new { typeName = "GROUP" } },
            threshold = new
            {
                @operator = "GREATER_THAN",
                threshold = days,
                units = "DAYS",
            },
        };
}
