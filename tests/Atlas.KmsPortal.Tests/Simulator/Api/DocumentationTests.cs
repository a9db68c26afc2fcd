using System.Diagnostics;
using System.Net;
using System.Text.Json;

namespace Atlas.KmsPortal.Tests.Simulator.Api;

/// <summary>What the portal tells about its API is so.</summary>
public sealed class DocumentationTests(DocumentationTests.LivelyHost host) : IClassFixture<DocumentationTests.LivelyHost>
{
    [Fact]
    public async Task The_curl_commands_of_the_documentation_work()
    {
        var script = Path.Combine(ApiHost.RepositoryRoot(), "tests", "seeds.sh");
        using var run = Process.Start(
            new ProcessStartInfo("bash", [script, host.Address.ToString().TrimEnd('/')])
            {
                RedirectStandardOutput = true,
                UseShellExecute = false,
                RedirectStandardError = true,
            }
        )!;

        var output = await run.StandardOutput.ReadToEndAsync() + await run.StandardError.ReadToEndAsync();
        await run.WaitForExitAsync();

        Assert.True(run.ExitCode == 0, output);
        Assert.Contains("Every command answered as documented.", output);
    }

    [Fact]
    public async Task The_openapi_document_names_every_operation_and_resolves()
    {
        using var http = host.Anonymous().Http;
        var answer = (await new ApiClient(http).GetAsync("//openapi/atlas.json")).Ok();

        Assert.StartsWith("3.", answer.Field("openapi"));
        var operations = answer
            .Json.GetProperty("paths")
            .EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject())
            .Where(operation => operation.Value.ValueKind is JsonValueKind.Object)
            .Select(operation => operation.Value.GetProperty("operationId").GetString()!)
            .ToList();
        Assert.Equal(operations.Count, operations.Distinct().Count());
        Assert.Contains("createGroupEncryptionAtRestPrivateEndpoint", operations);
        Assert.Contains("PrivateEndpointConnections_Put", operations);
        Assert.All(References(answer.Json), reference => Resolve(answer.Json, reference));
    }

    [Theory]
    [InlineData("br", 120_000)]
    [InlineData("gzip", 150_000)]
    [InlineData(null, 3_000_000)]
    public async Task The_openapi_document_is_sent_once(string? encoding, int limit)
    {
        using var http = host.Anonymous().Http;
        using var first = await http.SendAsync(Asking(encoding));
        var tag = first.Headers.ETag!;
        using var again = Asking(encoding);
        again.Headers.IfNoneMatch.Add(tag);

        using var second = await http.SendAsync(again);

        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        Assert.False(tag.IsWeak);
        Assert.Equal(encoding is null ? [] : [encoding], first.Content.Headers.ContentEncoding);
        Assert.InRange((await first.Content.ReadAsByteArrayAsync()).Length, 1, limit);
        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
        Assert.Equal(tag, second.Headers.ETag);
        Assert.Empty(await second.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task Each_encoding_of_the_openapi_document_has_a_tag_of_its_own()
    {
        using var http = host.Anonymous().Http;

        var tags = new List<string>();
        foreach (var encoding in new[] { "br", "gzip", "gzip;q=0" })
        {
            using var answer = await http.SendAsync(Asking(encoding));
            tags.Add(answer.Headers.ETag!.Tag);
        }

        Assert.Equal(3, tags.Distinct().Count());
    }

    private static HttpRequestMessage Asking(string? encoding)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/openapi/atlas.json", UriKind.Relative));
        if (encoding is not null)
        {
            request.Headers.TryAddWithoutValidation("Accept-Encoding", encoding);
        }

        return request;
    }

    private static IEnumerable<string> References(JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.Object => element
                .EnumerateObject()
                .SelectMany(p =>
                    p is { Name: "$ref", Value.ValueKind: JsonValueKind.String } ? [p.Value.GetString()!] : References(p.Value)
                ),
            JsonValueKind.Array => element.EnumerateArray().SelectMany(References),
            _ => [],
        };

    private static void Resolve(JsonElement document, string reference)
    {
        var at = document;
        foreach (var name in reference.Split('/')[1..])
        {
            Assert.True(at.TryGetProperty(name, out at), reference);
        }
    }

    /// <summary>Here time runs, as it does for whoever starts the portal.</summary>
    public sealed class LivelyHost : ApiHost
    {
        protected override IEnumerable<(string Key, string Value)> Settings => [("Simulator:Tick", "00:00:00.050")];
    }
}
