using Atlas.KmsPortal.Components.Shared.Actions;
using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Components.PrivateNetworking.Endpoints;

/// <summary>How the vault's owner approves one connection, ready to copy.</summary>
internal static class ApprovalCommands
{
    public static IReadOnlyList<Snippet> For(ProjectSnapshot project, PrivateEndpoint endpoint)
    {
        var vault = project.Encryption.AzureKeyVault;
        var (id, name) = (AzureKeyVaultRules.ResourceId(vault), endpoint.ConnectionName);
        var tenant = vault.TenantId ?? project.Role(vault.RoleId)?.TenantId ?? "{tenant}";
        var description = $"MongoDB Atlas, {project.Name}, {endpoint.Region}";
        return
        [
            new(
                "Azure CLI",
                $"""
                # sign in to tenant {CommandText.Comment(tenant)} first
                az keyvault private-endpoint-connection approve \
                  --subscription {CommandText.Word(vault.SubscriptionId)} \
                  --resource-group {CommandText.Word(vault.ResourceGroupName)} --vault-name {CommandText.Word(vault.KeyVaultName)} \
                  --name {CommandText.Word(name)} \
                  --description {CommandText.Word(description)}
                """
            ),
            new(
                "az network",
                $"""
                az network private-endpoint-connection approve \
                  --id {CommandText.Word($"{id}/privateEndpointConnections/{name}")} \
                  --description {CommandText.Word(description)}
                """
            ),
            new(
                "Terraform",
                $$"""
                resource "azapi_update_resource" "approve_{{endpoint.Region.ToLowerInvariant()}}" {
                  type      = "Microsoft.KeyVault/vaults/privateEndpointConnections@2023-07-01"
                  name      = {{CommandText.TerraformString(name)}}
                  parent_id = {{CommandText.TerraformString(id)}}

                  body = {
                    properties = {
                      privateLinkServiceConnectionState = {
                        status      = "Approved"
                        description = {{CommandText.TerraformString(description)}}
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
