using System.Net;

namespace Atlas.KmsPortal.Hosting;

/// <summary>Asks a running portal on this machine whether it is ready: for a container, whose image has no curl.</summary>
internal static class HealthProbe
{
    public const string Argument = "--health";

    /// <returns>0 when it is ready, 1 when it is not: an exit code.</returns>
    public static async Task<int> RunAsync()
    {
        var address = (Environment.GetEnvironmentVariable("ASPNETCORE_URLS") ?? "http://localhost:5080").Split(';')[0];
        var port = new UriBuilder(
            address.Replace("+", "localhost", StringComparison.Ordinal).Replace("*", "localhost", StringComparison.Ordinal)
        ).Port;
        using var client = new HttpClient();
        try
        {
            using var answer = await client.GetAsync(new Uri($"http://localhost:{port}/readyz"));
            return answer.StatusCode is HttpStatusCode.OK ? 0 : 1;
        }
        catch (HttpRequestException exception)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return 1;
        }
    }
}
