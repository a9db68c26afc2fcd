using Atlas.KmsPortal.Hosting;
using Microsoft.Extensions.Configuration;

namespace Atlas.KmsPortal.Tests.Hosting;

/// <summary>Where a container asks whether its portal is ready, whatever production.md lets people set.</summary>
public sealed class HealthProbeTests
{
    [Theory]
    [InlineData("", "", "http://localhost:5080/readyz")]
    [InlineData("urls", "http://+:5080", "http://localhost:5080/readyz")]
    [InlineData("urls", "http://0.0.0.0:80", "http://localhost/readyz")]
    [InlineData("urls", "http://[::]:6000", "http://localhost:6000/readyz")]
    [InlineData("urls", "https://+:5443;http://+:5080", "https://localhost:5443/readyz")]
    [InlineData("urls", "http://10.0.0.5:5080", "http://10.0.0.5:5080/readyz")]
    [InlineData("http_ports", "8080;8081", "http://localhost:8080/readyz")]
    [InlineData("https_ports", "5443", "https://localhost:5443/readyz")]
    [InlineData("Kestrel:Endpoints:Https:Url", "https://*:5443", "https://localhost:5443/readyz")]
    public void It_asks_where_the_portal_listens(string key, string value, string address)
    {
        using var question = HealthProbe.Question(Settings((key, value)));

        Assert.Equal(new Uri(address), question.RequestUri);
    }

    [Theory]
    [InlineData("*", null)]
    [InlineData("", null)]
    [InlineData("kms.example.com", "kms.example.com")]
    [InlineData("kms.example.com;localhost", "kms.example.com")]
    [InlineData("*.example.com", "health.example.com")]
    public void It_asks_by_a_name_that_the_portal_answers_to(string allowed, string? host)
    {
        using var question = HealthProbe.Question(Settings(("AllowedHosts", allowed)));

        Assert.Equal(host, question.Headers.Host);
    }

    private static IConfiguration Settings(params (string Key, string Value)[] settings) =>
        new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)))
            .Build();
}
