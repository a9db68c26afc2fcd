namespace Atlas.KmsPortal.AdminApi;

/// <summary>What <c>GET /api/atlas/v2</c> tells a client that tries its credentials.</summary>
public sealed record SystemStatusBody(string AppName, string Build, bool Throttling, IReadOnlyList<LinkBody> Links, ApiKeyBody ApiKey);

public sealed record ApiKeyBody(
    string Id,
    string PublicKey,
    IReadOnlyList<RoleAssignmentBody> Roles,
    IReadOnlyList<AccessListEntryBody> AccessList
);

public sealed record RoleAssignmentBody(string RoleName, string? GroupId = null, string? OrgId = null);

public sealed record AccessListEntryBody(string IpAddress, string? CidrBlock = null);

public sealed record GroupSettingsBody(
    bool? IsClusterAiAssistantEnabled = null,
    bool? IsCollectDatabaseSpecificsStatisticsEnabled = null,
    bool? IsDataExplorerEnabled = null,
    bool? IsDataExplorerGenAIFeaturesEnabled = null,
    bool? IsDataExplorerGenAISampleDocumentPassingEnabled = null,
    bool? IsDataValidationEnabled = null,
    bool? IsExtendedStorageSizesEnabled = null,
    bool? IsNativeRerankingEnabled = null,
    bool? IsPerformanceAdvisorEnabled = null,
    bool? IsRealtimePerformancePanelEnabled = null,
    bool? IsSchemaAdvisorEnabled = null
)
{
    /// <summary>What a new project has.</summary>
    public static GroupSettingsBody Defaults { get; } = new(true, true, true, true, false, true, false, false, true, true, true);

    public GroupSettingsBody Over(GroupSettingsBody before) =>
        new(
            IsClusterAiAssistantEnabled ?? before.IsClusterAiAssistantEnabled,
            IsCollectDatabaseSpecificsStatisticsEnabled ?? before.IsCollectDatabaseSpecificsStatisticsEnabled,
            IsDataExplorerEnabled ?? before.IsDataExplorerEnabled,
            IsDataExplorerGenAIFeaturesEnabled ?? before.IsDataExplorerGenAIFeaturesEnabled,
            IsDataExplorerGenAISampleDocumentPassingEnabled ?? before.IsDataExplorerGenAISampleDocumentPassingEnabled,
            IsDataValidationEnabled ?? before.IsDataValidationEnabled,
            IsExtendedStorageSizesEnabled ?? before.IsExtendedStorageSizesEnabled,
            IsNativeRerankingEnabled ?? before.IsNativeRerankingEnabled,
            IsPerformanceAdvisorEnabled ?? before.IsPerformanceAdvisorEnabled,
            IsRealtimePerformancePanelEnabled ?? before.IsRealtimePerformancePanelEnabled,
            IsSchemaAdvisorEnabled ?? before.IsSchemaAdvisorEnabled
        );
}

/// <summary>A limit of a project.</summary>
public sealed record LimitBody(
    [property: ReadOnlyField] string? Name,
    [property: NeededField] long? Value,
    [property: ReadOnlyField] long? DefaultLimit = null,
    [property: ReadOnlyField] long? MaximumLimit = null,
    [property: ReadOnlyField] long? CurrentUsage = null
);

public sealed record GroupIpAddressesBody(string GroupId, GroupServicesBody Services);

public sealed record GroupServicesBody(IReadOnlyList<ClusterIpAddressesBody> Clusters);

public sealed record ClusterIpAddressesBody(
    string ClusterName,
    IReadOnlyList<string> Inbound,
    IReadOnlyList<string> Outbound,
    IReadOnlyList<string> FutureInbound,
    IReadOnlyList<string> FutureOutbound
);
