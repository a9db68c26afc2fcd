using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Components.PrivateNetworking;

/// <summary>What the pages of private networking say of a project's endpoints and of what they lead to.</summary>
internal static class KeyPlaces
{
    /// <summary>What the endpoints lead to, by name.</summary>
    public static string Of(ProjectSnapshot project, CloudProvider provider) =>
        provider is CloudProvider.Azure ? project.Encryption.AzureKeyVault.KeyVaultName ?? "the vault" : "AWS KMS";

    /// <summary>In the order of their regions; a replacement stands after what it replaces.</summary>
    public static IReadOnlyList<PrivateEndpoint> EndpointsOf(ProjectSnapshot project, CloudProvider provider) =>
        [
            .. project
                .EndpointsOf(provider)
                .OrderBy(endpoint => endpoint.Region, StringComparer.Ordinal)
                .ThenBy(endpoint => endpoint.CreatedAt),
        ];
}
