using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Atlas.KmsPortal.Tests.Simulator.Api;

/// <summary>Twenty thousand requests that nobody should send. The seed is fixed, so that what fails once fails again.</summary>
public sealed class HostileRequestTests(ApiHost host) : IClassFixture<ApiHost>
{
    private const int Requests = 20_000;
    private const int Seed = 20261122;

    [Fact]
    public async Task Every_one_gets_an_error_document_and_changes_nothing()
    {
        var client = await host.ServiceAccountAsync();
        var before = await WorldAsync(client);
        var requests = new HostileRequests(new Random(Seed));

        foreach (var batch in Enumerable.Range(0, Requests).Select(_ => requests.Next()).Chunk(64))
        {
            await Task.WhenAll(batch.Select(request => SendAsync(client.Http, request)));
        }

        Assert.Equal(before, await WorldAsync(client));
    }

    private static async Task SendAsync(HttpClient http, HostileRequest hostile)
    {
        using var request = new HttpRequestMessage(new HttpMethod(hostile.Method), new Uri(http.BaseAddress + hostile.Path[1..]));
        if (hostile.Body is not null)
        {
            request.Content = new ByteArrayContent(hostile.Body);
        }

        foreach (var (name, value) in hostile.Headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
            {
                request.Content?.Headers.TryAddWithoutValidation(name, value);
            }
        }

        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var response = await http.SendAsync(request, limit.Token);
        var text = await response.Content.ReadAsStringAsync(limit.Token);
        var status = (int)response.StatusCode;
        Assert.True(status is >= 400 and < 500, $"{status} to {hostile}: {text}");
        Assert.True(IsErrorDocument(text, status), $"{status} to {hostile}: {text}");
    }

    private static bool IsErrorDocument(string text, int status)
    {
        using var document = JsonDocument.Parse(text);
        var root = document.RootElement;
        return root.GetProperty("error").GetInt32() == status
            && root.GetProperty("errorCode").GetString() is { Length: > 0 }
            && root.GetProperty("detail").GetString() is { Length: > 0 };
    }

    private static async Task<string> WorldAsync(ApiClient client)
    {
        var world = new StringBuilder((await client.GetAsync("/groups?itemsPerPage=500")).Ok().Text);
        foreach (var groupId in new[] { Demo.Retail, Demo.Payments, Demo.LedgerAws })
        {
            foreach (
                var part in new[] { "/encryptionAtRest", "/encryptionAtRest/AZURE/privateEndpoints", "/clusters", "/cloudProviderAccess" }
            )
            {
                world.AppendLine(CultureInfo.InvariantCulture, $"{(await client.GetAsync($"/groups/{groupId}{part}")).Ok().Text}");
            }

            // Reading has Atlas look at the key, and one of the demo's is due for rotation.
            var events = $"/groups/{groupId}/events?excludedEventType=AWS_ENCRYPTION_KEY_NEEDS_ROTATION";
            world.AppendLine((await client.GetAsync(events)).Ok().Field("totalCount"));
        }

        return world.ToString();
    }
}

internal sealed record HostileRequest(string Method, string Path, byte[]? Body, IReadOnlyList<(string Name, string Value)> Headers)
{
    public override string ToString() =>
        $"{Method} {Path} {string.Join("; ", Headers)} {(Body is null ? "" : Encoding.Latin1.GetString(Body.AsSpan(0, Math.Min(200, Body.Length))))}";
}

/// <summary>Makes requests that are wrong in at least one way.</summary>
internal sealed class HostileRequests(Random random)
{
    private const string Json = "application/json";

    private static readonly (string Method, string Path)[] s_writes =
    [
        ("PATCH", $"/groups/{Demo.Retail}/encryptionAtRest"),
        ("PATCH", $"/groups/{Demo.Payments}/encryptionAtRest"),
        ("POST", $"/groups/{Demo.Payments}/encryptionAtRest/AZURE/privateEndpoints"),
        ("POST", $"/groups/{Demo.LedgerAws}/encryptionAtRest/AWS/privateEndpoints"),
        ("POST", $"/groups/{Demo.Payments}/clusters"),
        ("PATCH", $"/groups/{Demo.Payments}/clusters/ledger"),
        ("POST", $"/groups/{Demo.Payments}/cloudProviderAccess"),
        ("PATCH", $"/groups/{Demo.Payments}"),
        ("POST", "/groups"),
    ];

    private static readonly string[] s_bodies =
    [
        "",
        " ",
        "{",
        "}",
        "[]",
        "null",
        "true",
        "\"text\"",
        "12",
        "{\"a\":}",
        "{\"azureKeyVault\":[]}",
        "{\"azureKeyVault\":{\"enabled\":\"true\"}}",
        "{\"azureKeyVault\":{\"clientID\":{}}}",
        "{\"azureKeyVault\":{\"enabled\":true,\"enabled\":false}}",
        "{\"regionName\":\"\\ud800\"}",
        "{\"regionName\":\"\\u0000\"}",
        "{\"regionName\":1e999}",
        "{\"replicationSpecs\":[{\"numShards\":99999999999999999999999}]}",
        "{\"replicationSpecs\":{\"0\":{}}}",
        "{\"clusterType\":[\"REPLICASET\"]}",
        "{\"name\":{\"$ne\":null}}",
        "{\"__proto__\":{}}",
        "{\"name\":\"x\"} trailing",
        "{/* comment */}",
        "\ufeff{\"name\":",
    ];

    public HostileRequest Next() =>
        random.Next(8) switch
        {
            0 => WrongBody(RandomText(random.Next(60))),
            1 => WrongBody(Pick(s_bodies)),
            2 => WrongBytes(),
            3 => Nested(),
            4 => WrongType(),
            5 => WrongPath(),
            6 => WrongQuery(),
            _ => WrongField(),
        };

    private HostileRequest WrongBody(string body) => Write(Encoding.UTF8.GetBytes("~" == body ? "" : Broken(body)));

    // Random text may be an object by chance only if it looks like one.
    private static string Broken(string text) => text.TrimStart().StartsWith('{') ? text : "?" + text;

    private HostileRequest WrongBytes()
    {
        var size = random.Next(400) == 0 ? random.Next(900_000, 1_300_000) : random.Next(1, 300);
        var bytes = new byte[size];
        random.NextBytes(bytes);
        bytes[0] = 0xC3;
        return Write(bytes);
    }

    private HostileRequest Nested()
    {
        var depth = random.Next(33, 3000);
        var (open, close) = random.Next(2) == 0 ? ("[", "]") : ("{\"a\":", "}");
        var inner = string.Concat(Enumerable.Repeat(open, depth)) + "1" + string.Concat(Enumerable.Repeat(close, depth));
        return Write(Encoding.UTF8.GetBytes($"{{\"name\":{inner}}}"));
    }

    private HostileRequest WrongType()
    {
        var types = new[]
        {
            "text/plain",
            "application/xml",
            "application/vnd.atlas.1999-01-01+json",
            "application/json; charset=utf-7",
            "x",
            "",
        };
        return Write("{}"u8.ToArray(), Pick(types));
    }

    private HostileRequest WrongPath()
    {
        var id = Uri.EscapeDataString(RandomText(random.Next(1, 40)).Replace('\0', 'x'));
        var paths = new[]
        {
            $"/groups/{id}x",
            $"/groups/{id}x/encryptionAtRest",
            $"/groups/{Demo.Payments}/encryptionAtRest/{id}x/privateEndpoints",
            $"/groups/{Demo.Payments}/encryptionAtRest/AZURE/privateEndpoints/{id}x",
            $"/groups/{Demo.Payments}/clusters/{id}x",
            $"/groups/{Demo.Payments}/events/{id}x",
            $"/groups/{Demo.Nowhere}/{id}x",
            $"/orgs/{id}x",
            $"/{id}x",
        };
        return new HostileRequest(Pick(["GET", "DELETE", "PUT", "BREW"]), ApiClient.Root + Pick(paths), null, Accepting());
    }

    private HostileRequest WrongQuery()
    {
        var value = Uri.EscapeDataString(RandomText(random.Next(1, 20)).Replace('\0', 'x'));
        var name = Pick(["pageNum", "itemsPerPage", "includeCount", "envelope", "pretty"]);
        return new HostileRequest("GET", $"{ApiClient.Root}/groups?{name}=!{value}", null, Accepting());
    }

    private HostileRequest WrongField()
    {
        var name = JsonSerializer.Serialize("zz" + RandomText(random.Next(30)));
        var value = Pick(["1", "\"x\"", "null", "{}", "[1,2]", "1e400", "-0", "true", new string('9', random.Next(1, 400))]);
        var body = random.Next(2) == 0 ? $"{{{name}:{value}}}" : $"{{\"azureKeyVault\":{{{name}:{value}}},{name}:{value}}}";
        return Write(Encoding.UTF8.GetBytes(body));
    }

    private HostileRequest Write(byte[] body, string type = Json)
    {
        var (method, path) = Pick(s_writes);
        return new HostileRequest(method, ApiClient.Root + path, body, [("Content-Type", type), .. Accepting()]);
    }

    private List<(string, string)> Accepting() =>
        random.Next(10) == 0 ? [("Accept", RandomToken()), ("X-Odd", RandomToken())] : [("Accept", "*/*")];

    private string RandomToken() => string.Concat(Enumerable.Range(0, random.Next(1, 200)).Select(_ => (char)random.Next(33, 127)));

    private string RandomText(int length) =>
        string.Concat(
            Enumerable
                .Range(0, length)
                .Select(_ =>
                    random.Next(6) switch
                    {
                        0 => (char)random.Next(1, 32),
                        1 => Pick("{}[]\":,\\/'"),
                        2 => (char)random.Next(0x80, 0xD7FF),
                        _ => (char)random.Next(32, 127),
                    }
                )
        );

    private char Pick(string from) => from[random.Next(from.Length)];

    private T Pick<T>(T[] from) => from[random.Next(from.Length)];
}
