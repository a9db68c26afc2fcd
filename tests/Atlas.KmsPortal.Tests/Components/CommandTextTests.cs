using System.Text.RegularExpressions;
using Atlas.KmsPortal.Components.PrivateNetworking.Endpoints;
using Atlas.KmsPortal.Components.Simulator;
using Atlas.KmsPortal.Encryption;
using Atlas.KmsPortal.Tests.Architecture;

namespace Atlas.KmsPortal.Tests.Components;

/// <summary>Commands are copied into a shell, which knows one hyphen only.</summary>
public sealed partial class CommandTextTests
{
    [Fact]
    public void Approval_commands_and_examples_are_plain_ASCII()
    {
        var project = A.Project()
            .WithVault(requirePrivateNetworking: true)
            .WithEndpoints(("EUROPE_NORTH", EndpointStatus.PendingAcceptance));
        string[] commands =
        [
            .. ApprovalCommands.For(project, project.Endpoints[0]).Select(snippet => snippet.Text),
            .. Examples.For("http://localhost:5080/", withSecrets: true).Select(snippet => snippet.Text),
            PrivateNetworkingRules.RegisterCommand(A.Vault().SubscriptionId),
        ];

        Assert.All(commands, command => Assert.DoesNotContain(command, character => !char.IsAscii(character)));
    }

    [Fact]
    public void No_text_of_the_product_has_an_option_that_begins_with_another_dash()
    {
        var found =
            from file in Source.Files("")
            from Match option in OptionWithAnotherDash().Matches(Source.Read(file))
            select $"{Path.GetFileName(file)}: {option.Value}";

        Assert.Empty(found);
    }

    [GeneratedRegex(@"(?<=\s)[\u00ad\u2010-\u2015\u2212]{1,2}[a-zA-Z][a-zA-Z-]*")]
    private static partial Regex OptionWithAnotherDash();
}
