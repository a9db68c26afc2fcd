using System.Text.Json.Serialization;

namespace Atlas.KmsPortal.AdminApi;

/// <summary>An object without fields: what Atlas answers where there is nothing to tell.</summary>
public sealed record EmptyBody;

/// <summary>Whether private endpoints of sharded clusters go by region.</summary>
public sealed record RegionalModeBody([property: NeededField] bool? Enabled);

/// <summary>Which database events are logged. Kept, and without effect: no simulated database logs anything.</summary>
public sealed record AuditLogBody(
    bool? AuditAuthorizationSuccess = null,
    string? AuditFilter = null,
    bool? Enabled = null,
    [property: ReadOnlyField] string? ConfigurationType = null
)
{
    /// <summary>What a new project has.</summary>
    public static AuditLogBody Defaults { get; } = new(AuditAuthorizationSuccess: false, "{}", Enabled: false, "NONE");

    public AuditLogBody Over(AuditLogBody before)
    {
        var filter = AuditFilter ?? before.AuditFilter;
        return new(
            AuditAuthorizationSuccess ?? before.AuditAuthorizationSuccess,
            filter,
            Enabled ?? before.Enabled,
            filter is "{}" or "" ? "NONE" : "FILTER_JSON"
        );
    }
}

/// <summary>When Atlas may maintain the clusters. Kept, and without effect: nothing in the simulator needs maintenance.</summary>
/// <param name="DayOfWeek">1 is Sunday; 0 stands for no window.</param>
public sealed record MaintenanceWindowBody(
    [property: Between(1, 7)] int? DayOfWeek = null,
    [property: Between(0, 23)] int? HourOfDay = null,
    bool? AutoDeferOnceEnabled = null,
    [property: JsonPropertyName("startASAP")] bool? StartAsap = null,
    ProtectedHoursBody? ProtectedHours = null,
    [property: ReadOnlyField] int? NumberOfDeferrals = null,
    [property: ReadOnlyField] string? TimeZoneId = null
)
{
    /// <summary>What a new project has.</summary>
    public static MaintenanceWindowBody None { get; } = new(0, 0, AutoDeferOnceEnabled: false, StartAsap: false, NumberOfDeferrals: 0);

    public MaintenanceWindowBody Over(MaintenanceWindowBody before) =>
        new(
            DayOfWeek ?? before.DayOfWeek,
            HourOfDay ?? before.HourOfDay,
            AutoDeferOnceEnabled ?? before.AutoDeferOnceEnabled,
            StartAsap ?? before.StartAsap,
            ProtectedHours ?? before.ProtectedHours,
            0,
            "Etc/UTC"
        );
}

public sealed record ProtectedHoursBody([property: Between(0, 23)] int? StartHourOfDay, [property: Between(0, 23)] int? EndHourOfDay);

/// <summary>Something that only Atlas itself could have made, and so never is in an answer.</summary>
public sealed record NeverMadeBody([property: ReadOnlyField] string? Id);

/// <summary>The settings of an organization.</summary>
public sealed record OrganizationSettingsBody(
    bool? ApiAccessListRequired = null,
    [property: JsonPropertyName("genAIFeaturesEnabled")] bool? GenAiFeaturesEnabled = null,
    [property: Between(8, 17520)] int? MaxServiceAccountSecretValidityInHours = null,
    bool? MultiFactorAuthRequired = null,
    bool? RestrictEmployeeAccess = null,
    string? SecurityContact = null,
    bool? StreamsCrossGroupEnabled = null
)
{
    /// <summary>What a new organization has.</summary>
    public static OrganizationSettingsBody Defaults { get; } =
        new(
            ApiAccessListRequired: false,
            GenAiFeaturesEnabled: true,
            MaxServiceAccountSecretValidityInHours: 8760,
            MultiFactorAuthRequired: false,
            RestrictEmployeeAccess: false,
            StreamsCrossGroupEnabled: true
        );

    public OrganizationSettingsBody Over(OrganizationSettingsBody before) =>
        new(
            before.ApiAccessListRequired,
            GenAiFeaturesEnabled ?? before.GenAiFeaturesEnabled,
            MaxServiceAccountSecretValidityInHours ?? before.MaxServiceAccountSecretValidityInHours,
            before.MultiFactorAuthRequired,
            RestrictEmployeeAccess ?? before.RestrictEmployeeAccess,
            SecurityContact ?? before.SecurityContact,
            StreamsCrossGroupEnabled ?? before.StreamsCrossGroupEnabled
        );
}
