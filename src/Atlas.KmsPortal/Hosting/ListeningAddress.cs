namespace Atlas.KmsPortal.Hosting;

/// <summary>Where the portal listens: what ASP.NET Core is told, or a port that hardly anything else uses.</summary>
internal static class ListeningAddress
{
    private const string Default = "http://localhost:5080";

    /// <summary>In the order in which ASP.NET Core lets one setting win over another.</summary>
    /// <returns>Addresses with a scheme, separated by semicolons.</returns>
    public static string Of(IConfiguration configuration) =>
        configuration.GetSection("Kestrel:Endpoints").GetChildren().FirstOrDefault()?["Url"]
        ?? Text(configuration, "urls")
        ?? Ports(configuration, "http")
        ?? Ports(configuration, "https")
        ?? Default;

    /// <summary>Not in appsettings.json, because that would win over ASPNETCORE_URLS.</summary>
    public static void UseDefaultPort(this WebApplicationBuilder builder)
    {
        if (Of(builder.Configuration) == Default)
        {
            builder.WebHost.UseUrls(Default);
        }
    }

    private static string? Ports(IConfiguration configuration, string scheme) =>
        Text(configuration, $"{scheme}_ports") is { } ports
            ? string.Join(';', ports.Split(';').Select(port => $"{scheme}://+:{port}"))
            : null;

    private static string? Text(IConfiguration configuration, string key) => configuration[key] is { Length: > 0 } value ? value : null;
}
