using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Atlas.KmsPortal.Benchmarks.Apps;

/// <summary>The portal with the demo world, its API by the demo's owner, and a person who is signed in.</summary>
internal sealed class PortalUnderTest : IAsyncDisposable
{
    public const string Api = "/api/atlas/v2";
    public const string PublicKey = "kmsowner";
    public const string PrivateKey = "5b6d2f0e-0000-4000-8000-00000000a001";
    public const string Organization = "65a000000000000000000001";
    private const string ServiceAccount = "mdb_sa_id_65a0000000000000000000b1:mdb_sa_sk_demo-owner";
    private readonly AppProcess _process;

    private PortalUnderTest(AppProcess process, string database)
    {
        (_process, Database) = (process, database);
        Owner = NewClient();
    }

    public Uri Address => _process.Address;

    public int ProcessId => _process.Id;

    public string Database { get; }

    /// <summary>Calls the API with the demo service account's token.</summary>
    public HttpClient Owner { get; }

    /// <param name="database">An existing file, or null for one of its own.</param>
    /// <param name="timing">Over the quiet world in which nothing happens by itself.</param>
    public static async Task<PortalUnderTest> StartAsync(
        Published published,
        string? database = null,
        IReadOnlyDictionary<string, string>? timing = null
    )
    {
        database ??= Path.Combine(published.NewFolder(), "portal.db");
        var settings = new Dictionary<string, string>
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["ConnectionStrings__Portal"] = $"Data Source={database}",
            ["Simulator__Timing"] = "Instant",
            ["Simulator__Tick"] = "01:00:00",
        };
        foreach (var (key, value) in timing ?? new Dictionary<string, string>())
        {
            settings[key] = value;
        }

        var portal = new PortalUnderTest(await AppProcess.StartAsync(await published.PortalAsync(), "/sign-in", settings, []), database);
        portal.Owner.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await portal.TokenAsync());
        return portal;
    }

    public HttpClient NewClient() => new() { BaseAddress = Address };

    /// <returns>The cookie of the demo's owner, as a header's value.</returns>
    public async Task<string> SignInAsync()
    {
        var cookies = new CookieContainer();
        using var client = new HttpClient(new SocketsHttpHandler { CookieContainer = cookies }) { BaseAddress = Address };
        var page = await client.GetStringAsync(new Uri("/sign-in", UriKind.Relative));
        using var form = new FormUrlEncodedContent([
            new("_handler", "demo"),
            new("__RequestVerificationToken", page.Split("name=\"__RequestVerificationToken\" value=\"")[1].Split('"')[0]),
            new("Demo", "owner@acme.example"),
        ]);
        using var answer = await client.PostAsync(new Uri("/sign-in", UriKind.Relative), form);
        answer.EnsureSuccessStatusCode();
        return cookies.GetCookieHeader(Address);
    }

    /// <returns>The id of a new project with the key enabled and private networking required.</returns>
    public async Task<string> NewProjectAsync()
    {
        var id = (await SendAsync(HttpMethod.Post, "/groups", $$"""{"name": "bench-{{Guid.NewGuid():n}}", "orgId": "{{Organization}}"}"""))
            .GetProperty("id")
            .GetString()!;
        await SetUpAsync(id);
        return id;
    }

    /// <summary>Enables the key, and requires private networking.</summary>
    public async Task SetUpAsync(string projectId)
    {
        await SendAsync(HttpMethod.Patch, $"/groups/{projectId}/encryptionAtRest", KeyBlock(searchNodes: false));
        await SendAsync(
            HttpMethod.Patch,
            $"/groups/{projectId}/encryptionAtRest",
            """{"azureKeyVault": {"requirePrivateNetworking": true}}"""
        );
    }

    public static string SetUpPage(string projectId) => $"/projects/{projectId}/advanced/azure/set-up";

    public static string Endpoints(string projectId) => $"/groups/{projectId}/encryptionAtRest/AZURE/privateEndpoints";

    /// <summary>Regions in which Atlas offers private endpoints to Azure Key Vault.</summary>
    public static IReadOnlyList<string> Regions { get; } =
    [
        "US_CENTRAL",
        "US_EAST",
        "US_EAST_2",
        "US_NORTH_CENTRAL",
        "US_WEST",
        "US_WEST_2",
        "US_WEST_3",
        "US_WEST_CENTRAL",
        "US_SOUTH_CENTRAL",
        "BRAZIL_SOUTH",
        "BRAZIL_SOUTHEAST",
        "CANADA_EAST",
        "CANADA_CENTRAL",
        "MEXICO_CENTRAL",
        "EUROPE_NORTH",
        "EUROPE_WEST",
        "UK_SOUTH",
        "UK_WEST",
        "FRANCE_CENTRAL",
        "FRANCE_SOUTH",
        "ITALY_NORTH",
        "GERMANY_WEST_CENTRAL",
        "GERMANY_NORTH",
        "POLAND_CENTRAL",
        "SWITZERLAND_NORTH",
        "SWITZERLAND_WEST",
        "NORWAY_EAST",
        "NORWAY_WEST",
        "SWEDEN_CENTRAL",
        "SWEDEN_SOUTH",
        "SPAIN_CENTRAL",
        "ASIA_EAST",
        "ASIA_SOUTH_EAST",
        "AUSTRALIA_CENTRAL",
        "AUSTRALIA_CENTRAL_2",
        "AUSTRALIA_EAST",
        "AUSTRALIA_SOUTH_EAST",
        "INDIA_CENTRAL",
        "INDIA_SOUTH",
        "INDIA_WEST",
        "JAPAN_EAST",
        "JAPAN_WEST",
        "KOREA_CENTRAL",
        "KOREA_SOUTH",
        "NEW_ZEALAND_NORTH",
        "SOUTH_AFRICA_NORTH",
        "SOUTH_AFRICA_WEST",
    ];

    /// <summary>The whole block, as a tool sends it: its secret too.</summary>
    public static string KeyBlock(bool searchNodes) =>
        $$$"""
            {"enabledForSearchNodes": {{{(
                searchNodes ? "true" : "false"
            )}}}, "azureKeyVault": {"enabled": true, "azureEnvironment": "AZURE",
            "clientID": "632ff709-32a8-48a3-8224-30d2386fadaf", "tenantID": "ee46317d-36a3-4472-a3dd-6549e901da0b", "secret": "demo-client-secret",
            "subscriptionID": "a39012fb-d604-4cd1-8841-77f705f3e6d5", "resourceGroupName": "acme-kms", "keyVaultName": "acme-vault",
            "keyIdentifier": "https://acme-vault.vault.azure.net/keys/atlas/d891821e3d364e9eb88fbd3d11807b86"}}
            """;

    public async Task<JsonElement> SendAsync(HttpMethod method, string path, string json)
    {
        using var request = new HttpRequestMessage(method, Api + path)
        {
            Content = new StringContent(json, Encoding.UTF8, "application/json"),
        };
        using var answer = await Owner.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode
            ? JsonSerializer.Deserialize<JsonElement>(text)
            : throw new InvalidOperationException($"{method} {path}: {(int)answer.StatusCode} {text}");
    }

    public async ValueTask DisposeAsync()
    {
        Owner.Dispose();
        await _process.DisposeAsync();
    }

    private async Task<string> TokenAsync()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/oauth/token")
        {
            Content = new FormUrlEncodedContent([new("grant_type", "client_credentials")]),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue(
            "Basic",
            Convert.ToBase64String(Encoding.UTF8.GetBytes(ServiceAccount))
        );
        using var answer = await Owner.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        return JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsStringAsync()).GetProperty("access_token").GetString()!;
    }
}
