using System.Diagnostics;
using Atlas.KmsPortal.Components.PrivateNetworking.Endpoints;
using Atlas.KmsPortal.Components.Rotation;
using Atlas.KmsPortal.Components.Simulator;
using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Tests.Components;

/// <summary>What is copied is run by a real shell, with programs in the place of az, aws and curl that say what they were given.</summary>
public sealed class HostileCommandTests
{
    private const string Stubs = """
        az() { printf '%s\0' az "$@"; }
        aws() { printf '%s\0' aws "$@"; }
        curl() { printf '%s\0' curl "$@"; }

        """;

    public static TheoryData<string> Names =>
        [
            "rg(prod)",
            "it's",
            "two words",
            "a\"b",
            "$(touch /tmp/kms-portal-was-here)",
            "`id`",
            "a;id",
            "a|id",
            "a&id",
            "a>b",
            "*",
            "~",
            "$HOME",
            "${HOME}",
            @"a\b",
            "a\nid",
            "!!",
            "#",
            "größe",
            "",
        ];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_word_arrives_as_it_is(string name)
    {
        Assert.Equal(["az", name, "end"], await RunAsync($"az {CommandText.Word(name)} end"));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Approvals_name_the_vault_and_nothing_else(string name)
    {
        var project = Hostile(name);

        var snippets = ApprovalCommands.For(project, project.Endpoints[0]);

        var cli = await RunAsync(snippets[0].Text);
        Assert.Equal(["az", "keyvault", "private-endpoint-connection", "approve"], cli[..4]);
        Assert.Equal([name, name], new[] { After("--resource-group", cli), After("--vault-name", cli) });
        Assert.Equal($"MongoDB Atlas, {name}, EUROPE_NORTH", After("--description", cli));
        var network = await RunAsync(snippets[1].Text);
        Assert.StartsWith(
            AzureKeyVaultRules.ResourceId(project.Encryption.AzureKeyVault),
            After("--id", network),
            StringComparison.Ordinal
        );
        Assert.Equal(8, network.Length);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Other_commands_of_the_pages_hold_as_many_words_as_they_should(string name)
    {
        var project = Hostile(name);
        var rotate = RotateView.Of(project, CloudProvider.Azure, "", isLeft: false, [], DateTimeOffset.UnixEpoch).NewVersionCommand!;

        Assert.Equal(
            ["az", "provider", "register", "--namespace", "Microsoft.Network", "--subscription", name],
            await RunAsync(PrivateNetworkingRules.RegisterCommand(name))
        );
        Assert.Contains($"/resourceGroups/{name}/", After("--url", await RunAsync(rotate)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Examples_are_what_they_look_like()
    {
        foreach (var example in Examples.For("http://localhost:5080/$(id)/", withSecrets: true))
        {
            Assert.Contains("$(id)", string.Join('\n', await RunAsync(example.Text)), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("it's", "\"it's\"")]
    [InlineData("a\"b", @"""a\""b""")]
    [InlineData(@"a\b", @"""a\\b""")]
    [InlineData("${path.root}", "\"$${path.root}\"")]
    [InlineData("%{ if true }", "\"%%{ if true }\"")]
    [InlineData("a\nb", @"""a\nb""")]
    public void Terraform_reads_text_and_no_template(string name, string written)
    {
        Assert.Equal(written, CommandText.TerraformString(name));
    }

    private static ProjectSnapshot Hostile(string name)
    {
        var project = A.Project()
            .WithVault(requirePrivateNetworking: true)
            .WithEndpoints(("EUROPE_NORTH", EndpointStatus.PendingAcceptance));
        return project with
        {
            Name = name,
            Encryption = project.Encryption with
            {
                AzureKeyVault = project.Encryption.AzureKeyVault with { ResourceGroupName = name, KeyVaultName = name, TenantId = name },
            },
        };
    }

    private static string After(string option, string[] words) => words[Array.IndexOf(words, option) + 1];

    private static async Task<string[]> RunAsync(string command)
    {
        var start = new ProcessStartInfo("bash", ["-u", "-c", Stubs + command])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        using var shell = Process.Start(start)!;
        var errors = shell.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await shell.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await shell.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, shell.ExitCode);
        Assert.DoesNotContain("not found", await errors, StringComparison.Ordinal);
        return output.Split('\0')[..^1];
    }
}
