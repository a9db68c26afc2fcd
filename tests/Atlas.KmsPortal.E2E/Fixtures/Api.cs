using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Atlas.KmsPortal.E2E.Fixtures;

/// <summary>The Admin API with the demo owner's key: to put a project where a journey begins, as a script would.</summary>
public sealed class Api(Uri baseAddress) : IDisposable
{
    public const string PublicKey = "kmsowner";
    public const string PrivateKey = "5b6d2f0e-0000-4000-8000-00000000a001";

    private readonly HttpClient _client = new(
        new HttpClientHandler
        {
            Credentials = new CredentialCache { { baseAddress, "Digest", new NetworkCredential(PublicKey, PrivateKey) } },
        }
    )
    {
        BaseAddress = baseAddress,
    };

    public Task RequirePrivateNetworkingAsync(string projectId, string block = "azureKeyVault") =>
        SendAsync(
            HttpMethod.Patch,
            $"groups/{projectId}/encryptionAtRest",
            $$$"""{"{{{block}}}": {"enabled": true, "requirePrivateNetworking": true}}"""
        );

    public Task CreateEndpointAsync(string projectId, string region, string provider = "AZURE") =>
        SendAsync(
            HttpMethod.Post,
            $"groups/{projectId}/encryptionAtRest/{provider}/privateEndpoints",
            $$"""{"regionName": "{{region}}"}"""
        );

    public Task FaultAsync(string json) => SendAsync(HttpMethod.Post, "/simulator/faults", json);

    public Task ForwardAsync(string span) => SendAsync(HttpMethod.Post, "/simulator/clock", $$"""{"forward": "{{span}}"}""");

    /// <summary>A project's <c>encryptionAtRest</c>, one key service of it.</summary>
    public async Task<JsonElement> EncryptionAtRestAsync(string projectId, string block = "azureKeyVault")
    {
        var text = await _client.GetStringAsync($"/api/atlas/v2/groups/{projectId}/encryptionAtRest");
        return JsonDocument.Parse(text).RootElement.GetProperty(block);
    }

    public void Dispose() => _client.Dispose();

    private async Task SendAsync(HttpMethod method, string path, string json)
    {
        var address = path.StartsWith('/') ? path : $"/api/atlas/v2/{path}";
        using var request = new HttpRequestMessage(method, address)
        {
            Content = new StringContent(json, Encoding.UTF8, "application/json"),
        };
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        using var answer = await _client.SendAsync(request);
        if (!answer.IsSuccessStatusCode)
        {
            throw new InvalidOperationException($"{method} {address}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        }
    }
}
