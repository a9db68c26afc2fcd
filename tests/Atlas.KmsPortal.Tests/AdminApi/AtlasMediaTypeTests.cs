using Atlas.KmsPortal.AdminApi;

namespace Atlas.KmsPortal.Tests.AdminApi;

public sealed class AtlasMediaTypeTests
{
    private static readonly ResourceVersions s_clusters = ResourceVersions.Of("2023-01-01", "2023-02-01", "2024-08-05");

    [Theory]
    [InlineData(null, "2024-08-05")]
    [InlineData("*/*", "2024-08-05")]
    [InlineData("application/*", "2024-08-05")]
    [InlineData("application/json", "2024-08-05")]
    [InlineData("application/json; charset=utf-8", "2024-08-05")]
    [InlineData("application/vnd.atlas.2023-01-01+json", "2023-01-01")]
    [InlineData("application/vnd.atlas.2023-01-31+json", "2023-01-01")]
    [InlineData("application/vnd.atlas.2024-08-04+json", "2023-02-01")]
    [InlineData("application/vnd.atlas.2099-12-31+json", "2024-08-05")]
    [InlineData("APPLICATION/VND.ATLAS.2023-02-01+JSON", "2023-02-01")]
    [InlineData("*/*;q=0.8, application/vnd.atlas.2023-01-01+json", "2023-01-01")]
    [InlineData("application/vnd.atlas.2023-01-01+json;q=0.5, application/vnd.atlas.2023-02-01+json", "2023-02-01")]
    [InlineData("text/html, application/json", "2024-08-05")]
    public void Any_date_resolves_to_the_newest_version_not_later(string? accept, string version)
    {
        Assert.Equal(version, AtlasMediaType.ForAnswer(accept, s_clusters).ToString("yyyy-MM-dd"));
    }

    [Theory]
    [InlineData("application/vnd.atlas.2022-12-31+json", 400, "INVALID_VERSION_DATE")]
    [InlineData("application/vnd.atlas.2023-13-01+json", 400, "INVALID_VERSION_DATE")]
    [InlineData("application/vnd.atlas.2023-1-1+json", 400, "INVALID_VERSION_DATE")]
    [InlineData("application/vnd.atlas.latest+json", 400, "INVALID_VERSION_DATE")]
    [InlineData("application/vnd.atlas.+json", 400, "INVALID_VERSION_DATE")]
    [InlineData("text/html", 406, "NOT_ACCEPTABLE")]
    [InlineData("application/vnd.atlas.2023-01-01+gzip", 406, "NOT_ACCEPTABLE")]
    [InlineData("application/json;q=0", 406, "NOT_ACCEPTABLE")]
    [InlineData("nonsense", 406, "NOT_ACCEPTABLE")]
    public void What_cannot_be_answered_is_refused_by_its_code(string accept, int status, string code)
    {
        var refusal = Assert.Throws<AtlasApiException>(() => AtlasMediaType.ForAnswer(accept, s_clusters));

        Assert.Equal((status, code), (refusal.Error.Status, refusal.Error.Code));
    }

    [Theory]
    [InlineData("application/json", null)]
    [InlineData("application/json; charset=UTF-8", null)]
    [InlineData("application/vnd.atlas.2024-10-23+json", "2024-08-05")]
    public void A_body_says_which_version_it_is_written_in(string contentType, string? version)
    {
        Assert.Equal(version, AtlasMediaType.ForBody(contentType, s_clusters)?.ToString("yyyy-MM-dd"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData("application/xml")]
    public void Other_bodies_are_unsupported(string? contentType)
    {
        Assert.Equal(415, Assert.Throws<AtlasApiException>(() => AtlasMediaType.ForBody(contentType, s_clusters)).Error.Status);
    }
}
