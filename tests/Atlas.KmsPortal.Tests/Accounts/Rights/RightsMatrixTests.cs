using Atlas.KmsPortal.Simulator.Api;
using Atlas.KmsPortal.Tests.Simulator.Api;

namespace Atlas.KmsPortal.Tests.Accounts.Rights;

/// <summary>
/// Who may do what, at every door. A row is a door; its columns are an owner of every organization, the owner of Acme, the owner of
/// Globex (another organization), an owner of Acme's project payments, a reader of it, somebody without a role, and nobody at all.
/// </summary>
public sealed class RightsMatrixTests(RightsWorld world) : IClassFixture<RightsWorld>
{
    private const string Payments = "/groups/" + Demo.Payments;
    private const string Endpoints = Payments + "/encryptionAtRest/AZURE/privateEndpoints";
    private const string Connections = Demo.Vault + "/privateEndpointConnections";
    private const string Enabled = """{"azureKeyVault":{"enabled":true}}""";
    private const string Approved = """{"properties":{"privateLinkServiceConnectionState":{"status":"Approved"}}}""";
    private const string Project = "/projects/" + Demo.Payments;
    private readonly RightsDoors _doors = new(world);

    // An Organization Owner sees the organization's projects, and changes one only as its Project Owner.
    public static TheoryData<string, string> AdminApi =>
        new()
        {
            { $"GET {Payments}", "200 200 404 200 200 404 401" },
            { $"GET {Payments}/encryptionAtRest", "200 200 404 200 200 404 401" },
            { $"PATCH {Payments}/encryptionAtRest {Enabled}", "200 403 404 200 403 404 401" },
            { $"GET {Endpoints}", "200 403 404 200 403 404 401" },
            { $"POST {Endpoints} {{}}", "400 403 404 400 403 404 401" },
            { $"GET /orgs/{Demo.Organization}", "200 200 404 404 404 404 401" },
            { "POST //simulator/clock {}", "200 403 403 403 403 403 401" },
            { "POST //simulator/faults {}", "200 403 403 403 403 403 401" },
        };

    public static TheoryData<string, string> Azure =>
        new()
        {
            { $"GET {Demo.Vault}", "200 200 404 200 200 404 401" },
            { $"GET {Demo.Vault}/keys", "200 200 404 200 200 404 401" },
            { $"GET {Connections}", "200 200 404 200 403 404 401" },
            { $"GET {Connections}/{{connection}}", "200 200 404 200 403 404 401" },
            { $"PUT {Connections}/{{connection}} {Approved}", "200 200 404 200 403 403 401" },
            { $"DELETE {Connections}/nowhere", "204 204 404 204 403 403 401" },
            { $"PATCH {Demo.Vault} {{}}", "200 200 404 200 403 403 401" },
            { $"PUT {Demo.Vault}/keys/mine {{}}", "200 200 404 200 403 403 401" },
            { $"GET {Arm.Subscription}", "200 200 200 200 200 404 401" },
            { $"POST {Arm.Subscription}/providers/Microsoft.Network/register", "200 403 403 403 403 403 401" },
            { "GET //v1.0/servicePrincipals", "200 200 200 200 200 200 401" },
            { $"DELETE //v1.0/servicePrincipals/{Demo.Nowhere}", "404 403 403 403 403 403 401" },
        };

    public static TheoryData<string, string> Pages =>
        new()
        {
            { "/", "200 200 200 200 200 200 302" },
            { Project, "200 200 404 200 200 404 302" },
            { Project + "/clusters", "200 200 404 200 200 404 302" },
            { Project + "/activity", "200 200 404 200 200 404 302" },
            { Project + "/advanced", "200 200 404 200 200 404 302" },
            { Project + "/advanced/azure/approve", "200 200 404 200 200 404 302" },
            { "/azure", "200 200 200 200 200 200 302" },
            { "/simulator", "200 200 200 200 200 200 302" },
            { "/projects/" + Demo.Nowhere, "404 404 404 404 404 404 302" },
        };

    public static TheoryData<string, string, string> Levers =>
        new()
        {
            { "/simulator", "Forward by", "yes no no no no no -" },
            { "/simulator", "Break all", "yes no no no no no -" },
            { "/simulator", "Reset the demo world…", "yes no no no no no -" },
            { "/simulator", "type=\"radio\"", "yes no no no no no -" },
            { "/simulator", "role=\"switch\"", "yes no no no no no -" },
            { "/simulator", "Only someone who is Organization Owner of all of them", "no yes yes yes yes yes -" },
            { "/azure", "Connections to acme-vault", "yes yes no yes no no -" },
            { "/azure", "Connections to globex-vault", "yes no yes no no no -" },
            { "/azure", "Only an owner of all of them can change it.", "no yes yes yes no no -" },
            { "/azure", "Ask one of the project’s owners.", "no no no no yes yes -" },
            { Project + "/advanced", "Only Project Owners change these settings.", "no no - no yes - -" },
            { Project + "/advanced/azure/approve", "US_EAST_2", "yes yes - yes no - -" },
            { Project + "/advanced/azure/approve", "For Project Owners only", "no no - no yes - -" },
        };

    public static TheoryData<string, string> Commands =>
        new()
        {
            { "check the keys", "done done 404 done no 404 404" },
            { "save nothing", "done done 404 done no 404 404" },
            { "set the key's age", "done done 404 done no 404 404" },
            { "approve an endpoint", "none none 404 none no 404 404" },
            { "remove an endpoint", "none none 404 none no 404 404" },
            { "break the vault", "done done no done no no no" },
            { "register Microsoft.Network", "done no no no no no no" },
            { "move the clock", "done no no no no no no" },
            { "set timing", "done no no no no no no" },
            { "set faults", "done no no no no no no" },
        };

    [Theory]
    [MemberData(nameof(AdminApi))]
    public async Task At_the_Admin_API_and_the_simulator(string request, string expected)
    {
        Assert.Equal(expected, await RowAsync(who => _doors.RequestAsync(one => one.Digest, who, request)));
        Assert.Equal(expected, await RowAsync(who => _doors.RequestAsync(one => one.Bearer, who, request)));
    }

    [Theory]
    [MemberData(nameof(Azure))]
    public async Task At_Azure_Resource_Manager_and_Graph(string request, string expected) =>
        Assert.Equal(expected, await RowAsync(who => _doors.RequestAsync(one => one.Bearer, who, request)));

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task On_pages(string path, string expected) =>
        Assert.Equal(expected, await RowAsync(who => RightsDoors.PageAsync(who, path)));

    /// <summary>Whoever may not, finds no lever but who can.</summary>
    [Theory]
    [MemberData(nameof(Levers))]
    public async Task In_what_pages_offer(string path, string words, string expected) =>
        Assert.Equal(expected, await RowAsync(who => RightsDoors.SaysAsync(who, path, words)));

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task In_circuits(string command, string expected) =>
        Assert.Equal(expected, await RowAsync(who => _doors.CommandAsync(who, command)));

    /// <summary>A reader gets the vault and not who is connected to it.</summary>
    [Fact]
    public async Task A_reader_finds_no_connection_in_what_is_said_of_a_vault()
    {
        string[] addresses =
        [
            Demo.Vault,
            $"{Arm.Subscription}/providers/Microsoft.KeyVault/vaults",
            $"{Arm.Subscription}/resources",
            Connections,
        ];
        foreach (var address in addresses)
        {
            Assert.DoesNotContain(world.Connection, (await world.People[4].Bearer.GetAsync(address)).Text, StringComparison.Ordinal);
        }

        Assert.Contains(world.Connection, (await world.People[3].Bearer.GetAsync(Demo.Vault)).Ok().Text, StringComparison.Ordinal);
    }

    /// <summary>Service principals are listed for members of the projects that sign in with them.</summary>
    [Fact]
    public async Task Nobody_finds_the_applications_of_others_in_the_directory()
    {
        var row = await RowAsync(async who =>
            (await who.Bearer.GetAsync("//v1.0/servicePrincipals")).Text.Contains("732ff709", StringComparison.Ordinal) ? "yes" : "no"
        );

        Assert.Equal("yes no yes no no no no", row);
    }

    [Fact]
    public async Task A_token_is_revoked_by_its_own_account_only()
    {
        var victim = world.People[1];
        using var client = new HttpClient { BaseAddress = world.Address };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/oauth/revoke")
        {
            Content = new FormUrlEncodedContent([new("token", victim.Token)]),
        };
        request.Headers.Authorization = ApiHost.Basic(DemoCredentials.ServiceAccount, DemoCredentials.ServiceAccountSecret);

        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(200, (int)answer.StatusCode);
        (await victim.Bearer.GetAsync(Payments)).Ok();
    }

    /// <summary>Last of all, since it empties the world: only in one that is theirs alone.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public async Task Nobody_resets_what_others_own_too(int column) =>
        (await world.People[column].Digest.PostAsync("//simulator/reset")).Refused(403, "ACCESS_FORBIDDEN");

    private async Task<string> RowAsync(Func<Somebody, Task<string>> doorFor)
    {
        List<string> cells = [];
        foreach (var who in world.People)
        {
            cells.Add(await doorFor(who));
        }

        return string.Join(' ', cells);
    }
}
