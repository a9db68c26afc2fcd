using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Atlas.KmsPortal.Data;
using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Auditing;

/// <summary>What happened, as the log tells it.</summary>
/// <param name="EventType">One of <see cref="AtlasEvents"/>.</param>
/// <param name="Before">What it was; serialized without secrets.</param>
public sealed record AuditEvent(string EventType, string Summary, object? Before = null, object? After = null)
{
    public string? OrganizationId { get; init; }
    public string? ProjectId { get; init; }
}

/// <summary>
/// Writes the log's rows, whoever acts: a person, a program, or Atlas itself. The caller adds the row in the transaction of what it
/// tells, so that neither is ever there without the other.
/// </summary>
public static class AuditWriter
{
    // A log is read by more people than a secret is meant for, so what could hold one is left out by its name.
    private static readonly string[] s_secrets = ["Secret", "SecretAccessKey", "ServiceAccountKey", "PrivateKey", "Password"];

    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter() },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { LeaveOutSecrets } },
    };

    public static AuditRow Row(Actor actor, DateTimeOffset at, AuditEvent happened) =>
        new()
        {
            EventId = ObjectIds.New(at),
            At = at,
            Actor = actor.Name,
            Source = actor.Source,
            OrganizationId = happened.OrganizationId,
            ProjectId = happened.ProjectId,
            EventType = happened.EventType,
            Summary = happened.Summary,
            Before = Json(happened.Before),
            After = Json(happened.After),
        };

    private static string? Json(object? value) => value is null ? null : JsonSerializer.Serialize(value, value.GetType(), s_json);

    private static void LeaveOutSecrets(JsonTypeInfo type)
    {
        foreach (var property in type.Properties.Where(property => property.PropertyType == typeof(string) && IsSecret(property.Name)))
        {
            property.ShouldSerialize = static (_, _) => false;
        }
    }

    private static bool IsSecret(string name) =>
        Array.Exists(s_secrets, secret => name.EndsWith(secret, StringComparison.OrdinalIgnoreCase));
}
