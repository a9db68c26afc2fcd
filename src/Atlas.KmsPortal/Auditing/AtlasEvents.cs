using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Auditing;

/// <summary>Atlas's names of the events that the portal and its simulator write. Source: the published event types of the Admin API.</summary>
public static class AtlasEvents
{
    public const string ConfigurationUpdated = "ENCRYPTION_AT_REST_CONFIGURATION_UPDATED";
    public const string ValidationSucceeded = "ENCRYPTION_AT_REST_CONFIGURATION_VALIDATION_SUCCEEDED";
    public const string ValidationFailed = "ENCRYPTION_AT_REST_CONFIGURATION_VALIDATION_FAILED";
    public const string KeyRotationStarted = "ENCRYPTION_AT_REST_KEY_ROTATION_STARTED";
    public const string EndpointCreated = "ENCRYPTION_AT_REST_PRIVATE_ENDPOINT_CREATED";
    public const string EndpointDeleted = "ENCRYPTION_AT_REST_PRIVATE_ENDPOINT_DELETED";
    public const string NetworkAccessDenied = "ENCRYPTION_AT_REST_KMS_NETWORK_ACCESS_DENIED";
    public const string NetworkAccessRestored = "ENCRYPTION_AT_REST_KMS_NETWORK_ACCESS_RESTORED";
    public const string ConfigNoLongerValid = "ENCRYPTION_AT_REST_CONFIG_NO_LONGER_VALID";
    public const string ConfigIsValid = "ENCRYPTION_AT_REST_CONFIG_IS_VALID";

    public const string ClusterCreated = "CLUSTER_CREATED";
    public const string ClusterReady = "CLUSTER_READY";
    public const string ClusterUpdateSubmitted = "CLUSTER_UPDATE_SUBMITTED";
    public const string ClusterUpdateCompleted = "CLUSTER_UPDATE_COMPLETED";
    public const string ClusterDeleteSubmitted = "CLUSTER_DELETE_SUBMITTED";
    public const string ClusterDeleted = "CLUSTER_DELETED";

    public const string ClusterShutDown = "CLUSTER_INSTANCE_DISABLED";
    public const string ClusterRestored = "CLUSTER_INSTANCE_ENABLED";

    public const string GroupCreated = "GROUP_CREATED";
    public const string GroupNameChanged = "GROUP_NAME_CHANGED";
    public const string GroupDeleted = "GROUP_DELETED";
    public const string GroupTagsModified = "GROUP_TAGS_MODIFIED";
    public const string ProjectLimitUpdated = "PROJECT_LIMIT_UPDATED";
    public const string ProcessArgsUpdateSubmitted = "CLUSTER_PROCESS_ARGS_UPDATE_SUBMITTED";
    public const string AlertConfigAdded = "ALERT_CONFIG_ADDED_AUDIT";
    public const string AlertConfigChanged = "ALERT_CONFIG_CHANGED_AUDIT";
    public const string AlertConfigDeleted = "ALERT_CONFIG_DELETED_AUDIT";
    public const string AlertConfigEnabled = "ALERT_CONFIG_ENABLED_AUDIT";
    public const string AlertConfigDisabled = "ALERT_CONFIG_DISABLED_AUDIT";
    public const string AlertAcknowledged = "ALERT_ACKNOWLEDGED_AUDIT";
    public const string AlertUnacknowledged = "ALERT_UNACKNOWLEDGED_AUDIT";

    public const string NetworkEntryAdded = "NETWORK_PERMISSION_ENTRY_ADDED";
    public const string NetworkEntryRemoved = "NETWORK_PERMISSION_ENTRY_REMOVED";
    public const string DatabaseUserAdded = "MONGODB_USER_ADDED";
    public const string DatabaseUserUpdated = "MONGODB_USER_UPDATED";
    public const string DatabaseUserDeleted = "MONGODB_USER_DELETED";
    public const string TeamCreated = "TEAM_CREATED";
    public const string TeamDeleted = "TEAM_DELETED";
    public const string TeamNameChanged = "TEAM_NAME_CHANGED";
    public const string TeamAddedToGroup = "TEAM_ADDED_TO_GROUP";
    public const string TeamRemovedFromGroup = "TEAM_REMOVED_FROM_GROUP";
    public const string TeamRolesModified = "TEAM_ROLES_MODIFIED";

    public const string RegionalModeEnabled = "REGIONALIZED_PRIVATE_ENDPOINT_MODE_ENABLED";
    public const string RegionalModeDisabled = "REGIONALIZED_PRIVATE_ENDPOINT_MODE_DISABLED";
    public const string AuditLogUpdated = "AUDIT_LOG_CONFIGURATION_UPDATED";
    public const string MaintenanceWindowModified = "ATLAS_MAINTENANCE_WINDOW_MODIFIED";
    public const string MaintenanceWindowRemoved = "ATLAS_MAINTENANCE_WINDOW_REMOVED";
    public const string FailoverRequested = "TEST_FAILOVER_REQUESTED";
    public const string FcvFixed = "CLUSTER_FCV_FIXED";
    public const string FcvUnfixed = "CLUSTER_FCV_UNFIXED";
    public const string FcvExpirationDateUpdated = "CLUSTER_FCV_EXPIRATION_DATE_UPDATED";

    public static string RoleAdded(CloudProvider provider) => RoleEvent(provider) + "_ADDED";

    public static string RoleUpdated(CloudProvider provider) => RoleEvent(provider) + "_UPDATED";

    public static string RoleDeleted(CloudProvider provider) => RoleEvent(provider) + "_DELETED";

    public static string KeyRotated(CloudProvider provider) => $"{provider.AtlasName()}_ENCRYPTION_KEY_ROTATED";

    public static string KeyNeedsRotation(CloudProvider provider) => $"{provider.AtlasName()}_ENCRYPTION_KEY_NEEDS_ROTATION";

    public static string KeyValid(CloudProvider provider) => $"{provider.AtlasName()}_ENCRYPTION_KEY_VALID";

    public static string KeyInvalid(CloudProvider provider) => $"{provider.AtlasName()}_ENCRYPTION_KEY_INVALID";

    private static string RoleEvent(CloudProvider provider) =>
        provider switch
        {
            CloudProvider.Azure => "CLOUD_PROVIDER_ACCESS_AZURE_SERVICE_PRINCIPAL",
            CloudProvider.Aws => "CLOUD_PROVIDER_ACCESS_AWS_IAM_ROLE",
            CloudProvider.Gcp => "CLOUD_PROVIDER_ACCESS_GCP_SERVICE_ACCOUNT",
            _ => throw new ArgumentOutOfRangeException(nameof(provider), provider, "Not a cloud provider."),
        };

    /// <summary>A status that changes on the cloud's side; Atlas publishes no event type for it.</summary>
    public const string EndpointStatusChanged = "ENCRYPTION_AT_REST_PRIVATE_ENDPOINT_STATUS_CHANGED";

    /// <summary>What the vault's owner does in Azure.</summary>
    public const string AzureConnectionChanged = "AZURE_PRIVATE_ENDPOINT_CONNECTION_CHANGED";
    public const string AzureKeyChanged = "AZURE_KEY_VAULT_CHANGED";

    /// <summary>What somebody does to the simulator itself.</summary>
    public const string SimulatorChanged = "SIMULATOR_CHANGED";

    /// <summary>Who comes in and who does not; Atlas publishes no event types for it.</summary>
    public const string SignedIn = "PORTAL_SIGNED_IN";
    public const string SignedOut = "PORTAL_SIGNED_OUT";
    public const string SignInRefused = "PORTAL_SIGN_IN_REFUSED";
    public const string SignInPaused = "PORTAL_SIGN_IN_PAUSED";
    public const string CredentialsRefused = "CREDENTIALS_REFUSED";

    /// <summary>Accounts, keys and what they may do.</summary>
    public const string AccountCreated = "PORTAL_ACCOUNT_CREATED";
    public const string AccountDeleted = "PORTAL_ACCOUNT_DELETED";
    public const string PasswordChanged = "PORTAL_PASSWORD_CHANGED";
    public const string ApiKeyCreated = "API_KEY_CREATED";
    public const string ApiKeyDeleted = "API_KEY_DELETED";

    /// <summary>What tells of one cluster.</summary>
    public static IReadOnlyList<string> AboutClusters { get; } =
    [
        ClusterCreated,
        ClusterReady,
        ClusterUpdateSubmitted,
        ClusterUpdateCompleted,
        ClusterDeleteSubmitted,
        ClusterDeleted,
        ClusterShutDown,
        ClusterRestored,
        ProcessArgsUpdateSubmitted,
        FailoverRequested,
        FcvFixed,
        FcvUnfixed,
        FcvExpirationDateUpdated,
    ];

    /// <summary>What tells of private endpoints, which Atlas shows to Project Owners only.</summary>
    public static IReadOnlyList<string> AboutPrivateEndpoints { get; } =
    [EndpointCreated, EndpointDeleted, EndpointStatusChanged, AzureConnectionChanged];
}
