using Atlas.KmsPortal.Tests.Simulator.Api;

namespace Atlas.KmsPortal.Tests.Hosting;

public sealed class SecurityHeadersTests(ApiHost host) : IClassFixture<ApiHost>
{
    [Theory]
    [InlineData("/sign-in", "text/html")]
    [InlineData("/not-a-page", "application/json")]
    [InlineData("/api/atlas/v2/groups", "application/json")]
    [InlineData("/readyz", "text/plain")]
    public async Task Whatever_a_browser_may_show_by_itself_says_what_it_may_do(string path, string type)
    {
        using var answer = await GetAsync(path);

        Assert.Equal(type, answer.Content.Headers.ContentType?.MediaType ?? "");
        Assert.Contains("frame-ancestors 'none'", Value(answer, "Content-Security-Policy"), StringComparison.Ordinal);
        Assert.DoesNotContain("script-src 'self' 'unsafe", Value(answer, "Content-Security-Policy"), StringComparison.Ordinal);
        Assert.Equal("nosniff", Value(answer, "X-Content-Type-Options"));
        Assert.Equal("DENY", Value(answer, "X-Frame-Options"));
        Assert.Equal("same-origin", Value(answer, "Referrer-Policy"));
    }

    [Theory]
    [InlineData("/css/portal.css")]
    [InlineData("/js/portal.js")]
    public async Task Styles_and_scripts_are_ruled_by_their_page_and_carry_no_policy_of_their_own(string path)
    {
        using var answer = await GetAsync(path);

        Assert.Equal("nosniff", Value(answer, "X-Content-Type-Options"));
        Assert.Null(Value(answer, "Content-Security-Policy"));
    }

    [Theory]
    [InlineData("/sign-in")]
    [InlineData("/css/portal.css")]
    [InlineData("/api/atlas/v2/groups")]
    public async Task No_answer_names_the_server(string path)
    {
        using var answer = await GetAsync(path);

        Assert.Null(Value(answer, "Server"));
    }

    private async Task<HttpResponseMessage> GetAsync(string path)
    {
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = host.Address };
        return await client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
    }

    private static string? Value(HttpResponseMessage answer, string header) =>
        answer.Headers.TryGetValues(header, out var values) ? string.Join(", ", values) : null;
}
