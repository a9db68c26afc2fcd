using Atlas.KmsPortal.Components.Shared.Actions;
using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Components.PrivateNetworking.Endpoints;

/// <summary>How the vault's owner approves one connection, ready to copy.</summary>
internal static class ApprovalCommands
{
    public static IReadOnlyList<Snippet> For(ProjectSnapshot project, PrivateEndpoint endpoint)
    {
        var vault = project.Encryption.AzureKeyVault;
        var name = endpoint.ConnectionName;
        var description = $"MongoDB Atlas, {project.Name}, {endpoint.Region}";
        return
        [
            new(
                "Azure CLI",
                $"""
                # sign in to tenant {vault.TenantId ?? project.Role(vault.RoleId)?.TenantId ?? "{tenant}"} first
                az keyvault private-endpoint-connection approve \
                  --subscription {vault.SubscriptionId} \
                  --resource-group {vault.ResourceGroupName} --vault-name {vault.KeyVaultName} \
                  --name {name} \
                  --description "{description}"
                """
            ),
            new(
                "az network",
                $"""
                az network private-endpoint-connection approve \
                  --id {AzureKeyVaultRules.ResourceId(vault)}/privateEndpointConnections/{name} \
                  --description "{description}"
                """
            ),
            new(
                "Terraform",
                $$"""
                resource "azapi_update_resource" "approve_{{endpoint.Region.ToLowerInvariant()}}" {
                  type      = "Microsoft.KeyVault/vaults/privateEndpointConnections@2023-07-01"
                  name      = "{{name}}"
                  parent_id = "{{AzureKeyVaultRules.ResourceId(vault)}}"

                  body = {
                    properties = {
                      privateLinkServiceConnectionState = {
                        status      = "Approved"
                        description = "{{description}}"
                      }
                    }
                  }
                }
                """
            ),
        ];
    }

    /// <summary>The vault's Networking page in the Azure portal of the project's Azure cloud.</summary>
    public static string PortalLink(AzureKeyVault vault)
    {
        var host = vault.AzureEnvironment switch
        {
            "AZURE_CHINA" => "portal.azure.cn",
            "AZURE_US_GOVERNMENT" => "portal.azure.us",
            _ => "portal.azure.com",
        };
        return $"https://{host}/#resource{AzureKeyVaultRules.ResourceId(vault)}/networking";
    }
}
