using System.Globalization;

namespace Atlas.KmsPortal.Tests.Simulator.Api;

public sealed class PinnedVersionApiTests(ApiHost host) : IClassFixture<ApiHost>
{
    private static readonly string s_cluster = $"/groups/{Demo.Analytics}/clusters/bi";

    [Fact]
    public async Task A_version_is_pinned_held_through_changes_and_let_go()
    {
        var owner = host.Owner();
        var until = DateTimeOffset.UtcNow.AddDays(10).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

        (await owner.PostAsync(s_cluster + ":pinFeatureCompatibilityVersion", new { expirationDate = until })).Ok(204);
        var pinned = (await owner.GetAsync(s_cluster)).Ok();
        Assert.Equal(until, pinned.Field("featureCompatibilityVersionExpirationDate"));
        (await owner.PatchAsync(s_cluster, new { tags = new[] { new { key = "env", value = "prod" } } })).Ok();
        Assert.Equal(until, (await owner.GetAsync(s_cluster)).Ok().Field("featureCompatibilityVersionExpirationDate"));

        (await owner.PostAsync(s_cluster + ":unpinFeatureCompatibilityVersion")).Ok(204);
        Assert.DoesNotContain("ExpirationDate", (await owner.GetAsync(s_cluster)).Ok().Text);
        var events = (await owner.GetAsync($"/groups/{Demo.Analytics}/events?eventType=CLUSTER_FCV_FIXED,CLUSTER_FCV_UNFIXED")).Ok();
        Assert.Equal("2", events.Field("totalCount"));
    }

    [Fact]
    public async Task What_cannot_be_pinned_is_refused()
    {
        var owner = host.Owner();

        (await owner.PostAsync(s_cluster + ":pinFeatureCompatibilityVersion", new { expirationDate = "2001-01-01T00:00:00Z" })).Refused(
            400,
            "INVALID_ATTRIBUTE"
        );
        (await owner.PostAsync($"/groups/{Demo.Playground}/clusters/free:pinFeatureCompatibilityVersion", new { })).Refused(
            400,
            "INVALID_CLUSTER_CONFIGURATION"
        );
        (await owner.PostAsync($"/groups/{Demo.Analytics}/clusters/none:unpinFeatureCompatibilityVersion")).Refused(
            404,
            "CLUSTER_NOT_FOUND"
        );
        (await host.Reader().PostAsync(s_cluster + ":unpinFeatureCompatibilityVersion")).Refused(403, "ACCESS_FORBIDDEN");
    }
}
