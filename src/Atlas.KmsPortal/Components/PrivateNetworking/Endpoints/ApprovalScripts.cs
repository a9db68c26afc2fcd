using Atlas.KmsPortal.Components.Shared.Actions;
using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Components.PrivateNetworking.Endpoints;

/// <summary>How the vault's owner approves all connections that wait, with one script.</summary>
internal static class ApprovalScripts
{
    public static IReadOnlyList<Snippet> For(ProjectSnapshot project, IReadOnlyList<PrivateEndpoint> waiting) =>
        [
            new("Azure CLI", AzureCli(project, waiting)),
            new("PowerShell", PowerShell(project, waiting)),
            new("Terraform", Terraform(project, waiting)),
        ];

    public static string AzureCli(ProjectSnapshot project, IReadOnlyList<PrivateEndpoint> waiting) =>
        $"""
            for name in {string.Join(" \\\n    ", waiting.Select(endpoint => endpoint.ConnectionName))}
            do
              az network private-endpoint-connection approve \
                --id {Vault(project)}/privateEndpointConnections/$name \
                --description "MongoDB Atlas, {project.Name}"
            done
            """;

    private static string PowerShell(ProjectSnapshot project, IReadOnlyList<PrivateEndpoint> waiting) =>
        $$"""
            {{string.Join(",\n", waiting.Select(endpoint => $"\"{endpoint.ConnectionName}\""))}} | ForEach-Object {
              Approve-AzPrivateEndpointConnection `
                -ResourceId "{{Vault(project)}}/privateEndpointConnections/$_" `
                -Description "MongoDB Atlas, {{project.Name}}"
            }
            """;

    private static string Terraform(ProjectSnapshot project, IReadOnlyList<PrivateEndpoint> waiting) =>
        $$"""
            resource "azapi_update_resource" "approve_atlas" {
              for_each  = toset([
            {{string.Join("\n", waiting.Select(endpoint => $"    \"{endpoint.ConnectionName}\","))}}
              ])
              type      = "Microsoft.KeyVault/vaults/privateEndpointConnections@2023-07-01"
              name      = each.value
              parent_id = "{{Vault(project)}}"

              body = {
                properties = {
                  privateLinkServiceConnectionState = {
                    status      = "Approved"
                    description = "MongoDB Atlas, {{project.Name}}"
                  }
                }
              }
            }
            """;

    private static string Vault(ProjectSnapshot project) => AzureKeyVaultRules.ResourceId(project.Encryption.AzureKeyVault)!;
}
