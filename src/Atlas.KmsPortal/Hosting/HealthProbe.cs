using System.Net;

namespace Atlas.KmsPortal.Hosting;

/// <summary>Asks a running portal on this machine whether it is ready: for a container, whose image has no curl.</summary>
internal static class HealthProbe
{
    public const string Argument = "--health";

    private static readonly string[] s_everyAddress = ["+", "*", "0.0.0.0", "[::]"];

    /// <returns>0 when it is ready, 1 when it is not: an exit code.</returns>
    public static async Task<int> RunAsync()
    {
        // Its own certificate names the host that people use, and the question never leaves this machine.
#pragma warning disable MA0039 // A certificate of any name will do.
        using var handler = new HttpClientHandler
        {
            ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator,
        };
#pragma warning restore MA0039
        using var client = new HttpClient(handler);
        using var question = Question(WebApplication.CreateBuilder().Configuration);
        try
        {
            using var answer = await client.SendAsync(question);
            return answer.StatusCode is HttpStatusCode.OK ? 0 : 1;
        }
        catch (HttpRequestException exception)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return 1;
        }
    }

    /// <summary>What to ask a portal that was started with these settings: where it listens, by a name that it answers to.</summary>
    internal static HttpRequestMessage Question(IConfiguration configuration)
    {
        var listens = BindingAddress.Parse(ListeningAddress.Of(configuration).Split(';')[0]);
        var host = s_everyAddress.Contains(listens.Host) ? "localhost" : listens.Host;
        var question = new HttpRequestMessage(HttpMethod.Get, new Uri($"{listens.Scheme}://{host}:{listens.Port}/readyz"));
        var allowed = configuration["AllowedHosts"]?.Split(';', StringSplitOptions.RemoveEmptyEntries) ?? [];
        if (allowed.Length > 0 && !allowed.Any(s_everyAddress.Contains))
        {
            question.Headers.Host = allowed[0].Replace("*", "health", StringComparison.Ordinal);
        }

        return question;
    }
}
