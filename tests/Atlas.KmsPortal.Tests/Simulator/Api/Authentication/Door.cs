using System.Net.Http.Headers;
using System.Text;
using Atlas.KmsPortal.AdminApi;
using Atlas.KmsPortal.Simulator.Api;

namespace Atlas.KmsPortal.Tests.Simulator.Api;

/// <summary>A place where programs show credentials, and how it says no.</summary>
/// <param name="Place">Its name in the audit log.</param>
internal sealed record Door(string Name, HttpMethod Method, string Path, string Place)
{
    public static IReadOnlyList<Door> All { get; } =
    [
        new("Admin API", HttpMethod.Get, "/api/atlas/v2/groups", "the Admin API"),
        new("Admin API, digest", HttpMethod.Get, "/api/atlas/v2/groups", "the Admin API"),
        new("controls", HttpMethod.Post, "/simulator/clock", "the simulator’s controls"),
        new("ARM", HttpMethod.Get, "/subscriptions?api-version=2022-12-01", "Azure Resource Manager"),
        new("Graph", HttpMethod.Get, "/v1.0/servicePrincipals", "Microsoft Graph"),
        new("OAuth", HttpMethod.Post, "/api/oauth/token", "the OAuth token endpoint"),
        new("Entra", HttpMethod.Post, $"/{DemoTenant}/oauth2/v2.0/token", "Microsoft Entra’s token endpoint"),
    ];

    private const string DemoTenant = "ee46317d-36a3-4472-a3dd-6549e901da0b";

    public static TheoryData<string> Names => [.. All.Select(door => door.Name)];

    /// <summary>Those where a name comes with the secret, rather than a token.</summary>
    public static TheoryData<string> Guessable => ["Admin API, digest", "OAuth", "Entra"];

    public static Door Of(string name) => All.Single(door => door.Name == name);

    /// <summary>The name that a key or account of the demo world has here.</summary>
    public string Account => Name.StartsWith("Admin", StringComparison.Ordinal) ? DemoCredentials.OwnerKey : DemoCredentials.ServiceAccount;

    /// <summary>Shows credentials.</summary>
    /// <param name="account">A key's or account's name; a token has none.</param>
    /// <param name="secret">Null for the right one.</param>
    /// <param name="from">The address that it comes from, where the host trusts this machine as a proxy.</param>
    public async Task<ApiAnswer> KnockAsync(ApiHost host, string? account = null, string? secret = "wrong", string? from = null)
    {
        var name = account ?? Account;
        using var http = new HttpClient { BaseAddress = host.Address };
        if (from is not null)
        {
            http.DefaultRequestHeaders.Add("X-Forwarded-For", from);
        }

        using var request = new HttpRequestMessage(Method, Path);
        switch (Name)
        {
            case "Admin API, digest":
                request.Headers.TryAddWithoutValidation("Authorization", await DigestAsync(http, name, secret));
                break;
            case "OAuth":
                request.Headers.Authorization = ApiHost.Basic(name, secret ?? DemoCredentials.ServiceAccountSecret);
                request.Content = new FormUrlEncodedContent([new("grant_type", "client_credentials")]);
                break;
            case "Entra":
                request.Content = new FormUrlEncodedContent([
                    new("grant_type", "client_credentials"),
                    new("client_id", name),
                    new("client_secret", secret ?? DemoCredentials.ServiceAccountSecret),
                    new("scope", "any"),
                ]);
                break;
            default:
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", secret ?? await host.TokenAsync());
                break;
        }

        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return new ApiAnswer((int)answer.StatusCode, text, answer.Headers, answer.Content.Headers);
    }

    /// <summary>Whether the answer is an error as this place words them.</summary>
    public void AssertOwnShape(ApiAnswer answer)
    {
        var said = Name switch
        {
            "ARM" or "Graph" => (answer.Field("error.code"), answer.Field("error.message")),
            "OAuth" or "Entra" => (answer.Field("error"), answer.Field("error_description")),
            _ => (answer.Field("errorCode"), answer.Field("detail")),
        };
        Assert.Equal("application/json", answer.MediaType);
        Assert.All([said.Item1, said.Item2], text => Assert.NotEmpty(text));
    }

    // One request for a nonce would be one more that is counted, so the nonce is made up: the signature is looked at before.
    private static Task<string> DigestAsync(HttpClient http, string key, string? secret)
    {
        const string Target = "/api/atlas/v2/groups";
        return secret is null ? SignedAsync(http, key) : Task.FromResult(Signed(key, secret, "made-up", Target));
    }

    private static async Task<string> SignedAsync(HttpClient http, string key)
    {
        using var answer = await http.GetAsync(new Uri("/api/atlas/v2/groups", UriKind.Relative));
        var nonce = answer.Headers.WwwAuthenticate.Single().Parameter!.Split("nonce=\"")[1].Split('"')[0];
        return Signed(key, DemoCredentials.OwnerPrivateKey, nonce, "/api/atlas/v2/groups");
    }

    private static string Signed(string key, string secret, string nonce, string target)
    {
        var algorithm = DigestAlgorithm.Md5;
        var ha1 = DigestArithmetic.Secret(algorithm, key, "MMS Public API", secret);
        var response = DigestArithmetic.Response(algorithm, ha1, nonce, "00000001", "0a4f113b", "GET", target);
        return new StringBuilder("Digest ")
            .Append($"username=\"{key}\", realm=\"MMS Public API\", nonce=\"{nonce}\", uri=\"{target}\", algorithm=MD5, ")
            .Append($"qop=auth, nc=00000001, cnonce=\"0a4f113b\", response=\"{response}\"")
            .ToString();
    }
}
