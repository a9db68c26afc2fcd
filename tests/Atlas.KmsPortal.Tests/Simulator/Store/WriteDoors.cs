using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Atlas.KmsPortal.Tests.Simulator.Api;

namespace Atlas.KmsPortal.Tests.Simulator.Store;

/// <summary>One request through each door that writes, and what each door says when the database cannot be written.</summary>
internal sealed partial class WriteDoors : IDisposable
{
    private readonly HttpClient _client;
    private readonly string _token;
    private readonly string _form;

    private WriteDoors(HttpClient client, string token, string form) => (_client, _token, _form) = (client, token, form);

    /// <summary>While the database can still be written: a token and a form are taken beforehand.</summary>
    public static async Task<WriteDoors> OpenAsync(ApiHost host)
    {
        var client = new HttpClient { BaseAddress = host.Address };
        var page = await client.GetStringAsync(new Uri("/sign-in", UriKind.Relative));
        return new(client, await host.TokenAsync(), Form().Match(page).Groups["value"].Value);
    }

    /// <returns>Per door: the status, the seconds to wait, and what it says.</returns>
    public async Task<IReadOnlyDictionary<string, (int Status, string RetryAfter, string Text)>> TryAllAsync()
    {
        var answers = await Task.WhenAll(Requests().Select(async door => (door.Name, Answer: await SendAsync(door.Request))));
        return answers.ToDictionary(door => door.Name, door => door.Answer);
    }

    public async Task<int> ReadinessAsync()
    {
        using var answer = await _client.GetAsync(new Uri("/readyz", UriKind.Relative), TestContext.Current.CancellationToken);
        return (int)answer.StatusCode;
    }

    public void Dispose() => _client.Dispose();

    private IEnumerable<(string Name, HttpRequestMessage Request)> Requests() =>
        [
            ("Admin API", Signed(HttpMethod.Post, "/api/atlas/v2/groups", new { name = "written", orgId = Demo.Organization })),
            ("Simulator", Signed(HttpMethod.Post, "/simulator/clock", new { forward = "00:00:01" })),
            ("ARM", Signed(HttpMethod.Patch, Demo.Vault[1..] + "?api-version=2023-07-01", new { tags = new { written = "yes" } })),
            ("OAuth", Token("/api/oauth/token", ("grant_type", "client_credentials"))),
            (
                "Entra",
                Token(
                    "/organizations/oauth2/v2.0/token",
                    ("grant_type", "client_credentials"),
                    ("client_id", "mdb_sa_id_65a0000000000000000000b1"),
                    ("client_secret", "mdb_sa_sk_demo-owner"),
                    ("scope", "https://management.azure.com/.default")
                )
            ),
            (
                "Sign-in",
                Post(
                    "/sign-in",
                    ("_handler", "sign-in"),
                    ("__RequestVerificationToken", _form),
                    ("Form.Email", "owner@acme.example"),
                    ("Form.Password", "Owner-demo-1")
                )
            ),
        ];

    private async Task<(int Status, string RetryAfter, string Text)> SendAsync(HttpRequestMessage request)
    {
        using (request)
        {
            using var answer = await _client.SendAsync(request, TestContext.Current.CancellationToken);
            var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            return ((int)answer.StatusCode, answer.Headers.RetryAfter?.ToString() ?? "", text);
        }
    }

    private HttpRequestMessage Signed(HttpMethod method, string path, object body)
    {
        var request = new HttpRequestMessage(method, path) { Content = JsonContent.Create(body) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _token);
        request.Headers.Accept.ParseAdd(ApiClient.Vendor("2023-01-01"));
        return request;
    }

    private static HttpRequestMessage Token(string path, params (string Name, string Value)[] fields)
    {
        var request = Post(path, fields);
        request.Headers.Authorization = ApiHost.Basic("mdb_sa_id_65a0000000000000000000b1", "mdb_sa_sk_demo-owner");
        return request;
    }

    private static HttpRequestMessage Post(string path, params (string Name, string Value)[] fields) =>
        new(HttpMethod.Post, path)
        {
            Content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))),
        };

    [GeneratedRegex("""name="__RequestVerificationToken" value="(?<value>[^"]+)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Form();
}
