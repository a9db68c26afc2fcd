using System.Text.Json;
using Atlas.KmsPortal.Data;

namespace Atlas.KmsPortal.Simulator;

public sealed record VaultSku(string? Family = null, string? Name = null);

public sealed record VaultAccessPolicy(
    string? TenantId = null,
    string? ObjectId = null,
    string? ApplicationId = null,
    VaultPermissions? Permissions = null
);

public sealed record VaultPermissions(
    IReadOnlyList<string>? Keys = null,
    IReadOnlyList<string>? Secrets = null,
    IReadOnlyList<string>? Certificates = null,
    IReadOnlyList<string>? Storage = null
);

public sealed record VaultNetworkRules(
    string? Bypass = null,
    string? DefaultAction = null,
    IReadOnlyList<VaultAddressRule>? IpRules = null,
    IReadOnlyList<VaultSubnetRule>? VirtualNetworkRules = null
);

public sealed record VaultAddressRule(string? Value = null);

public sealed record VaultSubnetRule(string? Id = null, bool? IgnoreMissingVnetServiceEndpoint = null);

/// <summary>What a vault's owner sets and Azure keeps, with the values that a new vault of today has.</summary>
public sealed record VaultDocument
{
    public static readonly IReadOnlyDictionary<string, string> NoTags = new Dictionary<string, string>(StringComparer.Ordinal);

    public string Location { get; init; } = "eastus2";
    public IReadOnlyDictionary<string, string> Tags { get; init; } = NoTags;
    public VaultSku Sku { get; init; } = new("A", "standard");
    public IReadOnlyList<VaultAccessPolicy> AccessPolicies { get; init; } = [];
    public bool EnabledForDeployment { get; init; }
    public bool EnabledForDiskEncryption { get; init; }
    public bool EnabledForTemplateDeployment { get; init; }
    public bool EnableSoftDelete { get; init; } = true;
    public int SoftDeleteRetentionInDays { get; init; } = 90;
    public bool EnableRbacAuthorization { get; init; } = true;
    public bool EnablePurgeProtection { get; init; } = true;
    public VaultNetworkRules NetworkAcls { get; init; } = new("AzureServices", "Allow", [], []);

    public static VaultDocument Of(VaultRow vault) =>
        vault.Document is null ? new() : JsonSerializer.Deserialize<VaultDocument>(vault.Document, JsonSerializerOptions.Default)!;

    public string ToJson() => JsonSerializer.Serialize(this, JsonSerializerOptions.Default);
}
