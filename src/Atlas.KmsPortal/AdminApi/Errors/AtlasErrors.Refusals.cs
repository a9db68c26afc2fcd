using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.AdminApi;

/// <content>What Atlas's own rules refuse: the domain names the code, this table the HTTP status.</content>
public static partial class AtlasErrors
{
    /// <summary>Statuses other than 400, which is what a refusal is unless Atlas documents or shows another.</summary>
    private static int StatusOf(string code) =>
        code switch
        {
            "USER_UNAUTHORIZED" or "NOT_IN_GROUP" or "USER_CANNOT_ACCESS_GROUP" => 401,
            "ACCESS_FORBIDDEN" or "FEATURE_UNSUPPORTED" or "IP_ADDRESS_NOT_ON_WHITELIST" or "ORG_REQUIRES_WHITELIST" => 403,
            "GROUP_NOT_FOUND" or "INVALID_GROUP_ID" or "RESOURCE_NOT_FOUND" or "CLUSTER_NOT_FOUND" => 404,
            "ORG_NOT_FOUND" or "CLOUD_PROVIDER_ACCESS_ROLE_NOT_FOUND" or "AWS_CUSTOMER_MASTER_KEY_NOT_FOUND" => 404,
            "ENCRYPTION_AT_REST_PRIVATE_ENDPOINT_ALREADY_EXISTS" => 409,
            "CANNOT_DISABLE_ENCRYPTION_AT_REST" or "CANNOT_CHANGE_ENCRYPTION_AT_REST_PROVIDER" => 409,
            "GROUP_ALREADY_EXISTS" or "CANNOT_CLOSE_GROUP_ACTIVE_ATLAS_CLUSTERS" => 409,
            "CLUSTER_ALREADY_PAUSED" or "CANNOT_UPDATE_PAUSED_CLUSTER" or "REGION_UNAVAILABLE" => 409,
            "CLUSTER_ALREADY_REQUESTED_DELETION" or "CLUSTER_UPDATE_IN_PROGRESS" => 409,
            "CANNOT_TERMINATE_CLUSTER_WHEN_TERMINATION_PROTECTION_ENABLED" => 409,
            "CONCURRENT_CHANGE" => 409,
            "RATE_LIMITED" => 429,
            "UNEXPECTED_ERROR" => 500,
            _ => 400,
        };

    /// <summary>The first reason decides; the others show as further fields.</summary>
    public static AtlasError From(AtlasRefusedException refusal)
    {
        var first = refusal.Reasons[0];
        return new AtlasError(
            StatusOf(first.Code),
            first.Code,
            first.Message,
            first.Parameters ?? [],
            [.. from reason in refusal.Reasons where reason.Field is not null select new FieldViolationBody(reason.Message, reason.Field!)]
        );
    }

    /// <summary>Two PATCHes met: the later one is turned away whole, so that halves never mix.</summary>
    public static AtlasError From(ConcurrentChangeException conflict) => new(409, "CONCURRENT_CHANGE", conflict.Message);
}
