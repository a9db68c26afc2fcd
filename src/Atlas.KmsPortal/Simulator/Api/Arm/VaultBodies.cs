using Atlas.KmsPortal.Data;

namespace Atlas.KmsPortal.Simulator.Api;

/// <summary>A vault, to read and to write; what a body leaves out stays as it is.</summary>
internal sealed record ArmVaultBody(
    string? Id = null,
    string? Name = null,
    string? Type = null,
    string? Location = null,
    IReadOnlyDictionary<string, string>? Tags = null,
    ArmVaultPropertiesBody? Properties = null
)
{
    /// <summary>The document with what this body sets. A vault stays where it was made.</summary>
    public VaultDocument ApplyTo(VaultDocument kept, bool isNew)
    {
        var asked = Properties ?? new();
        return kept with
        {
            Location = isNew ? Location! : kept.Location,
            Tags = Tags ?? kept.Tags,
            Sku = asked.Sku ?? kept.Sku,
            AccessPolicies = asked.AccessPolicies ?? kept.AccessPolicies,
            EnabledForDeployment = asked.EnabledForDeployment ?? kept.EnabledForDeployment,
            EnabledForDiskEncryption = asked.EnabledForDiskEncryption ?? kept.EnabledForDiskEncryption,
            EnabledForTemplateDeployment = asked.EnabledForTemplateDeployment ?? kept.EnabledForTemplateDeployment,
            EnableSoftDelete = asked.EnableSoftDelete ?? kept.EnableSoftDelete,
            SoftDeleteRetentionInDays = asked.SoftDeleteRetentionInDays ?? kept.SoftDeleteRetentionInDays,
            EnableRbacAuthorization = asked.EnableRbacAuthorization ?? kept.EnableRbacAuthorization,
            EnablePurgeProtection = asked.EnablePurgeProtection ?? kept.EnablePurgeProtection,
            NetworkAcls = asked.NetworkAcls ?? kept.NetworkAcls,
        };
    }

    /// <param name="connections">Null for whoever does not see them.</param>
    public static ArmVaultBody From(VaultRow vault, IEnumerable<AzureConnection>? connections)
    {
        var kept = VaultDocument.Of(vault);
        return new(
            SimulatedClouds.ResourceId(vault),
            vault.Name,
            VaultsApi.Type,
            kept.Location,
            kept.Tags,
            new ArmVaultPropertiesBody(
                vault.TenantId ?? AzureDirectory.HomeTenant,
                kept.Sku,
                kept.AccessPolicies,
                $"https://{vault.Name.ToLowerInvariant()}.vault.azure.net/",
                kept.EnabledForDeployment,
                kept.EnabledForDiskEncryption,
                kept.EnabledForTemplateDeployment,
                kept.EnableSoftDelete,
                kept.SoftDeleteRetentionInDays,
                kept.EnableRbacAuthorization,
                kept.EnablePurgeProtection,
                kept.NetworkAcls,
                "Succeeded",
                vault.PublicNetworkAccess ? "Enabled" : "Disabled",
                connections?.Select(connection => VaultConnectionsApi.Body(connection, vault)).ToList()
            )
        );
    }
}

internal sealed record ArmVaultPropertiesBody(
    string? TenantId = null,
    VaultSku? Sku = null,
    IReadOnlyList<VaultAccessPolicy>? AccessPolicies = null,
    string? VaultUri = null,
    bool? EnabledForDeployment = null,
    bool? EnabledForDiskEncryption = null,
    bool? EnabledForTemplateDeployment = null,
    bool? EnableSoftDelete = null,
    int? SoftDeleteRetentionInDays = null,
    bool? EnableRbacAuthorization = null,
    bool? EnablePurgeProtection = null,
    VaultNetworkRules? NetworkAcls = null,
    string? ProvisioningState = null,
    string? PublicNetworkAccess = null,
    IReadOnlyList<ArmConnectionBody>? PrivateEndpointConnections = null
);

/// <summary>Any resource, as lists of them show it: a resource group, a vault.</summary>
internal sealed record ArmResourceBody(
    string Id,
    string Name,
    string Type,
    string Location,
    IReadOnlyDictionary<string, string> Tags,
    ArmProvisioningBody? Properties = null
);

internal sealed record ArmProvisioningBody(string ProvisioningState);

/// <summary>What a private endpoint may lead to in a vault.</summary>
internal sealed record ArmPrivateLinkBody(string Id, string Name, string Type, ArmPrivateLinkPropertiesBody Properties);

internal sealed record ArmPrivateLinkPropertiesBody(
    string GroupId,
    IReadOnlyList<string> RequiredMembers,
    IReadOnlyList<string> RequiredZoneNames
);
