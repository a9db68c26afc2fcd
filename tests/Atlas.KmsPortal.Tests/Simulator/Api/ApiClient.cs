using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Atlas.KmsPortal.Tests.Simulator.Api;

/// <summary>An answer, read to the end.</summary>
public sealed record ApiAnswer(int Status, string Text, HttpResponseHeaders Headers, HttpContentHeaders ContentHeaders)
{
    public JsonElement Json => JsonDocument.Parse(Text).RootElement;

    public string? MediaType => ContentHeaders.ContentType?.MediaType;

    public string? Code => Json.GetProperty("errorCode").GetString();

    public string Field(string path) =>
        path.Split('.').Aggregate(Json, (at, name) => int.TryParse(name, out var index) ? at[index] : at.GetProperty(name)).ToString();

    public ApiAnswer Ok(int status = 200)
    {
        Assert.True(Status == status, $"{Status} instead of {status}: {Text}");
        return this;
    }

    public ApiAnswer Refused(int status, string code)
    {
        Assert.True(Status == status, $"{Status} instead of {status}: {Text}");
        Assert.Equal("application/json", MediaType);
        Assert.Equal(code, Code);
        Assert.Equal(status, Json.GetProperty("error").GetInt32());
        Assert.False(string.IsNullOrWhiteSpace(Field("detail")));
        return this;
    }
}

/// <summary>Calls the API the way a script does.</summary>
public sealed class ApiClient(HttpClient http)
{
    public const string Root = "/api/atlas/v2";

    public HttpClient Http => http;

    public Task<ApiAnswer> GetAsync(string path, string? accept = null) => SendAsync(HttpMethod.Get, path, null, accept);

    public Task<ApiAnswer> PostAsync(string path, object? body = null, string? accept = null, string? type = null) =>
        SendAsync(HttpMethod.Post, path, body, accept, type);

    public Task<ApiAnswer> PatchAsync(string path, object? body, string? accept = null, string? type = null) =>
        SendAsync(HttpMethod.Patch, path, body, accept, type);

    public Task<ApiAnswer> PutAsync(string path, object? body) => SendAsync(HttpMethod.Put, path, body);

    public Task<ApiAnswer> DeleteAsync(string path, string? accept = null) => SendAsync(HttpMethod.Delete, path, null, accept);

    /// <param name="path">Below <see cref="Root"/>, or from the host's root when it starts with <c>//</c>.</param>
    /// <param name="body">A text as it stands, or an object to write as JSON.</param>
    public async Task<ApiAnswer> SendAsync(HttpMethod method, string path, object? body = null, string? accept = null, string? type = null)
    {
        using var request = new HttpRequestMessage(method, path.StartsWith("//", StringComparison.Ordinal) ? path[1..] : Root + path);
        if (accept is not null)
        {
            request.Headers.TryAddWithoutValidation("Accept", accept);
        }

        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body as string ?? JsonSerializer.Serialize(body)));
            request.Content.Headers.TryAddWithoutValidation("Content-Type", type ?? "application/json");
        }

        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return new ApiAnswer((int)response.StatusCode, text, response.Headers, response.Content.Headers);
    }

    public static string Vendor(string date) => $"application/vnd.atlas.{date}+json";
}
