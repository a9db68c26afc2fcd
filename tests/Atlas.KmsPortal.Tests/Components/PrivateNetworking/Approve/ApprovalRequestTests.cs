using Atlas.KmsPortal.Components.PrivateNetworking.Approve;
using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Tests.Components.PrivateNetworking.Approve;

public sealed class ApprovalRequestTests
{
    private static readonly ProjectSnapshot s_project = A.Project(A.Cluster("ledger", "EUROPE_NORTH").UsingKey())
        .WithVault(requirePrivateNetworking: true)
        .WithEndpoints(
            ("EUROPE_NORTH", EndpointStatus.PendingAcceptance),
            ("EUROPE_WEST", EndpointStatus.PendingAcceptance),
            ("UK_SOUTH", EndpointStatus.Active)
        );

    [Fact]
    public void It_holds_all_that_the_vault_s_owner_needs()
    {
        var vault = s_project.Encryption.AzureKeyVault;
        var waiting = s_project.Endpoints.Where(endpoint => endpoint.NeedsApproval).ToList();

        var request = ApprovalRequest.Of(s_project, s_project.Endpoints, "ada@acme.example")!;

        Assert.Equal($"Approve 2 private endpoint connections to {vault.KeyVaultName} for MongoDB Atlas", request.Subject);
        string[] needed =
        [
            "Asked by: ada@acme.example",
            $"{s_project.Name} ({s_project.Id})",
            AzureKeyVaultRules.ResourceId(vault)!,
            "/networking",
            "Key Vault Contributor",
            "If you reject or remove a connection, Atlas asks again with a new one.",
            .. waiting.Select(endpoint => $"- {endpoint.Region}: {endpoint.ConnectionName}"),
        ];
        Assert.All(needed, text => Assert.Contains(text, request.Text, StringComparison.Ordinal));
        Assert.DoesNotContain("UK_SOUTH", request.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void It_opens_in_the_e_mail_program_as_it_stands()
    {
        var request = ApprovalRequest.Of(s_project, s_project.Endpoints, "ada@acme.example")!;

        var mail = new Uri(request.MailAddress);
        Assert.Equal("mailto", mail.Scheme);
        Assert.EndsWith($"&body={Uri.EscapeDataString(request.Text)}", request.MailAddress, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_nothing_waits_nothing_is_asked()
    {
        Assert.Null(ApprovalRequest.Of(s_project, [.. s_project.Endpoints.Where(endpoint => !endpoint.NeedsApproval)], "ada@acme.example"));
    }
}
