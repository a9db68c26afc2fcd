using System.Net.Sockets;
using System.Text;
using Atlas.KmsPortal.Tests.Accounts;
using Atlas.KmsPortal.Tests.Simulator.Api;

namespace Atlas.KmsPortal.Tests.Hosting;

/// <summary>What is sent to a door, before and after it knows who sends.</summary>
public sealed class BoundedDoorsTests(ApiHost host) : IClassFixture<ApiHost>
{
    private const string Form = "application/x-www-form-urlencoded";

    [Theory]
    [InlineData("/sign-in")]
    [InlineData("/sign-out")]
    [InlineData("/projects/65a0000000000000000000a2")]
    [InlineData("/nowhere")]
    public async Task A_page_takes_in_a_form_and_no_more(string path)
    {
        var answer = await SendAsync($"POST {path}", $"Content-Type: {Form}\r\nContent-Length: 28000000", "Form.Email=");

        Assert.StartsWith("HTTP/1.1 413", answer, StringComparison.Ordinal);
        Assert.Contains("Connection: close", answer, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_form_that_does_not_say_how_long_it_is_is_cut_off()
    {
        var endless = new StringBuilder();
        for (var chunk = 0; chunk < 3; chunk++)
        {
            endless.Append("2000\r\n").Append('x', 0x2000).Append("\r\n");
        }

        var answer = await SendAsync("POST /sign-in", $"Content-Type: {Form}\r\nTransfer-Encoding: chunked", endless.ToString());

        Assert.StartsWith("HTTP/1.1 4", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("POST /sign-in", Form, "")]
    [InlineData("POST /api/oauth/token", Form, "\"error\":\"invalid_request\"")]
    [InlineData("POST /api/oauth/revoke", Form, "\"error\":\"invalid_request\"")]
    [InlineData("POST /api/atlas/v2/groups", "application/json", "\"errorCode\":\"")]
    [InlineData("POST /simulator/clock", "application/json", "\"errorCode\":\"")]
    [InlineData(
        "PUT /subscriptions/a39012fb-d604-4cd1-8841-77f705f3e6d5/resourceGroups/acme-kms/providers/Microsoft.KeyVault/vaults/acme-vault/privateEndpointConnections/x?api-version=2023-07-01",
        "application/json",
        "\"error\":{\"code\":\""
    )]
    public async Task A_body_that_cannot_be_read_is_the_sender_s_fault_in_the_door_s_own_shape(string request, string type, string shape)
    {
        var answer = await SendAsync(
            request,
            $"Authorization: Bearer {await host.TokenAsync()}\r\nContent-Type: {type}\r\nTransfer-Encoding: chunked",
            "ffffffffffffffffff\r\nabc\r\n0\r\n\r\n"
        );

        Assert.StartsWith("HTTP/1.1 400", answer, StringComparison.Ordinal);
        Assert.Contains(shape, answer, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/projects/65a0000000000000000000ff", 404)]
    [InlineData("/projects/65a0000000000000000000ff/clusters", 404)]
    [InlineData("/projects/nonsense/advanced", 404)]
    [InlineData("/projects/65a0000000000000000000a2/advanced/nonsense/set-up", 404)]
    [InlineData("/projects/65a0000000000000000000a2", 200)]
    [InlineData("/projects/65a0000000000000000000a2/activity?page=abc", 200)]
    [InlineData("/projects/65a0000000000000000000a2/activity?page=-1", 200)]
    [InlineData("/projects/65a0000000000000000000a2/activity?page=99999999999999999999", 200)]
    [InlineData("/projects/65a0000000000000000000a2/activity?page=2147483647", 200)]
    [InlineData("/?page=abc", 200)]
    public async Task An_address_is_answered_for_what_it_names(string path, int status)
    {
        using var owner = await SignedInBrowser.OpenAsync(host.Address, "owner@acme.example", "Owner-demo-1");

        Assert.Equal(status, await owner.StatusOfAsync(path));
    }

    private async Task<string> SendAsync(string request, string headers, string body)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(host.Address.Host, host.Address.Port, TestContext.Current.CancellationToken);
        var stream = client.GetStream();
        await stream.WriteAsync(
            Encoding.ASCII.GetBytes(
                $"{request} HTTP/1.1\r\nHost: {host.Address.Authority}\r\nConnection: close\r\n{headers}\r\n\r\n{body}"
            ),
            TestContext.Current.CancellationToken
        );
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var answer = new StringBuilder();
        try
        {
            while (await reader.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
            {
                answer.Append(line).Append("\r\n");
            }
        }
        catch (IOException)
        {
            // It hung up on what was still being sent; what it said before stands.
        }

        return answer.ToString();
    }
}
