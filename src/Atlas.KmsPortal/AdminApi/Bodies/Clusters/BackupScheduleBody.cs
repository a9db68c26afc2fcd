using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.AdminApi;

/// <summary>When snapshots of a cluster are due, and how long they are kept. Atlas's default: no snapshot is ever taken here.</summary>
public sealed record BackupScheduleBody(
    string ClusterId,
    string ClusterName,
    bool AutoExportEnabled,
    IReadOnlyList<NeverMadeBody> CopySettings,
    IReadOnlyList<NeverMadeBody> ExtraRetentionSettings,
    DateTimeOffset NextSnapshot,
    IReadOnlyList<BackupPolicyBody> Policies,
    int ReferenceHourOfDay,
    int ReferenceMinuteOfHour,
    int RestoreWindowDays,
    bool UseOrgAndGroupNamesInExportPrefix,
    IReadOnlyList<LinkBody> Links
)
{
    private static readonly TimeSpan s_every = TimeSpan.FromHours(6);

    public static BackupScheduleBody From(Cluster cluster, DateTimeOffset now, IReadOnlyList<LinkBody> links)
    {
        var passed = Math.Max(0, (now - cluster.CreatedAt).Ticks / s_every.Ticks);
        return new(
            cluster.Id,
            cluster.Name,
            AutoExportEnabled: false,
            [],
            [],
            cluster.CreatedAt + ((passed + 1) * s_every),
            [
                new BackupPolicyBody(
                    AtlasIds.From($"{cluster.Id}/backup"),
                    [
                        Item(cluster, "hourly", 6, "days", 7),
                        Item(cluster, "daily", 1, "days", 7),
                        Item(cluster, "weekly", 6, "weeks", 4),
                        Item(cluster, "monthly", 40, "months", 12),
                        Item(cluster, "yearly", 12, "years", 1),
                    ]
                ),
            ],
            cluster.CreatedAt.Hour,
            cluster.CreatedAt.Minute,
            RestoreWindowDays: 7,
            UseOrgAndGroupNamesInExportPrefix: false,
            links
        );
    }

    private static BackupPolicyItemBody Item(Cluster cluster, string type, int interval, string unit, int value) =>
        new(AtlasIds.From($"{cluster.Id}/backup/{type}"), interval, type, unit, value);
}

public sealed record BackupPolicyBody(string Id, IReadOnlyList<BackupPolicyItemBody> PolicyItems);

/// <param name="FrequencyInterval">Hours, days, the day of the week or of the month (40 is the last one), by the type.</param>
public sealed record BackupPolicyItemBody(string Id, int FrequencyInterval, string FrequencyType, string RetentionUnit, int RetentionValue);

/// <summary>Until when the feature compatibility version stays as it is; four weeks where nothing is said.</summary>
public sealed record PinnedVersionBody(DateTimeOffset? ExpirationDate = null);
