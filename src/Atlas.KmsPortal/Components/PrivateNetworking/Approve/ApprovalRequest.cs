using System.Text;
using Atlas.KmsPortal.Components.PrivateNetworking.Endpoints;
using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Components.PrivateNetworking.Approve;

/// <summary>What is sent to the vault's owner, who mostly is another person: all that they need, in one text.</summary>
public sealed record ApprovalRequest(string Subject, string Text)
{
    /// <summary>Opens it in the browser's e-mail program, addressed to nobody yet.</summary>
    public string MailAddress => $"mailto:?subject={Uri.EscapeDataString(Subject)}&body={Uri.EscapeDataString(Text)}";

    /// <param name="asker">Who asks, as they sign in.</param>
    /// <returns>Null where nothing waits for approval.</returns>
    public static ApprovalRequest? Of(ProjectSnapshot project, IReadOnlyList<PrivateEndpoint> endpoints, string asker)
    {
        var waiting = endpoints.Where(endpoint => endpoint.NeedsApproval).ToList();
        if (waiting.Count == 0)
        {
            return null;
        }

        var vault = project.Encryption.AzureKeyVault;
        var connections = Words.Count(waiting.Count, "private endpoint connection");
        var text = new StringBuilder()
            .AppendLine($"Please approve {connections} on the key vault {vault.KeyVaultName}.")
            .AppendLine()
            .AppendLine($"Asked by: {asker}")
            .AppendLine($"MongoDB Atlas project: {project.Name} ({project.Id})")
            .AppendLine($"Key vault: {AzureKeyVaultRules.ResourceId(vault)}")
            .AppendLine($"Networking page: {ApprovalCommands.PortalLink(vault)}")
            .AppendLine()
            .AppendLine("Connections:");
        foreach (var endpoint in waiting)
        {
            text.AppendLine($"- {endpoint.Region}: {endpoint.ConnectionName}");
        }

        text.AppendLine()
            .AppendLine("All of them with the Azure CLI:")
            .AppendLine()
            .AppendLine(ApprovalScripts.AzureCli(project, waiting))
            .AppendLine()
            .AppendLine("You need a role that may approve connections of the vault, such as Key Vault Contributor.")
            .AppendLine("Atlas notices within three minutes. If you reject or remove a connection, Atlas asks again with a new one.");
        return new($"Approve {connections} to {vault.KeyVaultName} for MongoDB Atlas", text.ToString().ReplaceLineEndings("\n"));
    }
}
