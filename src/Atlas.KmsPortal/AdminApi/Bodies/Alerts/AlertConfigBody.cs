using System.Reflection;

namespace Atlas.KmsPortal.AdminApi;

/// <summary>When somebody is told of something, and how.</summary>
public sealed record AlertConfigBody
{
    [ReadOnlyField]
    public string? Id { get; init; }

    [ReadOnlyField]
    public string? GroupId { get; init; }

    [ReadOnlyField]
    public DateTimeOffset? Created { get; init; }

    [ReadOnlyField]
    public DateTimeOffset? Updated { get; init; }

    public bool? Enabled { get; init; }

    [NeededField, LooksLike("[A-Z][A-Z0-9_]{2,99}", "the name of an event type, such as AZURE_ENCRYPTION_KEY_NEEDS_ROTATION")]
    public string? EventTypeName { get; init; }

    [ReadOnlyField]
    public string? TypeName { get; init; }

    public IReadOnlyList<AlertMatcherBody>? Matchers { get; init; }

    [NeededField]
    public IReadOnlyList<NotificationBody>? Notifications { get; init; }

    [OneOf("INFO", "WARNING", "ERROR", "CRITICAL")]
    public string? SeverityOverride { get; init; }

    public AlertThresholdBody? Threshold { get; init; }

    public MetricThresholdBody? MetricThreshold { get; init; }

    [ReadOnlyField]
    public IReadOnlyList<LinkBody>? Links { get; init; }

    /// <summary>The configuration as it is kept: without what Atlas fills in, and with no secret in the open.</summary>
    public AlertConfigBody Kept(string id, DateTimeOffset created, DateTimeOffset updated)
    {
        if (Notifications!.Count is 0 or > 25)
        {
            throw new AtlasApiException(
                AtlasErrors.InvalidField("notifications", "notifications must hold 1 to 25 ways to tell somebody.")
            );
        }

        return this with
        {
            Id = id,
            Created = created,
            Updated = updated,
            Enabled = Enabled ?? false,
            Matchers = Matchers ?? [],
            Notifications = [.. Notifications.Select(notification => notification.Masked())],
            GroupId = null,
            TypeName = null,
            Links = null,
        };
    }
}

public sealed record AlertToggleBody([property: NeededField] bool? Enabled);

public sealed record AlertMatcherBody(
    [property:
        NeededField,
        OneOf(
            "APPLICATION_ID",
            "ATLAS_NODE_TYPE",
            "CLUSTER_NAME",
            "HOSTNAME",
            "HOSTNAME_AND_PORT",
            "INSTANCE_NAME",
            "PORT",
            "PROCESSOR_NAME",
            "REPLICA_SET_NAME",
            "SHARD_NAME",
            "TYPE_NAME"
        )
    ]
        string? FieldName,
    [property: NeededField, OneOf("EQUALS", "CONTAINS", "STARTS_WITH", "ENDS_WITH", "NOT_EQUALS", "NOT_CONTAINS", "REGEX")]
        string? Operator,
    [property: NeededField, LooksLike(FieldText.OneLine, FieldText.OneLineInWords)] string? Value
)
{
    /// <summary>What an alert can be matched by.</summary>
    public static IReadOnlyList<string> FieldNames { get; } =
        typeof(AlertMatcherBody).GetProperty(nameof(FieldName))!.GetCustomAttribute<OneOfAttribute>()!.Values;
}

/// <param name="Threshold">In <paramref name="Units"/>: days for the age of a key.</param>
public sealed record AlertThresholdBody(
    [property: OneOf("GREATER_THAN", "LESS_THAN")] string? Operator = null,
    double? Threshold = null,
    string? Units = null
);

public sealed record MetricThresholdBody(
    [property: NeededField] string? MetricName,
    [property: OneOf("AVERAGE")] string? Mode = null,
    [property: OneOf("GREATER_THAN", "LESS_THAN")] string? Operator = null,
    double? Threshold = null,
    string? Units = null
);
