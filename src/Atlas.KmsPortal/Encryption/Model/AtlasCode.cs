namespace Atlas.KmsPortal.Encryption;

/// <summary>Every error code of the Admin API that the product knows, with its HTTP status. <c>parity.md</c> says where each comes from.</summary>
public static class AtlasCode
{
    // The request as a whole
    public const string UserUnauthorized = "USER_UNAUTHORIZED";
    public const string AccessForbidden = "ACCESS_FORBIDDEN";
    public const string IpAddressNotOnAccessList = "IP_ADDRESS_NOT_ON_ACCESS_LIST";
    public const string OrgRequiresAccessList = "ORG_REQUIRES_ACCESS_LIST";
    public const string FeatureUnsupported = "FEATURE_UNSUPPORTED";
    public const string GroupNotFound = "GROUP_NOT_FOUND";
    public const string InvalidGroupId = "INVALID_GROUP_ID";
    public const string OrgNotFound = "ORG_NOT_FOUND";
    public const string ClusterNotFound = "CLUSTER_NOT_FOUND";
    public const string ResourceNotFound = "RESOURCE_NOT_FOUND";
    public const string MethodNotAllowed = "METHOD_NOT_ALLOWED";
    public const string NotAcceptable = "NOT_ACCEPTABLE";
    public const string RequestEntityTooLarge = "REQUEST_ENTITY_TOO_LARGE";
    public const string UnsupportedMediaType = "UNSUPPORTED_MEDIA_TYPE";
    public const string RateLimitedTokenBucket = "RATE_LIMITED_TOKEN_BUCKET";
    public const string UnexpectedError = "UNEXPECTED_ERROR";
    public const string ServiceUnavailable = "SERVICE_UNAVAILABLE";

    // What it holds
    public const string InvalidVersionDate = "INVALID_VERSION_DATE";
    public const string InvalidPathParameter = "INVALID_PATH_PARAMETER";
    public const string InvalidQueryParameter = "INVALID_QUERY_PARAMETER";
    public const string InvalidProvider = "INVALID_PROVIDER";
    public const string InvalidRegion = "INVALID_REGION";
    public const string MalformedJson = "MALFORMED_JSON";
    public const string InvalidJson = "INVALID_JSON";
    public const string InvalidAttribute = "INVALID_ATTRIBUTE";
    public const string InvalidEnumValue = "INVALID_ENUM_VALUE";
    public const string MissingAttribute = "MISSING_ATTRIBUTE";
    public const string AttributeReadOnly = "ATTRIBUTE_READ_ONLY";
    public const string ValidationError = "VALIDATION_ERROR";

    // Projects
    public const string ConcurrentChange = "CONCURRENT_CHANGE";
    public const string GroupAlreadyExists = "GROUP_ALREADY_EXISTS";
    public const string CannotCloseGroupActiveAtlasClusters = "CANNOT_CLOSE_GROUP_ACTIVE_ATLAS_CLUSTERS";

    // Encryption at rest and its private endpoints
    public const string CannotDisableEncryptionAtRestDueToPrivateEndpoints = "CANNOT_DISABLE_ENCRYPTION_AT_REST_DUE_TO_PRIVATE_ENDPOINTS";
    public const string CannotDisableEncryptionAtRestRequirePrivateNetworkingWhilePrivateEndpointsExist =
        "CANNOT_DISABLE_ENCRYPTION_AT_REST_REQUIRE_PRIVATE_NETWORKING_WHILE_PRIVATE_ENDPOINTS_EXIST";
    public const string CannotModifyKeyVaultWhilePrivateEndpointsExist = "CANNOT_MODIFY_KEY_VAULT_WHILE_PRIVATE_ENDPOINTS_EXIST";
    public const string EncryptionAtRestPrivateEndpointDeleteBlockedDuringProvisioning =
        "ENCRYPTION_AT_REST_PRIVATE_ENDPOINT_DELETE_BLOCKED_DURING_PROVISIONING";
    public const string EncryptionAtRestPrivateEndpointAlreadyExists = "ENCRYPTION_AT_REST_PRIVATE_ENDPOINT_ALREADY_EXISTS";
    public const string EncryptionAtRestPrivateNetworkingNotEnabled = "ENCRYPTION_AT_REST_PRIVATE_NETWORKING_NOT_ENABLED";
    public const string EncryptionAtRestNotEnabled = "ENCRYPTION_AT_REST_NOT_ENABLED";
    public const string EncryptionAtRestProviderNotSupported = "ENCRYPTION_AT_REST_PROVIDER_NOT_SUPPORTED";
    public const string EncryptionAtRestSettingsInvalid = "ENCRYPTION_AT_REST_SETTINGS_INVALID";
    public const string EncryptionAtRestSingleRegionKey = "ENCRYPTION_AT_REST_SINGLE_REGION_KEY";
    public const string CannotDisableEncryptionAtRest = "CANNOT_DISABLE_ENCRYPTION_AT_REST";
    public const string CannotChangeEncryptionAtRestProvider = "CANNOT_CHANGE_ENCRYPTION_AT_REST_PROVIDER";
    public const string CannotUseEncryptionAtRestTenant = "CANNOT_USE_ENCRYPTION_AT_REST_TENANT";

    // Clusters
    public const string CannotUseFlexClusterInClusterApi = "CANNOT_USE_FLEX_CLUSTER_IN_CLUSTER_API";
    public const string CannotUpdatePausedCluster = "CANNOT_UPDATE_PAUSED_CLUSTER";
    public const string CannotTerminateClusterWhenTerminationProtectionEnabled =
        "CANNOT_TERMINATE_CLUSTER_WHEN_TERMINATION_PROTECTION_ENABLED";
    public const string AsymmetricShardUnsupported = "ASYMMETRIC_SHARD_UNSUPPORTED";
    public const string TenantClusterUpdateUnsupported = "TENANT_CLUSTER_UPDATE_UNSUPPORTED";
    public const string TenantClusterProcessArgsNotSupported = "TENANT_CLUSTER_PROCESS_ARGS_NOT_SUPPORTED";
    public const string ClusterAlreadyRequestedDeletion = "CLUSTER_ALREADY_REQUESTED_DELETION";
    public const string ClusterNameInvalid = "CLUSTER_NAME_INVALID";
    public const string DuplicateClusterName = "DUPLICATE_CLUSTER_NAME";
    public const string InvalidClusterConfiguration = "INVALID_CLUSTER_CONFIGURATION";

    // Network peering containers
    public const string ContainerAlreadyExists = "CONTAINER_ALREADY_EXISTS";
    public const string ContainersInUse = "CONTAINERS_IN_USE";

    // Cloud Provider Access
    public const string CloudProviderAccessRoleNotAuthorized = "CLOUD_PROVIDER_ACCESS_ROLE_NOT_AUTHORIZED";
    public const string CannotDeauthorizeRoleInUse = "CANNOT_DEAUTHORIZE_ROLE_IN_USE";

    // What the key service answers
    public const string CannotAssumeRole = "CANNOT_ASSUME_ROLE";
    public const string InvalidAwsCredentials = "INVALID_AWS_CREDENTIALS";
    public const string InvalidAzureCredentials = "INVALID_AZURE_CREDENTIALS";
    public const string InvalidGoogleCloudCredentials = "INVALID_GOOGLE_CLOUD_CREDENTIALS";
    public const string InvalidAzureApiRequest = "INVALID_AZURE_API_REQUEST";
    public const string NoPermissionToEncryptDecrypt = "NO_PERMISSION_TO_ENCRYPT_DECRYPT";
    public const string AzureKeyVaultKeyNotFound = "AZURE_KEY_VAULT_KEY_NOT_FOUND";
    public const string AzureKeyVaultKeyNotEnabled = "AZURE_KEY_VAULT_KEY_NOT_ENABLED";
    public const string AzureKeyVaultKeyExpired = "AZURE_KEY_VAULT_KEY_EXPIRED";
    public const string AzureKeyVaultKeyExpiring = "AZURE_KEY_VAULT_KEY_EXPIRING";
    public const string AzureKeyVaultKeyNotActive = "AZURE_KEY_VAULT_KEY_NOT_ACTIVE";
    public const string AzureKeyVaultKeyIdentifierInvalidFormat = "AZURE_KEY_VAULT_KEY_IDENTIFIER_INVALID_FORMAT";
    public const string AwsCustomerMasterKeyNotFound = "AWS_CUSTOMER_MASTER_KEY_NOT_FOUND";
    public const string AwsKmsCustomerMasterKeyNotEnabled = "AWS_KMS_CUSTOMER_MASTER_KEY_NOT_ENABLED";
    public const string AwsKmsCustomerMasterKeyPendingDeletion = "AWS_KMS_CUSTOMER_MASTER_KEY_PENDING_DELETION";
    public const string AwsKmsRegionNotSupported = "AWS_KMS_REGION_NOT_SUPPORTED";
    public const string GoogleCloudKmsKeyVersionNotFound = "GOOGLE_CLOUD_KMS_KEY_VERSION_NOT_FOUND";
    public const string GoogleCloudKmsKeyVersionDisabled = "GOOGLE_CLOUD_KMS_KEY_VERSION_DISABLED";
    public const string GoogleCloudKmsKeyVersionDestroyed = "GOOGLE_CLOUD_KMS_KEY_VERSION_DESTROYED";
    public const string GoogleCloudKmsKeyVersionDestroyScheduled = "GOOGLE_CLOUD_KMS_KEY_VERSION_DESTROY_SCHEDULED";

    // What Atlas keeps besides: access list, database users, alerts
    public const string AtlasNetworkPermissionEntryNotFound = "ATLAS_NETWORK_PERMISSION_ENTRY_NOT_FOUND";
    public const string InvalidIpAddressOrCidrNotation = "INVALID_IP_ADDRESS_OR_CIDR_NOTATION";
    public const string BackupConfigNotFound = "BACKUP_CONFIG_NOT_FOUND";
    public const string UsernameNotFound = "USERNAME_NOT_FOUND";
    public const string UserAlreadyExists = "USER_ALREADY_EXISTS";
    public const string AlertConfigNotFound = "ALERT_CONFIG_NOT_FOUND";
    public const string AlertNotFound = "ALERT_NOT_FOUND";

    // Only on pages, never in an answer
    public const string MicrosoftNetworkNotRegistered = "MICROSOFT_NETWORK_NOT_REGISTERED";
    public const string MultiCloudClusterWillBeDisabled = "MULTI_CLOUD_CLUSTER_WILL_BE_DISABLED";
    public const string RegionNotSelected = "REGION_NOT_SELECTED";

    /// <summary>The HTTP status that a refusal with this code has: 400 unless Atlas documents or shows another.</summary>
    public static int StatusOf(string code) =>
        code switch
        {
            UserUnauthorized => 401,
            AccessForbidden or IpAddressNotOnAccessList or OrgRequiresAccessList or FeatureUnsupported => 403,
            GroupNotFound or InvalidGroupId or OrgNotFound => 404,
            ClusterNotFound or ResourceNotFound or AwsCustomerMasterKeyNotFound => 404,
            AtlasNetworkPermissionEntryNotFound or BackupConfigNotFound or UsernameNotFound => 404,
            AlertConfigNotFound or AlertNotFound => 404,
            MethodNotAllowed => 405,
            NotAcceptable => 406,
            ConcurrentChange or GroupAlreadyExists or CannotCloseGroupActiveAtlasClusters => 409,
            EncryptionAtRestPrivateEndpointAlreadyExists or CannotDisableEncryptionAtRest or CannotChangeEncryptionAtRestProvider => 409,
            CannotUpdatePausedCluster or CannotTerminateClusterWhenTerminationProtectionEnabled => 409,
            ContainerAlreadyExists or ContainersInUse => 409,
            UserAlreadyExists => 409,
            RequestEntityTooLarge => 413,
            UnsupportedMediaType => 415,
            RateLimitedTokenBucket => 429,
            UnexpectedError => 500,
            ServiceUnavailable => 503,
            _ => 400,
        };
}
