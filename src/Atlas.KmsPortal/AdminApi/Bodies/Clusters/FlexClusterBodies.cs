using System.Text.Json.Serialization;
using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.AdminApi;

/// <summary>A Flex cluster that somebody asks for.</summary>
public sealed record FlexClusterRequestBody(
    [property: NeededField] string? Name,
    [property: NeededField] FlexProviderRequestBody? ProviderSettings,
    IReadOnlyList<TagBody>? Tags = null,
    bool? TerminationProtectionEnabled = null
)
{
    /// <summary>What every Flex cluster has.</summary>
    public const int DiskSizeGb = 5;

    public ClusterSpec ToSpec()
    {
        var cloud = CloudProviders.FromAtlasName(ProviderSettings!.BackingProviderName)!.Value;
        return new ClusterSpec(ClusterTiers.Flex, [new ClusterRegion(cloud, ProviderSettings.RegionName!, 3, 7)], BackupEnabled: true)
        {
            TerminationProtection = TerminationProtectionEnabled ?? false,
            DiskSizeGb = DiskSizeGb,
            Other = ClusterExtras.Merge(new ClusterBody(), new ClusterBody { Tags = Tags }),
        };
    }
}

public sealed record FlexProviderRequestBody(
    [property: NeededField, OneOf("AWS", "AZURE", "GCP")] string? BackingProviderName,
    [property: NeededField] string? RegionName,
    [property: ReadOnlyField] string? ProviderName = null,
    [property: ReadOnlyField, JsonPropertyName("diskSizeGB")] double? DiskSizeGb = null
);

/// <summary>What may be changed of a Flex cluster.</summary>
public sealed record FlexClusterChangeBody(IReadOnlyList<TagBody>? Tags = null, bool? TerminationProtectionEnabled = null)
{
    public ClusterSpec Over(ClusterSpec spec) =>
        spec with
        {
            TerminationProtection = TerminationProtectionEnabled ?? spec.TerminationProtection,
            Other = Tags is null ? spec.Other : ClusterExtras.Merge(ClusterExtras.Read(spec), new ClusterBody { Tags = Tags }),
        };
}

/// <summary>A Flex cluster as Atlas shows it.</summary>
public sealed record FlexClusterBody(
    string Name,
    string Id,
    string GroupId,
    string ClusterType,
    string StateName,
    DateTimeOffset CreateDate,
    [property: JsonPropertyName("mongoDBVersion")] string MongoDbVersion,
    ConnectionStringsBody ConnectionStrings,
    FlexProviderBody ProviderSettings,
    FlexBackupBody BackupSettings,
    bool TerminationProtectionEnabled,
    string VersionReleaseSystem,
    IReadOnlyList<TagBody> Tags,
    IReadOnlyList<LinkBody> Links
);

public sealed record FlexProviderBody(
    string BackingProviderName,
    string ProviderName,
    string RegionName,
    [property: JsonPropertyName("diskSizeGB")] double DiskSizeGb
);

public sealed record FlexBackupBody(bool Enabled);
