namespace Atlas.KmsPortal.Simulator.Api;

/// <summary>A vault, to read and to write; what a body leaves out stays as it is.</summary>
internal sealed record ArmVaultBody(
    string? Id = null,
    string? Name = null,
    string? Type = null,
    string? Location = null,
    IReadOnlyDictionary<string, string>? Tags = null,
    ArmVaultPropertiesBody? Properties = null
);

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
