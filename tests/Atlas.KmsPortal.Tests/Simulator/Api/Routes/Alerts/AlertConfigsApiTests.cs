using Atlas.KmsPortal.Data;
using Atlas.KmsPortal.Encryption;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Atlas.KmsPortal.Tests.Simulator.Api;

public sealed class AlertConfigsApiTests(ApiHost host) : IClassFixture<ApiHost>
{
    private const string Rotation = "AZURE_ENCRYPTION_KEY_NEEDS_ROTATION";
    private const string Secret = "xoxb-1234567890-abcdefgh";

    [Fact]
    public async Task A_new_project_is_told_of_keys_that_are_old_invalid_or_out_of_reach()
    {
        var owner = host.Owner();
        var configs = (await owner.GetAsync($"/groups/{await Demo.NewGroupAsync(owner)}/alertConfigs")).Ok();

        var types = configs
            .Json.GetProperty("results")
            .EnumerateArray()
            .Select(config => config.GetProperty("eventTypeName").GetString())
            .ToList();
        Assert.Contains(Rotation, types);
        Assert.Contains("AWS_ENCRYPTION_KEY_INVALID", types);
        Assert.Contains("ENCRYPTION_AT_REST_KMS_NETWORK_ACCESS_DENIED", types);
        Assert.Equal(8, types.Count);
        var bare = (
            await owner.PostAsync(
                "/groups",
                new
                {
                    name = "bare",
                    orgId = Demo.Organization,
                    withDefaultAlertsSettings = false,
                }
            )
        ).Ok();
        Assert.Equal("0", (await owner.GetAsync($"/groups/{bare.Field("id")}/alertConfigs")).Ok().Field("totalCount"));
    }

    [Fact]
    public async Task The_age_of_the_page_is_the_threshold_of_the_configuration()
    {
        var owner = host.Owner();
        var groupId = await Demo.NewGroupAsync(owner);
        var atlas = host.Services.GetRequiredService<IAtlasClient>();
        var path = $"/groups/{groupId}/alertConfigs/{await IdOfAsync(owner, groupId, Rotation)}";
        Assert.Equal("90", (await owner.GetAsync(path)).Ok().Field("threshold.threshold"));

        (await owner.PutAsync(path, Rotate(400))).Ok();
        Assert.Equal(400, (await atlas.FindProjectAsync(groupId, TestContext.Current.CancellationToken))!.KeyAgeAlertDays);

        await atlas.SetKeyAgeAlertAsync(
            groupId,
            30,
            new Actor("owner@acme.example", AuditSource.Portal),
            TestContext.Current.CancellationToken
        );
        var answer = (await owner.GetAsync(path)).Ok();
        Assert.Equal(("30", "DAYS"), (answer.Field("threshold.threshold"), answer.Field("threshold.units")));
        (await owner.PutAsync(path, Rotate(0))).Refused(400, "INVALID_ATTRIBUTE");
        (await owner.PutAsync(path, Rotate(731))).Refused(400, "INVALID_ATTRIBUTE");
        (await owner.PutAsync(path, Rotate(30, "HOURS"))).Refused(400, "INVALID_ATTRIBUTE");
        Assert.Equal("30", (await owner.GetAsync(path)).Ok().Field("threshold.threshold"));
    }

    [Fact]
    public async Task A_configuration_is_made_replaced_switched_and_deleted()
    {
        var owner = host.Owner();
        var configs = $"/groups/{await Demo.NewGroupAsync(owner)}/alertConfigs";

        var made = (
            await owner.PostAsync(
                configs,
                new
                {
                    eventTypeName = "OUTSIDE_METRIC_THRESHOLD",
                    enabled = true,
                    matchers = new[]
                    {
                        new
                        {
                            fieldName = "HOSTNAME",
                            @operator = "CONTAINS",
                            value = "shard",
                        },
                    },
                    metricThreshold = new
                    {
                        metricName = "CONNECTIONS",
                        mode = "AVERAGE",
                        @operator = "GREATER_THAN",
                        threshold = 99.5,
                        units = "RAW",
                    },
                    notifications = new[]
                    {
                        new
                        {
                            typeName = "EMAIL",
                            emailAddress = "ops@acme.example",
                            delayMin = 5,
                            intervalMin = 5,
                        },
                    },
                }
            )
        ).Ok(201);
        var path = $"{configs}/{made.Field("id")}";
        Assert.Equal(("shard", "99.5"), (made.Field("matchers.0.value"), made.Field("metricThreshold.threshold")));

        Assert.Equal("False", (await owner.PatchAsync(path, new { enabled = false })).Ok().Field("enabled"));
        var replaced = (
            await owner.PutAsync(
                path,
                new
                {
                    eventTypeName = "NO_PRIMARY",
                    enabled = true,
                    notifications = new[] { new { typeName = "GROUP", roles = new[] { "GROUP_OWNER" } } },
                }
            )
        ).Ok();
        Assert.Equal(
            (made.Field("id"), "NO_PRIMARY", made.Field("created")),
            (replaced.Field("id"), replaced.Field("eventTypeName"), replaced.Field("created"))
        );
        // A client that sends back what it read changes nothing.
        Assert.Equal("NO_PRIMARY", (await owner.PutAsync(path, (await owner.GetAsync(path)).Ok().Text)).Ok().Field("eventTypeName"));
        (await owner.DeleteAsync(path)).Ok(204);
        (await owner.GetAsync(path)).Refused(404, "ALERT_CONFIG_NOT_FOUND");
        (await owner.DeleteAsync(path)).Refused(404, "ALERT_CONFIG_NOT_FOUND");
    }

    [Fact]
    public async Task A_secret_of_a_notification_comes_back_masked_and_is_not_kept()
    {
        var owner = host.Owner();
        var configs = $"/groups/{await Demo.NewGroupAsync(owner)}/alertConfigs";

        var made = (
            await owner.PostAsync(
                configs,
                new
                {
                    eventTypeName = "NO_PRIMARY",
                    notifications = new[]
                    {
                        new
                        {
                            typeName = "SLACK",
                            channelName = "ops",
                            apiToken = Secret,
                        },
                    },
                }
            )
        ).Ok(201);

        var masked = made.Field("notifications.0.apiToken");
        Assert.Equal(new string('*', 28) + "efgh", masked);
        var again = (await owner.PutAsync($"{configs}/{made.Field("id")}", made.Text)).Ok();
        Assert.Equal(masked, again.Field("notifications.0.apiToken"));
        await using var database = await host
            .Services.GetRequiredService<IDbContextFactory<PortalDbContext>>()
            .CreateDbContextAsync(TestContext.Current.CancellationToken);
        var kept = await database.ProjectDocuments.Select(row => row.Json).ToListAsync(TestContext.Current.CancellationToken);
        Assert.DoesNotContain(kept, json => json.Contains(Secret, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_alerts_can_be_matched_by_is_listed_and_nothing_else_taken()
    {
        var owner = host.Owner();

        var names = (await owner.GetAsync("/alertConfigs/matchers/fieldNames")).Ok();

        Assert.Contains("\"CLUSTER_NAME\"", names.Text);
        (
            await owner.PostAsync(
                $"/groups/{Demo.Analytics}/alertConfigs",
                new
                {
                    eventTypeName = "NO_PRIMARY",
                    notifications = new[] { new { typeName = "GROUP" } },
                    matchers = new[]
                    {
                        new
                        {
                            fieldName = "SHOE_SIZE",
                            @operator = "EQUALS",
                            value = "44",
                        },
                    },
                }
            )
        ).Refused(400, "INVALID_ENUM_VALUE");
        (
            await owner.PostAsync(
                $"/groups/{Demo.Analytics}/alertConfigs",
                new { eventTypeName = "NO_PRIMARY", notifications = Array.Empty<object>() }
            )
        ).Refused(400, "INVALID_ATTRIBUTE");
        (await host.Reader().PostAsync($"/groups/{Demo.Analytics}/alertConfigs", Rotate(7))).Refused(403, "ACCESS_FORBIDDEN");
    }

    private static object Rotate(int days, string units = "DAYS") =>
        new
        {
            eventTypeName = Rotation,
            enabled = true,
            notifications = new[] { new { typeName = "GROUP", roles = new[] { "GROUP_OWNER" } } },
            threshold = new
            {
                @operator = "GREATER_THAN",
                threshold = days,
                units,
            },
        };

    private static async Task<string> IdOfAsync(ApiClient owner, string groupId, string eventType) =>
        (await owner.GetAsync($"/groups/{groupId}/alertConfigs"))
            .Ok()
            .Json.GetProperty("results")
            .EnumerateArray()
            .Single(config => config.GetProperty("eventTypeName").GetString() == eventType)
            .GetProperty("id")
            .GetString()!;
}
